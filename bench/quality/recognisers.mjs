// How well each recogniser tells people apart on clear pictures, and how long it takes a face.
//
//   npm run build && GUISE_DATA=<folder> node bench/quality/recognisers.mjs [--added <folder>] [id …]
//
// The windows that `face-resnet` and `faceres` see of a chip were chosen on the first half of the
// grey people; the second half is held out. One gallery and one probe picture a person.
import { readdir } from 'node:fs/promises';
import path from 'node:path';

import { createNetworks } from '../../dist/networks/weights.js';
import { createChip, openRecogniser, recogniserIds } from '../../dist/perception/identity.js';
import { data, readImage } from './face-data.mjs';
import { findMainFace } from './main-face.mjs';

const words = process.argv.slice(2);
const addedAt = words.indexOf('--added');
const [, added] = addedAt >= 0 ? words.splice(addedAt, 2) : [];
const networks = createNetworks({ threads: 1, ...(added && { added }) });
const ids = words.length > 0 ? words : recogniserIds(networks);

console.log(`node bench/quality/recognisers.mjs ${process.argv.slice(2).join(' ')}\n`);
console.log(
  '| recogniser | people | rank-1 (95 %) | chance | TAR at FAR 1e-3 | AUC | CPU ms a face | cosine of 1 in 100 / 1,000 / 10,000 other people |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');

const grey = await readPeople('grey');
const half = grey.length >> 1;
await measure('grey, first half (tuned on)', grey.slice(0, half));
await measure('grey, second half (held out)', grey.slice(half));
await measure('grey, all', grey);
await measure('colour', await readPeople('colour'));
await networks.close();

/** A gallery and a probe chip of every person; those without a face are counted and left out. */
async function readPeople(set) {
  const people = [];
  let lost = 0;
  for (const person of (await readdir(path.join(data, 'people', set))).sort()) {
    const folder = path.join(data, 'people', set, person);
    const [gallery, probe] = (await readdir(folder)).sort();
    const chips = [
      await chipOf(path.join(folder, gallery)),
      await chipOf(path.join(folder, probe)),
    ];
    if (chips.every(Boolean)) people.push({ chips, rows: new Map() });
    else lost++;
  }
  if (lost > 0) console.error(`${set}: no face found of ${lost} people`);
  return people;
}

async function chipOf(file) {
  const image = await readImage(file);
  const face = await findMainFace(image, networks);
  return face && createChip(image, face);
}

async function measure(name, people) {
  for (const id of ids) {
    const recogniser = await openRecogniser(id, networks);
    const fresh = people.filter(({ rows }) => !rows.has(id));
    const times = [];
    for (const { chips, rows } of fresh) {
      const start = process.cpuUsage();
      const described = await recogniser.embed(chips);
      const { user, system } = process.cpuUsage(start);
      times.push((user + system) / 1000 / chips.length);
      const { data: numbers, columns } = described;
      rows.set(id, [numbers.subarray(0, columns), numbers.subarray(columns)]);
    }
    const ms = times.sort((a, b) => a - b)[times.length >> 1];
    print(id, name, compare(people.map(({ rows }) => rows.get(id))), ms);
  }
}

/** Every probe against every gallery picture, by cosine. */
function compare(rows) {
  const mated = [];
  const others = [];
  let hits = 0;
  for (const [person, [, probe]] of rows.entries()) {
    let best = -Infinity;
    let own = 0;
    for (const [other, [gallery]] of rows.entries()) {
      const score = gallery.reduce((sum, value, at) => sum + value * probe[at], 0);
      if (other === person) own = score;
      else {
        others.push(score);
        best = Math.max(best, score);
      }
    }
    mated.push(own);
    if (own > best) hits++;
  }
  others.sort((a, b) => a - b);
  // The smallest threshold that at most one in a thousand non-mated pairs reaches.
  const allowed = Math.floor(others.length / 1000);
  const ceiling = others[others.length - 1 - allowed];
  const below = (score) => {
    let [low, high] = [0, others.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (others[middle] < score) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    count: rows.length,
    hits,
    tar: mated.filter((score) => score > ceiling).length / rows.length,
    auc: mated.reduce((sum, score) => sum + below(score) / others.length, 0) / rows.length,
    likeness: [1e-2, 1e-3, 1e-4].map((share) => others[Math.ceil((1 - share) * others.length) - 1]),
  };
}

function print(id, name, { count, hits, tar, auc, likeness }, ms) {
  const [low, high] = wilson(hits, count);
  const cells = [
    id,
    `${count} ${name}`,
    `${percent(hits / count)} (${percent(low)}–${percent(high)})`,
    percent(1 / count),
    count * (count - 1) >= 1000 ? percent(tar) : '–',
    auc.toFixed(4),
    ms === undefined ? '' : ms.toFixed(1),
    likeness.map((cosine) => cosine.toFixed(3)).join(' / '),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

function wilson(hits, count) {
  const z = 1.96;
  const share = hits / count;
  const middle = share + z ** 2 / (2 * count);
  const reach = z * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  return [middle - reach, middle + reach].map((bound) => bound / (1 + z ** 2 / count));
}
