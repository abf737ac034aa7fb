// Fits the judgements of the face finder: how the beliefs of several networks and scales become
// one. Only pictures at even places are used; those at odd places take no part.
//
//   npm run build && GUISE_DATA=<folder> node bench/quality/fit-faces.mjs > src/perception/face/judgements.ts
//
// With --yunet <folder of added networks> the judgements that use YuNet are fitted as well.
import { iou } from '../../dist/core/geometry.js';
import { createNetworks } from '../../dist/networks/weights.js';
import { fuse } from '../../dist/perception/face/fuse.js';
import {
  calibrate,
  candidateFeatures,
  sightingFeatures,
} from '../../dist/perception/face/judge.js';
import { search } from '../../dist/perception/face/search.js';
import { baseScale, sourcesOf, viewsFor } from '../../dist/perception/face/views.js';
import { readCrowds, readImage } from './face-data.mjs';

/** A candidate is a face from here on, and tells nothing where only an invalid region fits. */
const same = 0.45;
/** Pulls the weights towards zero, in units of a standardised feature. */
const ridge = 3;

const addedAt = process.argv.indexOf('--yunet');
const added = addedAt > 0 ? process.argv[addedAt + 1] : undefined;
const networks = createNetworks({ threads: 1, ...(added && { added }) });
const crowds = (await readCrowds()).filter((_, index) => index % 2 === 0);

const judgements = [];
for (const withYunet of added ? [false, true] : [false]) {
  for (const effort of ['fast', 'balanced', 'thorough']) {
    judgements.push(await fitJudgement(viewsFor(effort, withYunet)));
  }
}
await networks.close();
console.log(`import type { Judgement } from './judgement.js';

/**
 * Fitted by \`bench/quality/fit-faces.mjs\` on 50 pictures of a WIDER FACE subset, those at even
 * places of \`faces/crowds\`; a logistic regression with a ridge of ${ridge}. Nothing of the pictures is
 * in here but these weights.
 *
 * @source Yang et al., WIDER FACE: a face detection benchmark, CVPR 2016
 */
export const judgements: readonly Judgement[] = ${JSON.stringify(judgements, null, 2)};`);

async function fitJudgement(views) {
  const sources = sourcesOf(views);
  const pictures = [];
  for (const { file, truth } of crowds) {
    const image = await readImage(file);
    const scale = baseScale(image.width, image.height);
    pictures.push({ truth, scale, sightings: await search(image, views, networks) });
  }
  const trust = sources.map((_, source) =>
    fitModel(
      pictures.flatMap(({ truth, scale, sightings }) =>
        rowsOf(sightings[source], truth, (sighting) => sightingFeatures(sighting, scale)),
      ),
    ),
  );
  const verdict = fitModel(
    pictures.flatMap(({ truth, scale, sightings }) => {
      const calibrated = sightings.map((own, source) => calibrate(own, scale, trust[source]));
      return rowsOf(fuse(calibrated), truth, (candidate) => candidateFeatures(candidate, scale));
    }),
  );
  console.error(`${sources.length} sources`);
  return { sources, trust, verdict };
}

/** Features and whether it is a face, for everything that does not fall in an invalid region. */
function rowsOf(boxes, truth, featuresOf) {
  return boxes.flatMap((one) => {
    const overlap = (ignored) =>
      Math.max(
        0,
        ...truth.filter((face) => face.ignored === ignored).map((face) => iou(face.box, one.box)),
      );
    const right = overlap(false) >= same;
    return right || overlap(true) < same ? [{ x: featuresOf(one), y: right ? 1 : 0 }] : [];
  });
}

/** Newton's method on the penalised likelihood of standardised features. */
function fitModel(rows) {
  const count = rows[0].x.length;
  const mean = Array.from({ length: count }, (_, j) => average(rows.map(({ x }) => x[j])));
  const spread = mean.map((m, j) => Math.sqrt(average(rows.map(({ x }) => (x[j] - m) ** 2))) || 1);
  const inputs = rows.map(({ x }) => [1, ...x.map((value, j) => (value - mean[j]) / spread[j])]);
  let beta = new Array(count + 1).fill(0);
  for (let round = 0; round < 25; round++) {
    const gradient = beta.map((b, j) => (j === 0 ? 0 : -ridge * b));
    const hessian = beta.map((_, j) => beta.map((__, k) => (j === k && j > 0 ? ridge : 0)));
    inputs.forEach((x, i) => {
      const p = 1 / (1 + Math.exp(-x.reduce((sum, value, j) => sum + value * beta[j], 0)));
      const slope = p * (1 - p);
      for (let j = 0; j < x.length; j++) {
        gradient[j] += (rows[i].y - p) * x[j];
        for (let k = 0; k <= j; k++) hessian[j][k] += slope * x[j] * x[k];
      }
    });
    for (let j = 0; j < beta.length; j++) for (let k = 0; k < j; k++) hessian[k][j] = hessian[j][k];
    const step = solve(hessian, gradient);
    beta = beta.map((b, j) => b + step[j]);
    if (Math.max(...step.map(Math.abs)) < 1e-7) break;
  }
  const weights = beta.slice(1).map((b, j) => b / spread[j]);
  const bias = beta[0] - weights.reduce((sum, w, j) => sum + w * mean[j], 0);
  return { bias: toFive(bias), weights: weights.map(toFive) };
}

/** Gaussian elimination with pivoting. */
function solve(matrix, right) {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  rows.forEach((_, i) => {
    const pivot = rows
      .slice(i)
      .reduce((best, row, at) => (Math.abs(row[i]) > Math.abs(rows[best][i]) ? i + at : best), i);
    [rows[i], rows[pivot]] = [rows[pivot], rows[i]];
    for (let j = i + 1; j < rows.length; j++) {
      const share = rows[j][i] / rows[i][i];
      for (let k = i; k <= rows.length; k++) rows[j][k] -= share * rows[i][k];
    }
  });
  const solution = new Array(rows.length).fill(0);
  for (let i = rows.length - 1; i >= 0; i--) {
    const known = rows[i]
      .slice(i + 1, -1)
      .reduce((sum, value, k) => sum + value * solution[i + 1 + k], 0);
    solution[i] = (rows[i].at(-1) - known) / rows[i][i];
  }
  return solution;
}

function average(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function toFive(value) {
  return Number(value.toPrecision(5));
}
