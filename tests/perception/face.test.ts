import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { iou } from '../../src/core/geometry.js';
import { createImage } from '../../src/core/image.js';
import type { Detection } from '../../src/core/region.js';
import { labels } from '../../src/core/region.js';
import { readImageFile } from '../../src/io/image.js';
import { createNetworks } from '../../src/networks/weights.js';
import { effortLevels, type DetectRequest, type Effort } from '../../src/perception/detector.js';
import { face } from '../../src/perception/face.js';

const networks = createNetworks({ threads: 1 });

function request(effort: Effort): DetectRequest {
  const thresholds = Object.fromEntries(labels.map((label) => [label, { low: 1, sure: 1 }]));
  return {
    labels: new Set(['face']),
    effort,
    thresholds: { ...thresholds, ...face.thresholds } as DetectRequest['thresholds'],
  };
}

/** The middle of every face in the demo photos, found by looking at them. */
const demoFaces: Readonly<Record<string, readonly (readonly [x: number, y: number])[]>> = {
  'sample1.jpg': [
    [500, 476],
    [932, 544],
    [1578, 322],
  ],
  'sample2.jpg': [
    [444, 280],
    [976, 348],
    [1542, 282],
  ],
  'sample3.jpg': [
    [692, 464],
    [1179, 364],
    [1597, 438],
  ],
  'sample4.jpg': [
    [342, 326],
    [750, 190],
    [1064, 304],
    [1354, 278],
  ],
  'sample5.jpg': [
    [474, 1025],
    [693, 546],
    [873, 226],
    [1196, 318],
    [1495, 530],
  ],
  'sample6.jpg': [
    [364, 632],
    [758, 474],
    [1272, 450],
    [1591, 414],
  ],
};

function holds({ box }: Detection, x: number, y: number): boolean {
  return x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1;
}

describe.each(effortLevels)('with the effort %s', (effort) => {
  test.each(Object.entries(demoFaces))(
    'every face of %s is found and sure',
    async (name, faces) => {
      const file = path.join('node_modules/@vladmandic/face-api/demo', name);
      const found = await face.detect(await readImageFile(file), request(effort), networks);
      for (const [x, y] of faces) {
        const here = found.filter((one) => one.doubt === undefined && holds(one, x, y));
        expect(here, `the face at ${x}, ${y}`).toHaveLength(1);
      }
      expect(found.length).toBeLessThanOrEqual(faces.length + 2);
    },
  );

  test('an empty picture and one of a single pixel have no faces', async () => {
    for (const image of [createImage(200, 100), createImage(1, 1)]) {
      expect(await face.detect(image, request(effort), networks)).toEqual([]);
    }
  });
});

test('the same picture gives the same findings', async () => {
  const image = await readImageFile('node_modules/@vladmandic/face-api/demo/sample5.jpg');
  const first = await face.detect(image, request('fast'), networks);
  expect(await face.detect(image, request('fast'), networks)).toEqual(first);
});

test('nothing is found, and no network opened, when nobody asked for faces', async () => {
  const unused = createNetworks({ threads: 1, bundled: '/nowhere' });
  const asked = { ...request('fast'), labels: new Set(['text'] as const) };
  expect(await face.detect(createImage(10, 10), asked, unused)).toEqual([]);
});

interface Coco {
  images: { id: number; file_name: string }[];
  annotations: { image_id: number; bbox: [number, number, number, number]; iscrowd: number }[];
}

const data = process.env.GUISE_DATA;

/** A little below what was measured; the models were not fitted on these pictures. */
describe.skipIf(!data)('on crowds from GUISE_DATA', () => {
  test('at least eight in ten faces of 32 px and more are found', async () => {
    const folder = path.join(data!, 'faces/crowds');
    const coco = JSON.parse(readFileSync(path.join(folder, 'annotations.json'), 'utf8')) as Coco;
    const unseen = coco.images.sort((a, b) => a.id - b.id).filter((_, index) => index % 2 === 1);
    let faces = 0;
    let missed = 0;
    for (const { id, file_name } of unseen) {
      const found = await face.detect(
        await readImageFile(path.join(folder, file_name)),
        request('balanced'),
        networks,
      );
      for (const { image_id, bbox, iscrowd } of coco.annotations) {
        const [x0, y0, width, height] = bbox;
        if (image_id !== id || iscrowd === 1 || height < 32) continue;
        faces++;
        const box = { x0, y0, x1: x0 + width, y1: y0 + height };
        if (!found.some((one) => iou(one.box, box) >= 0.4)) missed++;
      }
    }
    expect(faces).toBeGreaterThan(90);
    expect(1 - missed / faces).toBeGreaterThan(0.8);
  });
});
