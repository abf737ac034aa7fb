import { join } from 'node:path';
import { coco } from '../../src/formats/coco.js';
import type { DatasetFormat } from '../../src/formats/format.js';
import { folder } from '../../src/formats/folder.js';
import { imagefolder } from '../../src/formats/imagefolder.js';
import { voc } from '../../src/formats/voc.js';
import { webdataset } from '../../src/formats/webdataset.js';
import { yolo } from '../../src/formats/yolo.js';
import { drawFiles, type FormatCase } from '../support/format-contract.js';
import { drawTar } from './drawn-tar.js';

/** All formats, most specific first. */
export const allFormats: readonly DatasetFormat[] = [
  coco,
  yolo,
  voc,
  webdataset,
  imagefolder,
  folder,
];

const folderCase: FormatCase = {
  format: folder,
  pictures: ['anna party/anna ü 1.jpg', 'anna party/sub anna/2.png', 'anna.webp'],
  staying: [],
  twins: twinsIn('anna party'),
  draw: (root) =>
    drawFiles(root, {
      'anna party/anna ü 1.jpg': 'one',
      'anna party/sub anna/2.png': 'two',
      'anna.webp': 'three',
    }),
};

const imagefolderCase: FormatCase = {
  format: imagefolder,
  pictures: [
    'train/cat/anna 1.jpg',
    'train/dog/anna 2.png',
    'val/cat/anna 3.JPEG',
    'val/dog/trip anna/4.jpg',
  ],
  staying: ['train/cat/', 'val/dog/'],
  twins: twinsIn('train/cat'),
  draw: (root) =>
    drawFiles(root, {
      'train/cat/anna 1.jpg': 'one',
      'train/dog/anna 2.png': 'two',
      'val/cat/anna 3.JPEG': 'three',
      'val/dog/trip anna/4.jpg': 'four',
      'val/dog/trip anna/.DS_Store': 'litter of anna',
    }),
};

/** A COCO file with everything in it that must not leave. */
export function drawnCoco(): Record<string, unknown> {
  return {
    info: { version: '1.0', year: 2017, contributor: 'anna', description: 'anna at home' },
    licenses: [{ id: 1, name: 'CC BY', url: 'http://creativecommons.org/', holder: 'anna' }],
    categories: [
      { id: 1, name: 'face', keypoints: ['nose'], skeleton: [] },
      { id: 7, name: 'plate', supercategory: 'thing' },
    ],
    annotations: [
      {
        id: 11,
        image_id: 900,
        category_id: 7,
        bbox: [10.5, 20, 30, 40],
        area: 1200.0,
        iscrowd: 0,
        segmentation: [[10.5, 20, 40.5, 20, 40.5, 60]],
        utf8_string: 'anna 1',
        difficulty: 'hard',
        occluded: true,
        gps: [48.1, 11.5],
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
      {
        id: 901,
        file_name: 'sub anna/2.png',
        width: 640,
        height: 480,
        license: 1,
        coco_url: 'http://images.example/anna.jpg',
        date_captured: '2013-11-14 anna',
      },
      { license: 1, id: 900, width: 640, height: 480, file_name: 'anna 1.jpg', flickr_url: 'anna' },
    ],
  };
}

const cocoCase: FormatCase = {
  format: coco,
  pictures: ['train2017/anna 1.jpg', 'train2017/sub anna/2.png', 'val2017/anna 3.jpg'],
  staying: ['train2017/', 'annotations/instances_train2017.json', 'instances_val2017.json'],
  twins: twinsIn('train2017'),
  async plant(root) {
    const images = [{ id: 1, file_name: '../../x.jpg', width: 1, height: 1 }];
    const file = { images, annotations: [], categories: [] };
    await drawFiles(root, { 'annotations/instances_test2017.json': JSON.stringify(file) });
  },
  draw: (root) =>
    drawFiles(root, {
      'annotations/instances_train2017.json': JSON.stringify(drawnCoco(), null, 1),
      'annotations/instances_val2017.json': JSON.stringify({
        images: [{ id: 900, file_name: 'anna 3.jpg', width: 2, height: 1 }],
        annotations: [{ id: 1, image_id: 900, category_id: 5, bbox: [0, 0, 1, 1] }],
        categories: [{ id: 5, name: 'face' }],
      }),
      'train2017/anna 1.jpg': 'one',
      'train2017/sub anna/2.png': 'two',
      'val2017/anna 3.jpg': 'three',
    }),
};

const yoloCase: FormatCase = {
  format: yolo,
  pictures: [
    'images/train/anna 1.jpg',
    'images/train/sub anna/2.png',
    'images/val/anna 3.jpg',
    'images/val/anna 4.jpg',
  ],
  staying: ['images/train/', 'labels/train/', 'labels/val/', 'data.yaml', 'train.txt'],
  twins: twinsIn('images/train'),
  plant: (root) => drawFiles(root, { 'val.txt': './images/val/anna 3.jpg\n../../x.jpg\n' }),
  draw: (root) =>
    drawFiles(root, {
      'data.yaml':
        '# made by anna\npath: /home/anna/set\ntrain: train.txt\nval: ../images/val\n' +
        'test: ../images/test\ndownload: http://anna.example/x.zip\nnc: 2\nnames: [face, plate]\n',
      'train.txt': '/home/anna/set/images/train/anna 1.jpg\n./images/train/sub anna/2.png\n',
      'images/train/anna 1.jpg': 'one',
      'images/train/sub anna/2.png': 'two',
      'images/val/anna 3.jpg': 'three',
      'images/val/anna 4.jpg': 'four',
      'labels/train/anna 1.txt': '0 0.5 0.5 0.2 0.4\r\n1 0.1 0.1 0.3 0.1 0.3 0.4\n',
      'labels/train/sub anna/2.txt': '1 0.5 0.5 1 1',
      'labels/val/anna 3.txt': '',
      'labels/train.cache': 'pickled paths of anna',
    }),
};

/** A VOC annotation with everything in it that must not leave. */
export function drawnVoc(fileName: string, name: string): string {
  return (
    '<?xml version="1.0"?>\n<!-- anna drew this -->\n<annotation verified="yes">\n' +
    `<folder>anna's pictures</folder><filename>${fileName}</filename>` +
    `<path>C:\\anna\\${fileName}</path><source><database>Unknown</database>` +
    '<flickrid>anna</flickrid></source><owner><name>anna</name></owner>' +
    '<size><width>640</width><height>480</height><depth>3</depth></size>' +
    `<segmented>0</segmented><object><name>${name}</name><pose>Frontal</pose>` +
    '<truncated>1</truncated><difficult>0</difficult><note>anna</note><bndbox>' +
    '<xmin>11</xmin><ymin>21.5</ymin><xmax>40</xmax><ymax>60</ymax></bndbox>' +
    '<part><name>head</name><bndbox><xmin>12</xmin><ymin>22</ymin><xmax>20</xmax>' +
    '<ymax>30</ymax></bndbox></part></object></annotation>'
  );
}

const vocCase: FormatCase = {
  format: voc,
  pictures: ['JPEGImages/anna 1.jpg', 'JPEGImages/anna 2.png', 'SegmentationClass/anna 2.png'],
  staying: ['JPEGImages/', 'Annotations/', 'ImageSets/Main/train.txt', 'Main/cat_train.txt'],
  twins: twinsIn('JPEGImages'),
  plant: (root) => drawFiles(root, { 'Annotations/anna 2.xml': drawnVoc('../../x.jpg', 'cat') }),
  draw: (root) =>
    drawFiles(root, {
      'Annotations/anna 1.xml': drawnVoc('anna 1.jpg', 'cat &amp; dog'),
      'Annotations/anna 2.xml': drawnVoc('anna 2.png', 'cat'),
      'ImageSets/Main/train.txt': 'anna 1\r\nanna 2\nanna 99\n',
      'ImageSets/Main/cat_train.txt': 'anna 1 -1\nanna 2  1\n',
      'JPEGImages/anna 1.jpg': 'one',
      'JPEGImages/anna 2.png': 'two',
      'SegmentationClass/anna 2.png': 'mask',
    }),
};

const firstShard = [
  ['anna_1.jpg', 'one'],
  ['anna_1.json', '{"key":"anna_1","label":3,"url":"http://anna.example","caption":"a cat"}'],
  ['anna_1.cls', '3'],
  ['./anna_2.seg.png', 'mask'],
  ['./anna_2.jpg', 'two'],
  ['./anna_2.txt', 'two cats'],
] as const;

const webdatasetCase: FormatCase = {
  format: webdataset,
  pictures: [
    'train-000000.tar/anna_1.jpg',
    'train-000000.tar/anna_2.seg.png',
    'train-000000.tar/anna_2.jpg',
    'train-000001.tar/sub anna/3.jpg',
  ],
  staying: ['train-000000.tar', '.seg.png', '.cls', 'two cats', 'a cat'],
  twins: {
    heic: 'train-000000.tar/twin.heic',
    add: (root) =>
      drawTar(join(root, 'train-000000.tar'), [
        ['twin.heic', 'a'],
        ['twin.jpg', 'b'],
      ]),
  },
  plant: (root) => drawTar(join(root, 'train-000002.tar'), [['../../x.jpg', 'x']]),
  async draw(root) {
    await drawTar(join(root, 'train-000000.tar'), firstShard);
    await drawTar(join(root, 'train-000001.tar'), [['sub anna/3.jpg', 'three']]);
  },
};

/** A small dataset in each format. */
export const cases: readonly FormatCase[] = [
  folderCase,
  imagefolderCase,
  cocoCase,
  yoloCase,
  vocCase,
  webdatasetCase,
];

function twinsIn(place: string): FormatCase['twins'] {
  return {
    heic: `${place}/twin.heic`,
    add: (root) => drawFiles(root, { [`${place}/twin.heic`]: 'a', [`${place}/twin.jpg`]: 'b' }),
  };
}
