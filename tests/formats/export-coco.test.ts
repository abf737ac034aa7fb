import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { coco } from '../../src/formats/coco.js';
import { exportCoco } from '../../src/formats/export-coco.js';
import { temporaryFolders } from '../io/temporary.js';
import { drawFiles, itemsOf, streamOf } from '../support/format-contract.js';
import { makeRegion } from '../support/region.js';

const newFolder = temporaryFolders();

it('writes regions as COCO, clipped to the picture, without what measures a face', async () => {
  const root = await newFolder();
  const region = makeRegion({ x0: -5, y0: 10, x1: 15, y1: 30 });
  const outline = [
    { x: 0, y: 10 },
    { x: 15, y: 10 },
    { x: 0, y: 30 },
  ];
  const landmarks = [{ x: 7, y: 20 }];
  const pictures = [
    { output: 'a.jpg', width: 40, height: 20, regions: [{ ...region, outline, landmarks }] },
    { output: 'sub/b.jpg', width: 40, height: 20, regions: [] },
    {
      output: 'c.jpg',
      width: 5,
      height: 5,
      regions: [region, { ...region, label: 'code' as const }],
    },
  ];
  const file = join(root, 'annotations.json');
  await exportCoco(file, streamOf(pictures));
  const written = JSON.parse(await readFile(file, 'utf8'));
  expect(written.images).toEqual([
    { id: 1, file_name: 'a.jpg', width: 40, height: 20 },
    { id: 2, file_name: 'sub/b.jpg', width: 40, height: 20 },
    { id: 3, file_name: 'c.jpg', width: 5, height: 5 },
  ]);
  expect(written.annotations).toEqual([
    {
      id: 1,
      image_id: 1,
      category_id: 1,
      bbox: [0, 10, 15, 10],
      area: 150,
      segmentation: [[0, 10, 15, 10, 0, 30]],
      iscrowd: 0,
      score: region.score,
    },
  ]);
  expect(written.categories[0]).toEqual({ id: 1, name: 'face' });
});

it('writes what the COCO format reads', async () => {
  const root = await newFolder();
  await drawFiles(root, { 'a.jpg': 'a' });
  const region = makeRegion({ x0: 1, y0: 2, x1: 3, y1: 4 });
  const picture = { output: 'a.jpg', width: 40, height: 20, regions: [region] };
  await exportCoco(join(root, 'annotations.json'), streamOf([picture]));
  expect(await coco.recognise(root)).toBe(true);
  const [item] = await itemsOf(await coco.open(root));
  expect(item.boxes).toEqual([{ name: region.label, box: region.box, unit: 'pixel' }]);
});
