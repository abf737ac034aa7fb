// How near drawn faces are to photographed ones, and what of a face they keep, before any guard.
//
//   npm run build && GUISE_DATA=<folder> node bench/quality/drawn-faces.mjs [people] [map.png]
//
// One picture each of people of the first half by name (the others are kept for attacks) gets a new
// face of `synthetic`. Both are laid out in the texture and averaged, each by its own brightness. The
// map shows the mean photograph, the mean new face, and where the photograph is lighter or darker: it
// says what to change about how skin is drawn. It is a picture of nobody, but not for publishing.
// The seam is looked for along the outline of the new face, and at the same place of the photograph.
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { createImage } from '../../dist/core/image.js';
import { createRandom, deriveKey } from '../../dist/core/random.js';
import { textureSize } from '../../dist/face-model/face.js';
import { readFace } from '../../dist/face-model/population.js';
import { ovalPoints } from '../../dist/face-model/render/parts.js';
import { unwrap } from '../../dist/face-model/unwrap.js';
import { encodePicture } from '../../dist/io/image.js';
import { degreesBetween } from '../../dist/measures/gaze.js';
import { normalisedError } from '../../dist/measures/landmarks.js';
import { applyPlan } from '../../dist/methods/apply.js';
import { defaultShape } from '../../dist/methods/shape.js';
import { synthetic } from '../../dist/methods/synthetic.js';
import { createNetworks } from '../../dist/networks/weights.js';
import { median } from '../../dist/numbers/median.js';
import { angleBetween } from '../../dist/numbers/rotation.js';
import { lookAtFace } from '../../dist/perception/look.js';
import { rasterisePolygon } from '../../dist/pixels/raster.js';
import { measureSeam } from '../../dist/pixels/seam.js';
import { data, readImage } from './face-data.mjs';
import { findMainFace } from './main-face.mjs';
import { printTable } from './print-table.mjs';

const [people = '100', map] = process.argv.slice(2);
const networks = createNetworks({ threads: 1 });
const parameters = synthetic.parameters.parse({});
const texels = textureSize ** 2;
/** Of the face without its rim: from the brows to the chin. */
const inner = { x0: 0.3, y0: 0.2, x1: 0.7, y1: 0.7 };

const folder = path.join(data, 'people/grey');
const names = (await readdir(folder)).sort();
const half = names.slice(0, Math.ceil(names.length / 2));
const step = Math.max(1, half.length / Number(people));
const means = { clear: createMean(), drawn: createMean() };
const rows = [];
let lost = 0;
for (let place = 0; place < half.length; place += step) {
  const name = half[Math.floor(place)];
  const [file] = (await readdir(path.join(folder, name))).sort();
  const image = await readImage(path.join(folder, name, file));
  const found = await findMainFace(image, networks);
  if (!found) continue;
  const clear = await lookAtFace(image, found, networks);
  if (!clear.mesh) continue;
  const drawn = await applyPlan(image, [stepFor(name, found.box, clear)]);
  const seen = await lookAtFace(drawn, found, networks);
  const { placed } = readFace({ image, mesh: clear.mesh });
  addTo(means.clear, unwrap(image, placed));
  addTo(means.drawn, unwrap(drawn, placed));
  const seams = [image, drawn].map((picture) => seamOf(picture, clear.mesh));
  if (!seen.mesh) lost++;
  else rows.push({ ...compared(clear, seen), seams });
}
await networks.close();

const difference = logRatio();
const of = (key) => rows.map((row) => row[key]);
printTable(
  [
    ...['faces', 'lost', 'NME %', 'pose °', 'gaze ° (median)', 'same expression %', 'light apart'],
    ...['steps at the seam, clear → new', 'colours across it, clear → new'],
  ],
  [
    [
      rows.length + lost,
      lost,
      (100 * mean(of('landmarks'))).toFixed(2),
      mean(of('pose')).toFixed(2),
      `${mean(of('gaze')).toFixed(2)} (${median(of('gaze')).toFixed(2)})`,
      (100 * mean(of('expression'))).toFixed(1),
      Math.sqrt(mean(innerOf(difference).map((value) => value ** 2))).toFixed(3),
      overSeams(({ gradientJump }) => gradientJump),
      overSeams(({ colourStep }) => colourStep),
    ],
  ],
);
if (map)
  await writeFile(map, await encodePicture([mapOf()], { format: 'png', colourSpace: 'sRGB' }));

function stepFor(name, box, look) {
  const key = deriveKey(new Uint8Array(32), name);
  const random = () => createRandom(key);
  return {
    region: { id: 'r1', label: 'face', box, mesh: look.mesh, score: 1, detector: 'bench' },
    ...{ method: synthetic, parameters, shape: defaultShape('face'), seen: { look } },
    context: { random: random(), secret: random(), identity: random(), attempt: 0 },
  };
}

function compared(clear, seen) {
  const likeliest = ({ expression }) => expression.indexOf(Math.max(...expression));
  return {
    landmarks: normalisedError(clear.mesh, seen.mesh),
    pose: angleBetween(clear.pose, seen.pose),
    gaze: degreesBetween(clear.gaze, seen.gaze),
    expression: likeliest(clear) === likeliest(seen) ? 1 : 0,
  };
}

/** Along the outline of a mesh. */
function seamOf(image, mesh) {
  const oval = ovalPoints.map((point) => ({ x: mesh[3 * point], y: mesh[3 * point + 1] }));
  const area = { x0: 0, y0: 0, x1: image.width, y1: image.height };
  return measureSeam(image, area, rasterisePolygon(oval, area));
}

function overSeams(read) {
  return [0, 1]
    .map((which) => median(rows.map(({ seams }) => read(seams[which]))).toFixed(2))
    .join(' → ');
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function createMean() {
  return { sums: new Float64Array(texels), counts: new Float64Array(texels) };
}

function addTo({ sums, counts }, { texture, seen }) {
  const levels = Float64Array.from({ length: texels }, (_, i) => texture.data[3 * i + 1]);
  const shown = innerOf(levels, (i) => seen[i] > 0);
  const level = mean(shown);
  for (let i = 0; i < texels; i++) {
    if (seen[i] < 64) continue;
    sums[i] += levels[i] / level;
    counts[i]++;
  }
}

function innerOf(values, isWanted = (i) => Number.isFinite(values[i])) {
  const [x0, y0, x1, y1] = Object.values(inner).map((share) => Math.round(share * textureSize));
  const chosen = [];
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const i = y * textureSize + x;
      if (isWanted(i)) chosen.push(values[i]);
    }
  }
  return chosen;
}

/** Logarithm of the mean photograph over the mean new face; not a number where hardly any is seen. */
function logRatio() {
  const { clear, drawn } = means;
  const at = ({ sums, counts }, i) => (counts[i] > 3 ? sums[i] / counts[i] : NaN);
  return Float64Array.from({ length: texels }, (_, i) => Math.log(at(clear, i) / at(drawn, i)));
}

function mapOf() {
  const image = createImage(3 * textureSize, textureSize);
  const level =
    ({ sums, counts }) =>
    (i) =>
      (160 * sums[i]) / Math.max(1, counts[i]);
  const sheets = [level(means.clear), level(means.drawn), (i) => 128 + 200 * (difference[i] || 0)];
  sheets.forEach((sheet, place) => {
    for (let i = 0; i < texels; i++) {
      const x = place * textureSize + (i % textureSize);
      const at = 3 * (Math.floor(i / textureSize) * image.width + x);
      image.data.fill(Math.min(255, Math.max(0, sheet(i))), at, at + 3);
    }
  });
  return image;
}
