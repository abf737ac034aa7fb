// Every method against every attack, on the people of the evaluation data.
//
//   npm run build && GUISE_DATA=<folder> node bench/quality/attacks.mjs [grey|colour] [--limit n]
//     [--methods a,b:c=1,…] [--attacks a,b] [--measures a,b|none] [--keep <folder>]
//   node bench/quality/attacks.mjs --report <report.json of guise compare>
//
// One anonymisation of all pictures a method, all attacked on the same faces and people, at seed 1.
// Prints a row a method: the most successful recogniser and division of each attack; and the
// readings.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { printTable } from './print-table.mjs';

const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    methods: { type: 'string', default: 'keep,blur,pixelate,fill,icon,silhouette' },
    attacks: { type: 'string', default: 'naive,reverse,parrot,retrained,reconstruct,linkage' },
    measures: { type: 'string', default: 'none' },
    limit: { type: 'string' },
    keep: { type: 'string' },
    report: { type: 'string' },
  },
});
const set = positionals[0] ?? 'grey';
const { entries } = JSON.parse(await readFile(values.report ?? (await compare()), 'utf8'));

const percent = (value) => `${(100 * value).toFixed(1)}`;
const rate = ({ value, low, high }) => `${percent(value)} (${percent(low)}–${percent(high)})`;
const [{ evaluation }] = entries;
const { protocol } = evaluation;
const attacks = [...new Set(evaluation.attempts.map(({ attack }) => attack))].sort();
console.log(
  `${protocol.faces} faces of ${protocol.people} people in ${protocol.pictures} pictures; ` +
    `${protocol.evaluationPeople} to be found out, ${protocol.attackerPeople} the attacker's own.\n`,
);
printTable(
  ['method', ...attacks],
  entries.map(({ name, evaluation }) => [name, ...attacks.map((id) => worst(evaluation, id))]),
);
if (evaluation.readings.length > 0) {
  const titles = new Map(
    entries.flatMap(({ evaluation }) => evaluation.readings.map(({ id, title }) => [id, title])),
  );
  console.log();
  printTable(
    ['reading', ...entries.map(({ name }) => name)],
    [...titles].map(([id, title]) => [
      title,
      ...entries.map(({ evaluation }) => {
        const found = evaluation.readings.find((reading) => reading.id === id)?.estimate;
        return found === undefined ? '–' : 'refused' in found ? 'too few' : shortly(found);
      }),
    ]),
  );
}

/** @returns the report of a comparison, made in a temporary folder */
async function compare() {
  const { data } = await import('./face-data.mjs');
  const folder = await mkdtemp(path.join(tmpdir(), 'guise-bench-'));
  const policy = fileURLToPath(new URL('./faces-fast.yaml', import.meta.url));
  execFileSync(
    process.execPath,
    [
      ...[program, 'compare', path.join(data, 'people', set), '--report', folder],
      ...['--policy', policy, '--methods', values.methods],
      ...['--attacks', values.attacks, '--measures', values.measures],
      ...(values.limit ? ['--limit', values.limit] : []),
      ...(values.keep ? ['--keep', values.keep] : []),
    ],
    { stdio: ['ignore', 2, 2] },
  );
  return path.join(folder, 'report.json');
}

/** Rank-1 of the most successful attempt of an attack, with its interval and who made it. */
function worst({ attempts }, id) {
  const own = attempts.filter(({ attack }) => attack === id);
  if (own.length === 0) return '–';
  const rank1 = ({ result }) => result.ranks[0].rate;
  const best = own.reduce((a, b) => (rank1(b).value > rank1(a).value ? b : a));
  return `${rate(rank1(best))} ${best.by}${best.power.shown ? '' : ' (no power)'}`;
}

function shortly({ value, low, high }) {
  const digits = Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
}
