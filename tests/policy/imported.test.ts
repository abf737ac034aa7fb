import { expect, test } from 'vitest';
import type { LabelledBox } from '../../src/formats/format.js';
import { regionsFromLabels } from '../../src/policy/imported.js';

const size = { width: 200, height: 100 };
const classes = { pedestrian: 'person', licence_plate: 'plate' } as const;
const labelled = (x0: number, y0: number, x1: number, y1: number, name = 'pedestrian') =>
  ({ name, box: { x0, y0, x1, y1 }, unit: 'pixel' }) satisfies LabelledBox;
const read = (...boxes: LabelledBox[]) => regionsFromLabels(boxes, classes, size, 'labels/1.txt');

test('a mapped class becomes a region of its label, certain, with the file as its origin', () => {
  expect(read(labelled(10, 20, 30.5, 40))).toEqual([
    {
      label: 'person',
      box: { x0: 10, y0: 20, x1: 30.5, y1: 40 },
      score: 1,
      origin: { by: 'labels', file: 'labels/1.txt' },
    },
  ]);
});

test('relative boxes are shares of width and height', () => {
  const [region] = read({ ...labelled(0.1, 0.2, 0.5, 1), unit: 'relative' });
  expect(region.box).toEqual({ x0: 20, y0: 20, x1: 100, y1: 100 });
});

test.each(['car', 'Pedestrian', 'constructor', '__proto__'])(
  'the class %s, which the policy does not map, is left out',
  (name) => {
    expect(read(labelled(0, 0, 9, 9, name))).toEqual([]);
  },
);

test.each<[why: string, box: LabelledBox, doubt: string | undefined]>([
  ['a sound box', labelled(0, 0, 200, 100), undefined],
  ['a box cut by the frame', labelled(-20, 50, 30, 120), undefined],
  ['swapped corners', labelled(30, 40, 10, 20), 'the labelled box has its corners swapped'],
  ['no width', labelled(10, 20, 10, 40), 'the labelled box has no area'],
  ['left of the picture', labelled(-20, 0, 0, 9), 'the labelled box lies outside the picture'],
  ['below the picture', labelled(0, 100, 9, 110), 'the labelled box lies outside the picture'],
])('%s is kept, and doubted when it cannot be right', (_why, box, doubt) => {
  const [region] = read(box);
  expect(region.doubt).toBe(doubt);
  expect(region.box.x1).toBeGreaterThanOrEqual(region.box.x0);
  expect(region.box.y1).toBeGreaterThanOrEqual(region.box.y0);
});

test('a coordinate that is not a number damages the label file', () => {
  expect(() => read(labelled(0, 0, NaN, 9))).toThrow('labels/1.txt is not a valid box label file');
});
