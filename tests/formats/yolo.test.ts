import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readYoloBoxes } from '../../src/formats/yolo-labels.js';
import { yolo } from '../../src/formats/yolo.js';
import { temporaryFolders } from '../io/temporary.js';
import {
  drawFiles,
  everythingIn,
  itemsOf,
  otherNames,
  passThrough,
  sameNames,
} from '../support/format-contract.js';

const newFolder = temporaryFolders();

it.each([
  ['a box', '1 0.5 0.5 0.5 0.25', 0, [0.25, 0.375, 0.75, 0.625]],
  ['a box with a score', '1 0.5 0.5 0.5 0.25 0.9', 0, [0.25, 0.375, 0.75, 0.625]],
  ['a polygon', '1 0.25 0.5 0.5 0.125 0.75 0.25', 0, [0.25, 0.125, 0.75, 0.5]],
  ['a rotated box', '1 0 0.5 0.5 0 1 0.5 0.5 1', 0, [0, 0, 1, 1]],
  ['a pose of two triples', '1 0.5 0.5 0.5 0.25 0 0 2 1 1 2', 6, [0.25, 0.375, 0.75, 0.625]],
  ['a pose of one triple', '1 0.5 0.5 0.5 0.25 0 0 2', 3, [0.25, 0.375, 0.75, 0.625]],
  ['a pose of two pairs', '1 0.5 0.5 0.5 0.25 0 0 1 1', 4, [0.25, 0.375, 0.75, 0.625]],
])('reads %s', (_what, line, keypoints, [x0, y0, x1, y1]) => {
  expect(readYoloBoxes(`${line}\r\n\n`, 'a.txt', ['face', 'plate'], keypoints)).toEqual([
    { name: 'plate', box: { x0, y0, x1, y1 }, unit: 'relative' },
  ]);
});

it.each([
  'a photo of a cat',
  '0 0.5 0.5 0.5',
  '0 0.5 0.5 0.5 nan',
  '0 0.5 0.5 0.5 Infinity',
  'face 0.5 0.5 1 1',
  '-1 0.5 0.5 1 1',
  '0.5 0.5 0.5 1 1',
])('refuses the line %s', (line) => {
  expect(() => readYoloBoxes(`0 0 0 1 1\n${line}`, 'a.txt', [], 0)).toThrow(/line 2/);
});

it('carries data.yaml with paths that hold in the output, and nothing personal', async () => {
  const root = await newFolder();
  await drawFiles(root, {
    'data.yaml':
      '# by anna\npath: /home/anna/set\ntrain: ../train/images\nval:\n  - ./valid/images\n' +
      '  - elsewhere\ntest: ../test/images\nnames:\n  0: face\n  2: plate\nnc: 3\n' +
      'kpt_shape: [17, 3]\nroboflow:\n  url: http://anna.example\n',
    'train/images/a.jpg': 'a',
    'train/labels/a.txt': '2 0.5 0.5 1 1\n',
    'valid/images/b.jpg': 'b',
  });
  const output = await newFolder();
  const dataset = await yolo.open(root);
  const [a] = await itemsOf(dataset);
  expect(a.boxes?.[0].name).toBe('plate');
  await passThrough(dataset, output, otherNames);
  expect(await readFile(join(output, 'data.yaml'), 'utf8')).toBe(
    'train: train/images\nval:\n  - valid/images\nnames:\n  "0": face\n  "2": plate\nnc: 3\n' +
      'kpt_shape:\n  - 17\n  - 3\n',
  );
});

it('carries lists of pictures, with those that are in the output', async () => {
  const root = await newFolder();
  await drawFiles(root, {
    'train.txt':
      './images/a b 1.jpg\r\n/home/anna/images/gone.jpg\n/data/x/images/c.jpg\nimages/not there.jpg\n',
    'obj.data':
      'classes = 1\ntrain = data/train.txt\nnames = data/obj.names\nbackup = /home/anna/\n',
    'obj.names': 'face\n\nplate\n\n',
    'images/a b 1.jpg': 'a',
    'images/gone.jpg': 'b',
    'images/c.jpg': 'c',
  });
  const output = await newFolder();
  await passThrough(await yolo.open(root), output, sameNames, (id) => id.includes('gone'));
  const text = async (name: string) => readFile(join(output, name), 'utf8');
  expect(await text('train.txt')).toBe('./images/a b 1.jpg\n./images/c.jpg\n');
  expect(await text('obj.data')).toBe(
    'classes = 1\ntrain = data/train.txt\nnames = data/obj.names\n',
  );
  expect(await text('obj.names')).toBe('face\n\nplate\n');
});

it('fails the picture whose label is damaged, and no other', async () => {
  const root = await newFolder();
  await drawFiles(root, {
    'images/a.jpg': 'a',
    'images/b.jpg': 'b',
    'images/c.jpg': 'c',
    'images/d.jpg': 'd',
    'labels/a.txt': '0 0.5 0.5 1 1\n0 0.5 0.',
    'labels/b.txt': Buffer.from('0 0.5 0.5 1 1 \xff', 'latin1'),
    'labels/c.txt': '0 0.5 0.5 1 1',
    'labels/e.txt': '0 0.5 0.5 1 1',
  });
  const dataset = await yolo.open(root);
  const ends = (await itemsOf(dataset)).map(({ id, problem, boxes }) => [
    id,
    problem?.code ?? boxes?.length,
  ]);
  expect(ends).toEqual([
    ['images/a.jpg', 'label-damaged'],
    ['images/b.jpg', 'label-damaged'],
    ['images/c.jpg', 1],
    ['images/d.jpg', undefined],
    ['labels/e.txt', 'label-damaged'],
  ]);
  const output = await newFolder();
  await passThrough(dataset, output, sameNames);
  expect((await everythingIn(output)).names.split('\n')).toEqual([
    'images/c.jpg',
    'images/d.jpg',
    'labels/c.txt',
  ]);
});

it('reads labels beside their pictures, also where a picture is named like a list', async () => {
  const root = await newFolder();
  await drawFiles(root, {
    'train.jpg': 'a',
    'train.txt': '0 0.5 0.5 1 1',
    'photo.v2.png': 'b',
    'photo.v2.txt': '0 0.5 0.5 1 1',
    'classes.txt': 'face',
  });
  const items = await itemsOf(await yolo.open(root));
  expect(items.map(({ id, boxes }) => [id, boxes?.[0].name])).toEqual([
    ['photo.v2.png', 'face'],
    ['train.jpg', 'face'],
  ]);
});

it('keeps a label that two pictures share as long as one of them is there', async () => {
  const root = await newFolder();
  await drawFiles(root, {
    'images/a.jpg': 'a',
    'images/a.png': 'b',
    'labels/a.txt': '0 0.5 0.5 1 1',
  });
  for (const dropped of ['images/a.jpg', 'images/a.png']) {
    const output = await newFolder();
    await passThrough(await yolo.open(root), output, sameNames, (id) => id === dropped);
    expect((await everythingIn(output)).names).toContain('labels/a.txt');
  }
});
