// How steady a new face is from frame to frame.
//
//   npm run build && node bench/quality/steadiness.mjs <folder of folders of frames>
//     [--methods a,b] [--k n] [--keep <folder>]
//
// Each folder of the folder is a film of one person, its frames in the order of their names, such as
// ffmpeg writes them: ffmpeg -i film.mp4 -vf fps=12 -frames:v 60 frames/film/%04d.png
// The person keeps one identity through all of their frames (linkage: person), at seed 1; `k-same`
// takes every film's person for one of the k (2 unless given). Every frame is treated by itself, as
// in a run. With --keep the results stay in a folder, and what is there already is not done again.
//
// All is measured where the clear frame has its face, and by its landmarks:
// - jitter: mean |second difference| of the mesh's points, % of the distance of the eyes; own jitter:
//   the same of what moves against the clear frame's mesh, so that what the person does is not in it
// - flicker: mean |difference| of the face's pixels from one frame to the next, over that of the
//   clear film; most: the largest one step over the film's median step
// - tone: mean |difference| of the face's mean colour from one frame to the next, levels of 255
// - like the frame before, like the first: mean cosines of each recogniser
// - found: share of frames where a detector sees the face; treated: share with the method asked for;
//   tries: frames by the number of new faces the guard had drawn for them
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { iou } from '../../dist/core/geometry.js';
import { readImageFile } from '../../dist/io/image.js';
import { createNetworks } from '../../dist/networks/weights.js';
import { createChip, openRecogniser, recogniserIds } from '../../dist/perception/identity.js';
import { findFaces, findMainFace, layMesh } from './main-face.mjs';
import { printTable } from './print-table.mjs';

const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    methods: { type: 'string', default: 'synthetic,k-same,avatar' },
    k: { type: 'string', default: '2' },
    keep: { type: 'string' },
  },
});
const [folder] = positionals;
if (!folder) throw new Error('Name a folder that holds a folder of frames for each film.');
const films = (await readdir(folder, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

const networks = createNetworks({ threads: 1 });
const ids = recogniserIds(networks);
const recognisers = await Promise.all(ids.map((id) => openRecogniser(id, networks)));
const work = values.keep ?? (await mkdtemp(path.join(tmpdir(), 'guise-bench-')));
await mkdir(work, { recursive: true });

const clear = new Map();
for (const film of films) clear.set(film, await readClear(film));
const rows = [...clear].map(([film, frames]) => ['clear', film, frames]);
for (const method of values.methods.split(',')) {
  const lines = await treat(method);
  for (const film of films) rows.push([method, film, await readTreated(film, lines, method)]);
}
await networks.close();
if (!values.keep) await rm(work, { recursive: true });
report();

/** What is known of each clear frame that has a face over its middle. */
async function readClear(film) {
  const frames = [];
  for (const name of (await readdir(path.join(folder, film))).sort()) {
    const image = await readImageFile(path.join(folder, film, name));
    const face = await findMainFace(image, networks);
    if (face) frames.push({ name, face, seen: await look(image, face) });
  }
  return frames;
}

/** The same of the frames that a method let out; one that it held has nothing to see. */
async function readTreated(film, lines, method) {
  const frames = [];
  for (const { name, face } of clear.get(film)) {
    const { output, regions = [] } = lines.get(`${film}/${name}`) ?? {};
    const own = regions.find(({ box }) => iou(box, face.box) > 0.3);
    const image = output && (await readImageFile(path.join(work, method, output.path)));
    frames.push({
      ...{ name, method: own?.method, tries: own?.guard?.attempts },
      seen: image && (await look(image, face)),
    });
  }
  return frames;
}

/** Mesh, aligned face and descriptions where the clear frame has its face. */
async function look(image, face) {
  const { points, presence } = await layMesh(image, face, networks);
  const chip = createChip(image, face);
  const described = [];
  for (const recogniser of recognisers) described.push((await recogniser.embed([chip])).data);
  const found = (await findFaces(image, networks)).some(({ box }) => iou(box, face.box) > 0.4);
  return { mesh: presence < 0.5 ? undefined : points, colours: insideOf(chip), described, found };
}

/** Runs the method over all films; the manifest's lines by item. */
async function treat(method) {
  const out = path.join(work, method);
  const policy = path.join(work, `${method}.yaml`);
  const parameters = method === 'k-same' ? { k: Number(values.k) } : {};
  await writeFile(
    policy,
    JSON.stringify({
      ...{ version: 1, name: 'steadiness', detection: { effort: 'fast' } },
      ...{ rules: [{ label: 'face', method, parameters }], otherwise: { method: 'fill' } },
      identity: { people: 'folders', linkage: 'person' },
    }),
  );
  const flags = ['--out', out, '--policy', policy, '--seed', '1', '--workers', '1', '--resume'];
  try {
    execFileSync(process.execPath, [program, 'run', folder, ...flags], { stdio: ['ignore', 2, 2] });
  } catch (error) {
    // Frames may be held: that is one of the things to be counted.
    if (error.status !== 1) throw error;
  }
  const text = await readFile(path.join(out, '.guise', 'manifest.jsonl'), 'utf8');
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return new Map(lines.map((line) => [line.item, line]));
}

/** The colours of an aligned face from the brows to the chin, three numbers a pixel. */
function insideOf({ data, width, height, channels }) {
  const inside = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (Math.hypot((x - width / 2) / 38, (y - 0.59 * height) / 48) > 1) continue;
      const at = (y * width + x) * channels;
      inside.push(data[at], data[at + 1], data[at + 2]);
    }
  }
  return inside;
}

function report() {
  const heads = [
    ...['method', 'film', 'jitter', 'own jitter', 'flicker', 'most', 'tone'],
    ...ids.flatMap((id) => [`${id}: like the frame before`, 'like the first']),
    ...['found', 'treated', 'tries'],
  ];
  printTable(heads, rows.map(rowOf));
}

function rowOf([method, film, frames]) {
  const known = clear.get(film);
  const own = (cell) => (method === 'clear' ? '–' : cell());
  const steps = stepsOf(frames, ({ colours: a }, { colours: b }) => meanDifference(a, b));
  const clearSteps = stepsOf(known, ({ colours: a }, { colours: b }) => meanDifference(a, b));
  const tones = stepsOf(frames, ({ colours: a }, { colours: b }) =>
    meanDifference(meanColour(a), meanColour(b)),
  );
  const seen = frames.flatMap((frame) => (frame.seen ? [frame.seen] : []));
  const likeness = ids.flatMap((_, which) => {
    const alike = (a, b) => cosine(a.described[which], b.described[which]);
    const [first, ...others] = seen;
    return [mean(stepsOf(frames, alike)), mean(others.map((other) => alike(first, other)))];
  });
  return [
    ...[method, film, mean(jitters(frames, known, () => 0)).toFixed(2)],
    own(() => mean(jitters(frames, known, (mesh, at) => mesh[at])).toFixed(2)),
    (mean(steps) / mean(clearSteps)).toFixed(2),
    (Math.max(...steps) / steps.sort((a, b) => a - b)[steps.length >> 1]).toFixed(1),
    mean(tones).toFixed(2),
    ...likeness.map((cosines) => cosines.toFixed(2)),
    `${seen.filter(({ found }) => found).length} of ${frames.length}`,
    own(() => {
      const treated = frames.filter((frame) => frame.seen && frame.method === method);
      return `${treated.length} of ${frames.length}`;
    }),
    own(() => countTries(frames)),
  ];
}

/** What a function says of each frame and the one after it, where both are there. */
function stepsOf(frames, compare) {
  return frames.slice(1).flatMap(({ seen }, index) => {
    const before = frames[index].seen;
    return before && seen ? [compare(before, seen)] : [];
  });
}

/**
 * |Second difference| of each point of the mesh in each frame, % of the distance of the eyes.
 * @param base what is taken off a coordinate, by the clear mesh of the same frame
 */
function jitters(frames, known, base) {
  const found = [];
  for (let index = 1; index + 1 < frames.length; index++) {
    const around = [index - 1, index, index + 1];
    const meshes = around.map((at) => frames[at].seen?.mesh);
    const clears = around.map((at) => known[at].seen.mesh);
    if (meshes.includes(undefined) || clears.includes(undefined)) continue;
    const [right, left] = known[index].face.landmarks;
    const unit = Math.hypot(left.x - right.x, left.y - right.y) / 100;
    const bend = (at) => {
      const [a, b, c] = meshes.map((mesh, i) => mesh[at] - base(clears[i], at));
      return a - 2 * b + c;
    };
    for (let at = 0; at < meshes[0].length; at += 3) {
      found.push(Math.hypot(bend(at), bend(at + 1)) / unit);
    }
  }
  return found;
}

function meanColour(colours) {
  const sums = [0, 0, 0];
  colours.forEach((value, at) => (sums[at % 3] += value));
  return sums.map((sum) => (3 * sum) / colours.length);
}

function meanDifference(a, b) {
  return mean(a.map((value, at) => Math.abs(value - b[at])));
}

function cosine(a, b) {
  return a.reduce((sum, value, at) => sum + value * b[at], 0);
}

function mean(numbers) {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

/** How many frames took how many new faces, such as 58 × 1, 2 × 2. */
function countTries(frames) {
  const counts = new Map();
  for (const { tries } of frames) {
    if (tries !== undefined) counts.set(tries, (counts.get(tries) ?? 0) + 1);
  }
  const cells = [...counts]
    .sort(([a], [b]) => a - b)
    .map(([tries, count]) => `${count} × ${tries}`);
  return cells.join(', ') || '–';
}
