// What each method keeps private and what it leaves to use, a row a method, from a report that
// bench/quality/attacks.mjs or `guise compare` has written with attacks and measures.
//
//   node bench/quality/method-table.mjs <report.json>
import { readFile } from 'node:fs/promises';

import { printTable } from './print-table.mjs';

const { entries } = JSON.parse(await readFile(process.argv[2], 'utf8'));
const [{ evaluation: first }] = entries;
const { faces, people, pictures, evaluationPeople } = first.protocol;
console.log(
  `${faces} faces of ${people} people in ${pictures} pictures, ${evaluationPeople} to be found out.\n`,
);

const percent = (value) => (100 * value).toFixed(1);
const plain = (value) => value.toFixed(Math.abs(value) < 1 ? 3 : 1);
const within = (estimate, write) =>
  estimate === undefined || 'refused' in estimate
    ? '–'
    : `${write(estimate.value)} (${write(estimate.low)}–${write(estimate.high)})`;

/** The worst attempt by a rate that each of them has. */
function worst({ attempts }, rateOf) {
  const rated = attempts.filter((attempt) => rateOf(attempt)?.value !== undefined);
  const most = rated.reduce((a, b) => (rateOf(b).value > rateOf(a).value ? b : a), rated[0]);
  return most ? `${within(rateOf(most), percent)} ${most.attack}` : '–';
}

const rank1Of = ({ result }) => result.ranks[0].rate;
/**
 * The larger of the two, with thresholds fixed on clear and on anonymised impostors; where both sides
 * are anonymised, the latter alone: by a threshold of clear faces all fills are one person.
 */
function tarOf({ attack, result }) {
  const { byClear, byAnonymised } = result.tar.find(({ far }) => far === 0.01) ?? {};
  const both = attack === 'parrot' || attack === 'linkage';
  const known = [both ? undefined : byClear, byAnonymised].filter(
    (rate) => rate?.value !== undefined,
  );
  return known.sort((a, b) => b.value - a.value)[0];
}

/** Readings: heading, id, how to write it. */
const readings = [
  ['face still found %', 'detection-kept-share', percent],
  ['NME %', 'landmarks-nme', percent],
  ['pose °', 'head-pose-angle', plain],
  ['gaze °', 'gaze-angle', plain],
  ['expression agrees %', 'expression-agreement', percent],
];
const heads = [
  'method',
  'worst rank-1 %',
  'worst TAR at FAR 1e-2 %',
  ...readings.map(([head]) => head),
];
const rows = entries.map(({ name, evaluation }) => [
  name,
  worst(evaluation, rank1Of),
  worst(evaluation, tarOf),
  ...readings.map(([, id, write]) =>
    within(evaluation.readings.find((reading) => reading.id === id)?.estimate, write),
  ),
]);
printTable(heads, rows);
