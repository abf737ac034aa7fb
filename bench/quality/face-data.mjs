// The evaluation pictures of faces, from GUISE_DATA.

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { decodePicture } from '../../dist/io/image.js';

export const data = process.env.GUISE_DATA;
if (!data) throw new Error('Set GUISE_DATA to the folder of evaluation data.');

/** Crowds: half of a WIDER FACE subset. Faces at even places were used for fitting. */
export async function readCrowds() {
  const folder = path.join(data, 'faces/crowds');
  const coco = JSON.parse(await readFile(path.join(folder, 'annotations.json'), 'utf8'));
  return coco.images
    .sort((a, b) => a.id - b.id)
    .map(({ id, file_name }) => ({
      name: file_name,
      file: path.join(folder, file_name),
      truth: coco.annotations
        .filter(({ image_id }) => image_id === id)
        .map(({ bbox: [x, y, width, height], iscrowd }) => ({
          box: { x0: x, y0: y, x1: x + width, y1: y + height },
          ignored: iscrowd === 1,
        })),
    }));
}

/** People with masks, worn well, badly or not at all: all are faces. */
export async function readMasked() {
  const folder = path.join(data, 'faces/masked');
  const names = (await readdir(path.join(folder, 'images'))).sort();
  return Promise.all(
    names.map(async (name) => {
      const label = path.join(folder, 'labels', name.replace(/\.\w+$/, '.xml'));
      const xml = await readFile(label, 'utf8');
      return {
        name,
        file: path.join(folder, 'images', name),
        truth: [...xml.matchAll(/<bndbox>([\s\S]*?)<\/bndbox>/g)].map(([, text]) => {
          const side = (tag) => Number(new RegExp(`<${tag}>([^<]+)`).exec(text)[1]);
          const box = { x0: side('xmin'), y0: side('ymin'), x1: side('xmax'), y1: side('ymax') };
          return { box, ignored: false };
        }),
      };
    }),
  );
}

/** The first frame of a picture. */
export async function readImage(file) {
  const picture = await decodePicture(await readFile(file), { file, pixelLimit: 1e9 });
  return picture.frames[0];
}

/**
 * Looks at all pictures with marked faces and says what came of each group: all crowds, those at
 * odd places, people with masks.
 *
 * @param look what is done to pictures; gives a result a picture
 * @param print what is said of the results of a group
 */
export async function lookByGroup(look, print) {
  const results = await look(await readCrowds());
  print('all 100 crowds', results);
  print(
    'the 50 at odd places',
    results.filter((_, index) => index % 2 === 1),
  );
  print('40 masked', await look(await readMasked()));
}
