// How many faces are found, how many of them are false, how many are flagged for a person, and how
// long it takes.
//
//   npm run build && GUISE_DATA=<folder> node bench/quality/faces.mjs [--added <folder>]
//     [--kept <folder>] [--once] [fast|balanced|thorough …]
//
// With --kept, what `fast` and `balanced` see is kept there, or taken from there, as fit-faces.mjs
// does; the time of a picture then means nothing and is left out. With --once, which needs --kept,
// there is no second look.
//
// The judgements were fitted on the crowd pictures at even places. Those at odd places took no part in
// that, but views and thresholds were chosen while looking at results on all of them.
import { createNetworks } from '../../dist/networks/weights.js';
import { face, judgeSightings, reconsider, report } from '../../dist/perception/face.js';
import { viewsFor } from '../../dist/perception/face/views.js';
import {
  averagePrecision,
  falseAlarmsAt,
  match,
  recallAt,
  scoreAtFalseAlarms,
} from './average-precision.mjs';
import { lookByGroup, readImage } from './face-data.mjs';
import { lookAll, sightingsOf } from './face-sightings.mjs';

const words = process.argv.slice(2);
const added = option('--added', 2);
const kept = option('--kept', 2);
const once = option('--once', 1) !== undefined;
const efforts = words.length > 0 ? words : ['fast', 'balanced', 'thorough'];
const networks = createNetworks({ threads: 1, ...(added && { added }) });
/** Below any threshold in use, so that the whole curve is seen. */
const lowest = 0.01;
const height = (box) => box.y1 - box.y0;
const sizes = { '8–16': [8, 16], '16–32': [16, 32], '32+': [32, Infinity] };

const { low, sure } = face.thresholds.face;
console.log(`node bench/quality/faces.mjs ${process.argv.slice(2).join(' ')}\n`);
console.log(
  `Recall: at one false alarm a picture / at the threshold of treatment, ${low}. IoU 0.4; AP and false alarms for faces of 12 px and more.\n`,
);
console.log(
  `| effort | pictures | AP | ${Object.keys(sizes)
    .map((size) => `recall ${size} px`)
    .join(
      ' | ',
    )} | false alarms a picture at ${low} / ${sure} | regions to review a picture, right / wrong | flagged / of the sure ones | CPU ms a picture |`,
);
console.log('|---|---|---|---|---|---|---|---|---|---|');
for (const effort of efforts) {
  await lookByGroup(
    (pictures) => findAll(pictures, effort),
    (group, results) => print(effort, group, results),
  );
}
await networks.close();

/** Takes an option and its value from the words: the value, or the option's own name. */
function option(name, length) {
  const at = words.indexOf(name);
  return at < 0 ? undefined : words.splice(at, length).at(-1);
}

async function findAll(pictures, effort) {
  const results = [];
  for (const picture of pictures) {
    const { truth, file } = picture;
    if (kept && effort !== 'thorough') {
      results.push({ truth, found: await findAmongKept(picture, effort) });
      continue;
    }
    const image = await readImage(file);
    const request = {
      labels: new Set(['face']),
      effort,
      thresholds: { face: { low: lowest, sure } },
    };
    const start = process.cpuUsage();
    const found = await face.detect(image, request, networks);
    const { user, system } = process.cpuUsage(start);
    results.push({ truth, found, ms: (user + system) / 1000 });
  }
  return results;
}

/** What the detector would find: these pictures are small enough to be searched in one pass. */
async function findAmongKept(picture, effort) {
  const withYunet = networks.has('yunet');
  const looked = await lookAll(picture, networks, withYunet, kept);
  const views = viewsFor(effort, withYunet);
  const judged = judgeSightings(sightingsOf(looked, views), looked.scale, { views, rarity: 0 });
  const weighed = once
    ? judged
    : await reconsider(judged, effort, await readImage(picture.file), networks);
  return report(weighed, effort, { low: lowest, sure });
}

function print(effort, name, pictures) {
  const all = match(pictures, (box) => height(box) >= 12);
  const oneAlarm = scoreAtFalseAlarms(all, 1, pictures.length);
  const recalls = Object.values(sizes).map(([from, to]) => {
    const matched = match(pictures, (box) => height(box) >= from && height(box) < to);
    if (matched.total === 0) return '–';
    return `${recallAt(matched, oneAlarm).toFixed(2)} / ${recallAt(matched, low).toFixed(2)}`;
  });
  const alarms = [low, sure].map((score) => falseAlarmsAt(all, score, pictures.length).toFixed(1));
  const treated = pictures.flatMap(({ found }) => found.filter(({ score }) => score >= low));
  const sureOnes = treated.filter(({ score }) => score >= sure);
  const review = match(
    pictures.map(({ truth, found }) => ({
      truth,
      found: found.filter(({ score, doubt }) => score >= low && doubt !== undefined),
    })),
    () => true,
  ).marks;
  const right = review.filter((mark) => mark.right).length;
  const flagged = [treated, sureOnes].map(
    (ones) => ones.filter(({ doubt }) => doubt !== undefined).length / ones.length,
  );
  const times = pictures.map(({ ms }) => ms).sort((a, b) => a - b);
  const cells = [
    effort,
    name,
    averagePrecision(all).toFixed(3),
    ...recalls,
    alarms.join(' / '),
    [right, review.length - right].map((count) => (count / pictures.length).toFixed(1)).join(' / '),
    flagged.map((share) => share.toFixed(2)).join(' / '),
    kept ? '–' : Math.round(times[times.length >> 1]),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
