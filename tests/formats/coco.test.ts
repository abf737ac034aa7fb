import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { coco } from '../../src/formats/coco.js';
import { temporaryFolders } from '../io/temporary.js';
import {
  codeOf,
  drawFiles,
  itemsOf,
  otherNames,
  passThrough,
  sameNames,
} from '../support/format-contract.js';
import { drawnCoco } from './drawn-datasets.js';
import { jpegHead } from './jpeg-header.js';

const newFolder = temporaryFolders();

async function drawn(file: unknown, pictures: Record<string, string | Uint8Array> = {}) {
  const root = await newFolder();
  const text = typeof file === 'string' ? file : JSON.stringify(file);
  await drawFiles(root, { 'annotations.json': text, ...pictures });
  return root;
}

async function carried(root: string, keepFields: readonly string[] = [], names = sameNames) {
  const output = await newFolder();
  await passThrough(await coco.open(root, { keepFields }), output, names);
  return readFile(join(output, 'annotations.json'), 'utf8');
}

const image = (id: number, fileName: string, more: object = {}) => ({
  id,
  file_name: fileName,
  width: 40,
  height: 30,
  ...more,
});

it('carries what the labels are made of, and nothing that leads to the photo', async () => {
  const root = await drawn(drawnCoco(), { 'images/anna 1.jpg': '1', 'images/sub anna/2.png': '2' });
  expect(JSON.parse(await carried(root))).toEqual({
    info: { version: '1.0', year: 2017 },
    licenses: [{ id: 1, name: 'CC BY', url: 'http://creativecommons.org/' }],
    categories: drawnCoco()['categories'],
    annotations: [
      {
        id: 11,
        image_id: 900,
        category_id: 7,
        bbox: [10.5, 20, 30, 40],
        area: 1200,
        iscrowd: 0,
        segmentation: [[10.5, 20, 40.5, 20, 40.5, 60]],
        difficulty: 'hard',
        occluded: true,
      },
      {
        id: 12,
        image_id: 901,
        category_id: 1,
        bbox: [1, 2, 3, 4],
        iscrowd: 1,
        segmentation: { counts: 'PPYo0', size: [480, 640] },
        keypoints: [2, 3, 2],
        num_keypoints: 1,
      },
      { id: 13, image_id: 900, category_id: 1, bbox: [0, 0, 5, 5], iscrowd: 0 },
    ],
    images: [
      { id: 901, file_name: 'sub anna/2.png', width: 640, height: 480, license: 1 },
      { id: 900, file_name: 'anna 1.jpg', width: 640, height: 480, license: 1 },
    ],
  });
});

it('carries a field that somebody answers for', async () => {
  const root = await drawn(drawnCoco(), { 'anna 1.jpg': '1' });
  const kept = JSON.parse(await carried(root, ['gps', 'flickr_url', 'contributor']));
  expect(kept.annotations[0].gps).toEqual([48.1, 11.5]);
  expect(kept.images[0].flickr_url).toBe('anna');
  expect(kept.info.contributor).toBe('anna');
});

it('keeps order, digits, and ids that no double can tell apart', async () => {
  const a = '{"zeta": 1.50, "id": 90071992547409931, "image_id": 90071992547409921}';
  const b = '{"id": 90071992547409932, "image_id": 90071992547409922, "area": 1e2}';
  const text =
    `{"annotations": [${b}, ${a}], "images": [` +
    '{"id": 90071992547409921, "file_name": "b.jpg"},' +
    '{"id": 90071992547409922, "file_name": "a.jpg"}]}';
  const root = await drawn(text, { 'a.jpg': 'a', 'b.jpg': 'b' });
  expect(await carried(root)).toBe(
    `{\n"annotations": [\n${b},\n${a}\n],\n"images": [\n` +
      '{"id": 90071992547409921, "file_name": "b.jpg"},\n' +
      '{"id": 90071992547409922, "file_name": "a.jpg"}\n]\n}\n',
  );
});

it('has an item for a picture that is listed and not there', async () => {
  const root = await drawn(
    { images: [image(1, 'a.jpg'), image(2, 'gone.jpg')], annotations: [] },
    {
      'a.jpg': 'a',
    },
  );
  const items = await itemsOf(await coco.open(root));
  expect(items.map(({ id, boxes }) => [id, boxes])).toEqual([
    ['a.jpg', []],
    ['gone.jpg', []],
  ]);
});

it('tells a picture without annotations from one that no file lists', async () => {
  const root = await drawn(
    { images: [image(1, 'a.jpg')], annotations: [] },
    {
      'a.jpg': 'a',
      'b.jpg': 'b',
    },
  );
  const [a, b] = await itemsOf(await coco.open(root));
  expect(a.boxes).toEqual([]);
  expect(b.boxes).toBeUndefined();
});

it('takes the box of a polygon where no bbox is given', async () => {
  const annotation = { image_id: 1, category_id: 3, segmentation: [[5, 6, 9, 6, 9, 20]] };
  const root = await drawn(
    { images: [image(1, 'a.jpg')], annotations: [annotation] },
    {
      'a.jpg': 'a',
    },
  );
  const [item] = await itemsOf(await coco.open(root));
  expect(item.boxes).toEqual([{ name: '3', box: { x0: 5, y0: 6, x1: 9, y1: 20 }, unit: 'pixel' }]);
});

it('fails only the picture whose bbox is none', async () => {
  const annotations = [
    { image_id: 1, bbox: [1, 2, 3] },
    { image_id: 2, bbox: [1, 2, 3, 4] },
  ];
  const root = await drawn(
    { images: [image(1, 'a.jpg'), image(2, 'b.jpg')], annotations },
    {
      'a.jpg': 'a',
      'b.jpg': 'b',
    },
  );
  const dataset = await coco.open(root);
  const [a, b] = await itemsOf(dataset);
  expect(a.problem?.code).toBe('label-damaged');
  expect(codeOf(() => dataset.place(a, '.jpg', sameNames))).toBe('label-damaged');
  expect(b.problem).toBeUndefined();
});

it.each([
  ['cut short', '{"images": [{"id": 1, "file_name": "a.jpg"}, {"id"'],
  ['two pictures with one id', { images: [image(1, 'a.jpg'), image(1, 'b.jpg')] }],
  ['a picture without an id', { images: [{ file_name: 'a.jpg' }] }],
  ['a picture without a name', { images: [image(1, 'a.jpg'), { id: 2 }] }],
  ['a name that leads out', { images: [image(1, 'sub/../../a.jpg')] }],
  ['a name from another root', { images: [image(1, '/etc/passwd')] }],
  ['a name from another disk', { images: [image(1, 'C:\\a.jpg')] }],
  ['a name with Windows’ way out', { images: [image(1, '..\\..\\a.jpg')] }],
  ['annotations that are no list', { images: [image(1, 'a.jpg')], annotations: {} }],
  ['an annotation that is no object', { images: [image(1, 'a.jpg')], annotations: [1] }],
])('refuses a file with %s, and says nothing of what it holds', async (_what, file) => {
  const root = await drawn(file, { 'a.jpg': 'a' });
  const thrown = await coco.open(root).catch((error: unknown) => error);
  expect(thrown).toMatchObject({ code: 'label-damaged' });
  expect(String(thrown)).not.toMatch(/a\.jpg|passwd/);
});

it('lets two entries share a picture, and names with backslashes mean folders', async () => {
  const images = [image(1, 'sub\\a.jpg'), image(2, './sub/a.jpg')];
  const annotations = [1, 2].map((id) => ({ image_id: id, bbox: [id, 0, 1, 1] }));
  const root = await drawn({ images, annotations }, { 'images/sub/a.jpg': 'a' });
  const items = await itemsOf(await coco.open(root));
  expect(items.map(({ id, boxes }) => [id, boxes?.map(({ box }) => box.x0)])).toEqual([
    ['images/sub/a.jpg', [1, 2]],
  ]);
  const text = await carried(root, [], otherNames);
  const names = JSON.parse(text).images.map((one: { file_name: string }) => one.file_name);
  expect(names[0]).toMatch(/^[0-9a-f]{16}\/[0-9a-f]{16}\.jpg$/);
  expect(names[1]).toBe(names[0]);
});

it('finds pictures of the same name by the split', async () => {
  const root = await newFolder();
  const file = (id: number) =>
    JSON.stringify({
      images: [image(id, 'a.jpg')],
      annotations: [{ image_id: id, bbox: [id, 0, 1, 1] }],
    });
  await drawFiles(root, {
    'annotations/instances_train2017.json': file(1),
    'annotations/instances_val2017.json': file(2),
    'annotations/captions_val2017.json': JSON.stringify({
      images: [image(2, 'a.jpg')],
      annotations: [{ image_id: 2, id: 1, caption: 'a cat' }],
    }),
    'images/train2017/a.jpg': 'a',
    'images/val2017/a.jpg': 'b',
  });
  const items = await itemsOf(await coco.open(root));
  expect(items.map(({ id, boxes }) => [id, boxes?.map(({ box }) => box.x0)])).toEqual([
    ['images/train2017/a.jpg', [1]],
    ['images/val2017/a.jpg', [2]],
  ]);
  const output = await newFolder();
  await passThrough(await coco.open(root), output, otherNames);
  const captions = await readFile(join(output, 'annotations/captions_val2017.json'), 'utf8');
  expect(captions).toContain('"caption": "a cat"');
});

it('turns labels that mean the pixels as stored', async () => {
  const annotation = {
    id: 1,
    image_id: 1,
    bbox: [10, 5, 20, 4],
    segmentation: [[10, 5, 30, 9, 30, 5]],
    keypoints: [10, 5, 2, 0, 0, 0],
  };
  const file = { images: [image(1, 'a.jpg')], annotations: [annotation] };
  const root = await drawn(file, { 'a.jpg': jpegHead(6, 40, 30) });
  const [item] = await itemsOf(await coco.open(root));
  expect(item.boxes?.[0].box).toEqual({ x0: 21, y0: 10, x1: 25, y1: 30 });
  const left = JSON.parse(await carried(root));
  expect(left.images).toEqual([image(1, 'a.jpg', { width: 30, height: 40 })]);
  expect(left.annotations).toEqual([
    {
      ...annotation,
      bbox: [21, 10, 4, 20],
      segmentation: [[25, 10, 21, 30, 25, 30]],
      keypoints: [25, 10, 2, 0, 0, 0],
    },
  ]);
});

it('fails a turned picture whose run-length mask it cannot turn', async () => {
  const annotation = {
    image_id: 1,
    bbox: [1, 2, 3, 4],
    segmentation: { counts: 'x', size: [30, 40] },
  };
  const file = { images: [image(1, 'a.jpg'), image(2, 'b.jpg')], annotations: [annotation] };
  const root = await drawn(file, { 'a.jpg': jpegHead(8, 40, 30), 'b.jpg': jpegHead(8, 40, 30) });
  const [a, b] = await itemsOf(await coco.open(root));
  expect(a.problem?.code).toBe('label-damaged');
  expect(b.problem).toBeUndefined();
});
