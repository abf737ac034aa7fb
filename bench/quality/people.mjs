// Are the people whose face is missed found by their bodies, and are their heads covered?
//
//   npm run build && GUISE_DATA=<folder> node bench/quality/people.mjs [fast|balanced|thorough …]
//
// There are no true bodies: every true face belongs to a person, so a person is found when the
// face's middle lies in a `person` region. What counts is whether the faces that the face detector
// misses are covered by `head` regions. A head is called false when no true face has its middle in
// it; as only faces are known, heads seen from behind are among these.
import { intersectBoxes, boxArea, iou } from '../../dist/core/geometry.js';
import { createNetworks } from '../../dist/networks/weights.js';
import { face } from '../../dist/perception/face.js';
import { findRegions } from '../../dist/perception/find.js';
import { person } from '../../dist/perception/person.js';
import { lookByGroup, readImage } from './face-data.mjs';

const words = process.argv.slice(2);
const efforts = words.length > 0 ? words : ['fast', 'balanced', 'thorough'];
const networks = createNetworks({ threads: 1 });
const thresholds = { ...face.thresholds, ...person.thresholds };
const detectors = new Map([face, person].map((one) => [one.id, one]));
/** Faces lower than this are not asked for. */
const lowestFace = 12;
/** A face is found from this intersection over union on, and covered from this share on. */
const [foundFrom, coveredFrom] = [0.4, 0.9];

console.log(`node bench/quality/people.mjs ${words.join(' ')}\n`);
console.log(
  '| effort | pictures | faces in a person | faces missed | of these covered by a head | heads a picture, all / false | CPU ms a picture, heads / persons too |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- |');
for (const effort of efforts) {
  await lookByGroup(
    (pictures) => lookAtAll(pictures, effort),
    (group, results) => print(effort, group, results),
  );
}
await networks.close();

async function lookAtAll(pictures, effort) {
  const results = [];
  for (const { file, truth } of pictures) {
    const image = await readImage(file);
    const ask = (...labels) => ({ labels: new Set(labels), effort, thresholds });
    const [, headMs] = await timed(() => person.detect(image, ask('head'), networks));
    const [persons, personMs] = await timed(() =>
      person.detect(image, ask('person', 'head'), networks),
    );
    const regions = await findRegions(image, ask('face', 'head'), detectors, networks);
    const withLabel = (label, from) => from.filter((one) => one.label === label);
    results.push({
      ...{ image, truth, headMs, personMs },
      persons: withLabel('person', persons),
      faces: withLabel('face', regions),
      heads: withLabel('head', regions),
    });
  }
  return results.map(({ image, ...result }) => score(result, image));
}

function score({ truth, persons, faces, heads, ...times }, { width, height }) {
  const asked = truth.filter(({ box, ignored }) => !ignored && box.y1 - box.y0 >= lowestFace);
  const missed = asked.filter(
    ({ box }) => faces.every((found) => iou(found.box, box) < foundFrom) && !isCovered(box, faces),
  );
  const frame = { x0: 0, y0: 0, x1: width, y1: height };
  const visible = ({ box }) => intersectBoxes(box, frame);
  return {
    ...times,
    faces: asked.length,
    inPerson: asked.filter((one) => persons.some(({ box }) => holdsMiddle(box, one.box))).length,
    missed: missed.length,
    covered: missed.filter((one) => isCovered(visible(one), heads)).length,
    heads: heads.length,
    falseHeads: heads.filter(({ box }) => truth.every((one) => !isAbout(box, one))).length,
  };
}

/** Whether a head is about a true face, or lies in a part of the picture that nobody marked. */
function isAbout(head, { box, ignored }) {
  if (holdsMiddle(head, box)) return true;
  return ignored && boxArea(intersectBoxes(head, box)) > boxArea(head) / 2;
}

function holdsMiddle(box, inner) {
  const x = (inner.x0 + inner.x1) / 2;
  const y = (inner.y0 + inner.y1) / 2;
  return x >= box.x0 && x < box.x1 && y >= box.y0 && y < box.y1;
}

/** Whether regions together cover nearly all of a box, judged at 20 × 20 points. */
function isCovered(box, regions) {
  const near = regions.filter((region) => boxArea(intersectBoxes(region.box, box)) > 0);
  const steps = 20;
  let inside = 0;
  for (let i = 0; i < steps * steps; i++) {
    const x = box.x0 + (((i % steps) + 0.5) / steps) * (box.x1 - box.x0);
    const y = box.y0 + ((Math.floor(i / steps) + 0.5) / steps) * (box.y1 - box.y0);
    const point = { x0: x, y0: y, x1: x, y1: y };
    if (near.some((region) => holdsMiddle(region.box, point))) inside++;
  }
  return inside >= coveredFrom * steps * steps;
}

async function timed(work) {
  const start = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(start);
  return [result, (user + system) / 1000];
}

function print(effort, name, results) {
  const sum = (what) => results.reduce((total, result) => total + result[what], 0);
  const a = (what) => (sum(what) / results.length).toFixed(2);
  const median = (what) => {
    const sorted = results.map((result) => result[what]).sort((x, y) => x - y);
    return Math.round(sorted[sorted.length >> 1]);
  };
  const cells = [
    effort,
    name,
    `${(sum('inPerson') / sum('faces')).toFixed(3)} of ${sum('faces')}`,
    sum('missed'),
    `${sum('covered')} (${(sum('covered') / sum('missed')).toFixed(2)})`,
    `${a('heads')} / ${a('falseHeads')}`,
    `${median('headMs')} / ${median('personMs')}`,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
