// How much text is found and how well it is read.
//
//   npm run build && GUISE_DATA=<folder> node bench/quality/text.mjs [fast|balanced|thorough …]
//
// Scene photos: a `legible` word is one that counts in the data set's own measure; the others are
// listed because they may still identify. Nothing was tuned on these pictures but the long side at
// which they are searched, which was compared on all of them.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { decodePicture } from '../../dist/io/image.js';
import { areaUnder } from '../../dist/measures/summary/average-precision.js';
import { createNetworks } from '../../dist/networks/weights.js';
import { text } from '../../dist/perception/text.js';
import { parseCharacters } from '../../dist/perception/text/ctc.js';
import { lineOf } from '../../dist/perception/text/detect.js';
import { readLines } from '../../dist/perception/text/read.js';
import { minimumAreaBox } from '../../dist/perception/text/rotated-box.js';

const data = process.env.GUISE_DATA;
if (!data) throw new Error('Set GUISE_DATA to the folder of evaluation data.');
const efforts = process.argv.length > 2 ? process.argv.slice(2) : ['fast', 'balanced'];
const networks = createNetworks({ threads: 1 });
const sets = { scene: await sceneItems(), receipts: await receiptItems() };

console.log(`GUISE_DATA=… node bench/quality/text.mjs ${efforts.join(' ')}\n`);
console.log(
  '| set | effort | pictures | words | covered ≥ 0.8 | illegible words | covered ≥ 0.8 | AP | false regions a picture | CPU ms to find | CPU ms to find and read |',
);
console.log('|---|---|---|---|---|---|---|---|---|---|---|');
for (const [set, items] of Object.entries(sets)) {
  for (const effort of efforts) {
    const results = [];
    for (const item of items) results.push(await look(item, effort));
    print(set, effort, results);
  }
}
await printReading(sets.receipts);
await networks.close();

async function look({ file, words }, effort) {
  const { frames } = await decodePicture(await readFile(file), { file, pixelLimit: 1e8 });
  const request = { labels: new Set(['text']), effort, thresholds: text.thresholds };
  let start = process.cpuUsage();
  const found = await text.detect(frames[0], { ...request, readText: false }, networks);
  const findMs = cpuMs(start);
  start = process.cpuUsage();
  await text.detect(frames[0], request, networks);
  return { words, found, findMs, readMs: cpuMs(start) };
}

function print(set, effort, results) {
  const mean = (value) => results.reduce((sum, result) => sum + value(result), 0) / results.length;
  const covered = (legible) => {
    const words = results.flatMap(({ words, found }) =>
      words.filter((word) => word.legible === legible).map((word) => coverage(word, found)),
    );
    const good = words.filter((share) => share >= 0.8).length;
    return [words.length, words.length ? (good / words.length).toFixed(3) : '–'];
  };
  const wrong = mean(({ words, found }) => found.filter((f) => !touches(f, words)).length);
  const cells = [set, effort, results.length, ...covered(true), ...covered(false)];
  cells.push(averagePrecision(results).toFixed(3), wrong.toFixed(2));
  cells.push(Math.round(mean((r) => r.findMs)), Math.round(mean((r) => r.readMs)));
  console.log(`| ${cells.join(' | ')} |`);
}

/** Reads the transcribed lines where they are known to be, so that only reading is measured. */
async function printReading(items) {
  const network = await networks.get('text-recognition');
  const list = await networks.readCompanion('text-recognition', 'text-recognition.txt');
  const characters = parseCharacters(new TextDecoder().decode(list));
  let edits = 0;
  let length = 0;
  let exact = 0;
  let lines = 0;
  let ms = 0;
  for (const { file, words } of items) {
    const { frames } = await decodePicture(await readFile(file), { file, pixelLimit: 1e8 });
    const quads = words.map(({ polygon }) => lineOf(minimumAreaBox(polygon), 1, 1));
    const start = process.cpuUsage();
    const readings = await readLines(frames[0], quads, network, characters);
    ms += cpuMs(start);
    readings.forEach((reading, i) => {
      const said = plain(reading.text);
      const truth = plain(words[i].transcription);
      edits += editDistance(said, truth);
      length += truth.length;
      exact += said === truth ? 1 : 0;
      lines++;
    });
  }
  console.log(`\nReading ${lines} lines of receipts (case and spaces left aside):`);
  console.log(`character error rate ${(edits / length).toFixed(4)}, whole lines right `);
  console.log(`${(exact / lines).toFixed(3)}, ${(ms / lines).toFixed(1)} CPU ms a line.`);
}

/** Time the processor worked, which other programs on the machine hardly change. */
function cpuMs(start) {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function plain(string) {
  return string.normalize('NFKC').toUpperCase().replace(/\s+/g, '');
}

async function sceneItems() {
  const folder = path.join(data, 'text/scene/det_toy_dataset');
  const { data_list: list } = JSON.parse(await readFile(path.join(folder, 'textdet_test.json')));
  return list
    .map(({ img_path: image, instances }) => ({
      file: path.join(folder, image),
      words: instances.map(({ polygon, ignore }) => ({
        polygon: points(polygon),
        legible: !ignore,
      })),
    }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

async function receiptItems() {
  const folder = path.join(data, 'text/receipts');
  const names = (await readdir(path.join(folder, 'box'))).sort();
  return Promise.all(
    names.map(async (name) => {
      const table = await readFile(path.join(folder, 'box', name), 'utf8');
      const words = table
        .split(/\r?\n/)
        .filter(Boolean)
        .map((line) => line.split(','))
        .map((cells) => ({
          polygon: points(cells.slice(0, 8).map(Number)),
          transcription: cells.slice(8).join(','),
          legible: true,
        }));
      return { file: path.join(folder, 'img', name.replace(/csv$/, 'jpg')), words };
    }),
  );
}

function points(numbers) {
  return [0, 2, 4, 6].map((i) => ({ x: numbers[i], y: numbers[i + 1] }));
}

/** The share of a word that lies in any of the outlines, by a grid of samples. */
function coverage({ polygon }, found) {
  return share(samplesIn(polygon), (point) => found.some((f) => holds(f.outline, point)));
}

function touches({ outline }, words) {
  const samples = samplesIn(outline);
  return words.some(({ polygon }) => share(samples, (point) => holds(polygon, point)) > 0.1);
}

function averagePrecision(results) {
  const total = results.flatMap(({ words }) => words.filter(({ legible }) => legible)).length;
  // What lies on an illegible word counts neither for nor against.
  const ranked = results
    .flatMap(({ words, found }) => found.map((f) => ({ words, f, score: f.score })))
    .filter(
      ({ words, f }) =>
        !touches(
          f,
          words.filter(({ legible }) => !legible),
        ),
    )
    .sort((a, b) => b.score - a.score);
  const taken = new Set();
  const recalls = [];
  const precisions = [];
  let wrong = 0;
  for (const { words, f } of ranked) {
    // Words of one line are found as one region: it counts for each of them.
    const hit = words.filter((w) => w.legible && !taken.has(w) && coverage(w, [f]) >= 0.5);
    hit.forEach((word) => taken.add(word));
    if (hit.length === 0 && !touches(f, words)) wrong++;
    recalls.push(taken.size / total);
    precisions.push(taken.size / (taken.size + wrong || 1));
  }
  return areaUnder(recalls, precisions);
}

function share(samples, test) {
  return samples.length > 0 ? samples.filter(test).length / samples.length : 0;
}

function samplesIn(polygon) {
  const xs = polygon.map(({ x }) => x);
  const ys = polygon.map(({ y }) => y);
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const samples = Array.from({ length: 400 }, (_, i) => ({
    x: x0 + ((x1 - x0) * ((i % 20) + 0.5)) / 20,
    y: y0 + ((y1 - y0) * (Math.floor(i / 20) + 0.5)) / 20,
  }));
  return samples.filter((point) => holds(polygon, point));
}

function holds(polygon, { x, y }) {
  let inside = false;
  polygon.forEach((a, i) => {
    const b = polygon[(i + 1) % polygon.length];
    if (a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) inside = !inside;
  });
  return inside;
}

function editDistance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let k = 1; k <= b.length; k++) {
      const replaced = row[k - 1] + (a[i - 1] === b[k - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[k] + 1, next[k - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
