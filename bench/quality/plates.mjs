// How many number plates are found, and how well they are covered.
//
//   npm run build && GUISE_DATA=<folder> node bench/quality/plates.mjs [fast|balanced|thorough …]
//
// Frames at even places of the sorted list were looked at while the detector was tuned; those at
// odd places were not.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { iou, shareInside } from '../../dist/core/geometry.js';
import { decodePicture } from '../../dist/io/image.js';
import { averagePrecision, keepFindings } from '../../dist/measures/summary/average-precision.js';
import { createNetworks } from '../../dist/networks/weights.js';
import { text } from '../../dist/perception/text.js';

const data = process.env.GUISE_DATA;
if (!data) throw new Error('Set GUISE_DATA to the folder of evaluation data.');
const efforts = process.argv.length > 2 ? process.argv.slice(2) : ['fast', 'balanced', 'thorough'];
const networks = createNetworks({ threads: 1 });
const { low, sure } = text.thresholds.plate;

console.log(`GUISE_DATA=… node bench/quality/plates.mjs ${efforts.join(' ')}\n`);
console.log(`Plates from score ${low} on count; from ${sure} on without a person's look.\n`);
console.log(
  '| effort | frames | plates | covered ≥ 0.9 | IoU ≥ 0.5 | touched | AP (IoU 0.5) | false regions a picture | of these sure | CPU ms a picture |',
);
console.log('|---|---|---|---|---|---|---|---|---|---|');
for (const effort of efforts) {
  const frames = await detectAll(effort);
  const halves = {
    tuned: frames.filter((_, i) => i % 2 === 0),
    held: frames.filter((_, i) => i % 2),
  };
  print(effort, 'tuned on', halves.tuned);
  print(effort, 'held out', halves.held);
  print(effort, 'all', frames);
}
await networks.close();

async function detectAll(effort) {
  const folder = path.join(data, 'plates');
  const frames = [];
  for (const name of (await readdir(path.join(folder, 'annotations'))).sort()) {
    const xml = await readFile(path.join(folder, 'annotations', name), 'utf8');
    const file = path.join(folder, 'images', name.replace(/xml$/, 'jpg'));
    const { frames: images } = await decodePicture(await readFile(file), { file, pixelLimit: 1e8 });
    const request = { labels: new Set(['plate']), effort, thresholds: text.thresholds };
    const start = process.cpuUsage();
    const found = await text.detect(images[0], request, networks);
    frames.push({ name, truth: readBoxes(xml), found, ms: cpuMs(start) });
  }
  return frames;
}

function readBoxes(xml) {
  return [...xml.matchAll(/<bndbox>([\s\S]*?)<\/bndbox>/g)].map(([, box]) => {
    const side = (tag) => Number(new RegExp(`<${tag}>([^<]+)`).exec(box)[1]);
    return { x0: side('xmin'), y0: side('ymin'), x1: side('xmax'), y1: side('ymax') };
  });
}

function print(effort, which, frames) {
  const plates = frames.flatMap(({ truth, found }) => truth.map((box) => ({ box, found })));
  const share = (good) => (plates.filter(good).length / plates.length).toFixed(3);
  const best =
    (measure) =>
    ({ box, found }) =>
      Math.max(0, ...found.map((f) => measure(box, f.box)));
  const covered = best(shareInside);
  const overlap = best(iou);
  const wrong = frames.map(({ truth, found }) =>
    found.filter((f) => truth.every((box) => shareInside(box, f.box) < 0.1)),
  );
  const count = (lists, keep) => lists.flat().filter(keep).length / frames.length;
  const cells = [
    effort,
    `${frames.length} ${which}`,
    plates.length,
    share((plate) => covered(plate) >= 0.9),
    share((plate) => overlap(plate) >= 0.5),
    share((plate) => covered(plate) > 0.3),
    precisionOf(frames).toFixed(3),
    count(wrong, () => true).toFixed(2),
    count(wrong, (f) => f.score >= sure).toFixed(2),
    Math.round(frames.reduce((sum, { ms }) => sum + ms, 0) / frames.length),
  ];
  console.log(`| ${cells.join(' | ')} |`);
  if (process.env.VERBOSE && which === 'tuned on') {
    for (const { name, truth, found } of frames) {
      for (const box of truth) {
        const plate = { box, found };
        if (covered(plate) < 0.9) console.log('  weak', name, covered(plate).toFixed(2), box);
      }
    }
    wrong.forEach((list, i) =>
      list.forEach((f) => console.log('  false', frames[i].name, f.score.toFixed(2), f.box)),
    );
  }
}

/** Time the processor worked, which other programs on the machine hardly change. */
function cpuMs(start) {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Each plate is found once at the most, at an IoU of 0.5. */
function precisionOf(frames) {
  const kept = frames.map(({ truth, found }) =>
    keepFindings(
      truth.map((box) => ({ box })),
      found,
    ),
  );
  return averagePrecision(kept)(frames.map(() => 1));
}
