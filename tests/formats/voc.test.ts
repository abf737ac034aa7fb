import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { voc } from '../../src/formats/voc.js';
import { temporaryFolders } from '../io/temporary.js';
import {
  drawFiles,
  everythingIn,
  itemsOf,
  otherNames,
  passThrough,
  sameNames,
} from '../support/format-contract.js';
import { drawnVoc } from './drawn-datasets.js';
import { jpegHead } from './jpeg-header.js';

const newFolder = temporaryFolders();

const object = (xmin: number, ymin: number, xmax: number, ymax: number) =>
  `<object><name>face</name><bndbox><xmin>${xmin}</xmin><ymin>${ymin}</ymin>` +
  `<xmax>${xmax}</xmax><ymax>${ymax}</ymax></bndbox></object>`;

it('carries objects and size, and nothing that says where the photo came from', async () => {
  const root = await newFolder();
  await drawFiles(root, {
    'Annotations/a.xml': drawnVoc('old name.jpg', 'cat &amp; &lt;dog&gt;'),
    'JPEGImages/a.jpg': 'a',
  });
  const dataset = await voc.open(root);
  const [item] = await itemsOf(dataset);
  expect(item.boxes).toEqual([
    { name: 'cat & <dog>', box: { x0: 10, y0: 20.5, x1: 40, y1: 60 }, unit: 'pixel' },
  ]);
  const output = await newFolder();
  await passThrough(dataset, output, sameNames);
  const lines = (await readFile(join(output, 'Annotations/a.xml'), 'utf8')).split('\n');
  expect(lines.map((line) => line.trim()).join('')).toBe(
    '<annotation verified="yes"><folder>JPEGImages</folder><filename>a.jpg</filename>' +
      '<size><width>640</width><height>480</height><depth>3</depth></size>' +
      '<segmented>0</segmented><object><name>cat &amp; &lt;dog&gt;</name><pose>Frontal</pose>' +
      '<truncated>1</truncated><difficult>0</difficult><bndbox><xmin>11</xmin>' +
      '<ymin>21.5</ymin><xmax>40</xmax><ymax>60</ymax></bndbox><part><name>head</name>' +
      '<bndbox><xmin>12</xmin><ymin>22</ymin><xmax>20</xmax><ymax>30</ymax></bndbox></part>' +
      '</object></annotation>',
  );
});

it('carries lists in ImageSets with their flags, for the pictures that are there', async () => {
  const root = await newFolder();
  await drawFiles(root, {
    'Annotations/a b 1.xml': drawnVoc('a b 1.jpg', 'cat'),
    'JPEGImages/a b 1.jpg': 'a',
    'JPEGImages/c.jpg': 'c',
    'ImageSets/Main/train.txt': 'a b 1\nc\nd\n',
    'ImageSets/Main/cat_val.txt': 'a b 1 -1\r\nc  1\r\n',
    'ImageSets/Main/annas choice.txt': 'JPEGImages/a b 1.jpg\n',
  });
  const output = await newFolder();
  await passThrough(await voc.open(root), output, sameNames, (id) => id.endsWith('c.jpg'));
  const list = (name: string) => readFile(join(output, 'ImageSets/Main', name), 'utf8');
  expect(await list('train.txt')).toBe('a b 1\n');
  expect(await list('cat_val.txt')).toBe('a b 1 -1\n');
  expect(await list('annas choice.txt')).toBe('JPEGImages/a b 1.jpg\n');
  const other = await newFolder();
  await passThrough(await voc.open(root), other, otherNames);
  expect((await everythingIn(other)).names).not.toContain('anna');
});

it.each([
  ['cut short', '<annotation><object><name>x</name>'],
  ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><annotation/>'],
  ['something else', '<metadata/>'],
  ['an object without a box', '<annotation><object><name>x</name></object></annotation>'],
  ['a box of words', `<annotation>${object(1, 1, NaN, 2)}</annotation>`],
  ['text that is no UTF-8', Buffer.from('<annotation>\xff</annotation>', 'latin1')],
  ['nothing', ''],
])('fails only the picture whose annotation holds %s', async (_what, xml) => {
  const root = await newFolder();
  await drawFiles(root, {
    'images/a.jpg': 'a',
    'images/b.jpg': 'b',
    'labels/a.xml': xml,
    'labels/b.xml': `<annotation>${object(1, 1, 2, 2)}</annotation>`,
  });
  const [a, b] = await itemsOf(await voc.open(root));
  expect(a.problem?.code).toBe('label-damaged');
  expect(b.problem).toBeUndefined();
  const output = await newFolder();
  await passThrough(await voc.open(root), output, sameNames);
  expect((await everythingIn(output)).names.split('\n')).toEqual(['images/b.jpg', 'labels/b.xml']);
});

it('has an item for an annotation without a picture', async () => {
  const root = await newFolder();
  await drawFiles(root, {
    'images/a.jpg': 'a',
    'labels/b.xml': `<annotation><filename>b.jpg</filename>${object(1, 1, 2, 2)}</annotation>`,
  });
  const items = await itemsOf(await voc.open(root));
  expect(items.map(({ id, problem }) => [id, problem?.code])).toEqual([
    ['images/a.jpg', undefined],
    ['labels/b.xml', 'label-damaged'],
  ]);
});

it('turns boxes and size where they mean the pixels as stored', async () => {
  const size = '<size><width>40</width><height>30</height></size>';
  const root = await newFolder();
  await drawFiles(root, {
    'a.jpg': jpegHead(8, 40, 30),
    'a.xml': `<annotation>${size}${object(11, 6, 30, 9)}</annotation>`,
  });
  const [item] = await itemsOf(await voc.open(root));
  expect(item.boxes?.[0].box).toEqual({ x0: 5, y0: 10, x1: 9, y1: 30 });
  const output = await newFolder();
  await passThrough(await voc.open(root), output, sameNames);
  const xml = (await readFile(join(output, 'a.xml'), 'utf8')).replace(/\s+/g, '');
  expect(xml).toContain('<width>30</width><height>40</height>');
  expect(xml).toContain('<xmin>6</xmin><ymin>11</ymin><xmax>9</xmax><ymax>30</ymax>');
});
