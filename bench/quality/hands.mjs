// In front of how many faces is a hand found, and what does looking for one cost?
//
//   npm run build && node bench/quality/hands.mjs <folder> [--sheet <folder>]
//
// All pictures below the folder, faces found fast. Nobody has marked hands: with --sheet, every face
// with a hand is written as a picture, clear and beside it without what is taken for the hand, for a
// person to look at. Keep that folder private.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { boxHeight, boxWidth, clipBox, growBox, roundBoxOut } from '../../dist/core/geometry.js';
import { createImage } from '../../dist/core/image.js';
import { encodePicture, readImageFile } from '../../dist/io/image.js';
import { createNetworks } from '../../dist/networks/weights.js';
import { findHandsBefore } from '../../dist/perception/hands.js';
import { addMeshes } from '../../dist/perception/mesh.js';
import { crop, paste } from '../../dist/pixels/crop.js';
import { fillCovered } from '../../dist/pixels/fill.js';
import { findFaces } from './main-face.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sheet: { type: 'string' } },
});
const [folder] = positionals;
if (!folder) throw new Error('Say which folder: node bench/quality/hands.mjs <folder>');
if (values.sheet) await mkdir(values.sheet, { recursive: true });
/** Lower faces are not looked at by the run either. */
const lowest = 48;
const networks = createNetworks({ threads: 1 });
const times = { bare: [], hands: [] };

const below = await readdir(folder, { recursive: true, withFileTypes: true });
const files = below
  .filter((entry) => entry.isFile() && /\.(jpe?g|png|webp)$/i.test(entry.name))
  .map((entry) => path.join(entry.parentPath, entry.name))
  .sort();
for (const file of files) {
  const image = await readImageFile(file);
  const faces = (await findFaces(image, networks)).map((face) => ({ ...face, label: 'face' }));
  const near = faces.filter(({ box }) => boxHeight(box) >= lowest);
  for (const { box, mesh } of await addMeshes(image, near, networks)) {
    if (!mesh) continue;
    const area = clipBox(roundBoxOut(growBox(box, 0.4)), image.width, image.height);
    const before = process.cpuUsage();
    const mask = await findHandsBefore(image, mesh, area, networks);
    const { user, system } = process.cpuUsage(before);
    times[mask ? 'hands' : 'bare'].push((user + system) / 1000);
    if (mask && values.sheet) await draw(image, area, mask, times.hands.length);
  }
}
await networks.close();

const faces = times.bare.length + times.hands.length;
const median = (list) => list.sort((a, b) => a - b)[list.length >> 1]?.toFixed(1) ?? 'none';
console.log(
  `${files.length} pictures, ${faces} faces with a mesh, ${times.hands.length} behind hands`,
);
console.log(
  `CPU ms a face, median: ${median(times.bare)} bare, ${median(times.hands)} behind hands`,
);

/** The face as it is, and beside it with the hand in plain green. */
async function draw(image, area, mask, number) {
  const clear = crop(image, area);
  const marked = crop(image, area);
  const whole = { x0: 0, y0: 0, x1: boxWidth(area), y1: boxHeight(area) };
  fillCovered(marked, whole, mask, { red: 0, green: 160, blue: 60 });
  const sheet = createImage(2 * clear.width, clear.height, clear.channels);
  paste(sheet, clear, 0, 0);
  paste(sheet, marked, clear.width, 0);
  const png = {
    format: 'png',
    lossless: true,
    progressive: false,
    grey: false,
    colourSpace: 'sRGB',
  };
  await writeFile(path.join(values.sheet, `${number}.png`), await encodePicture([sheet], png));
}
