import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Evaluation, Report, Verdict } from '../core/report.js';
import { evaluate } from '../evaluate/evaluate.js';
import type { ExampleFace } from '../evaluate/examples.js';
import { journalsIn } from '../evaluate/journal.js';
import type { EvaluateOptions, EvaluateProgress } from '../evaluate/options.js';
import { readPolicy } from '../policy/read.js';
import { writeReport } from '../report/write-report.js';
import { loadRegistry } from '../run/kit.js';
import { runFolder } from '../run/layout.js';
import { version } from '../version.js';
import type { Environment } from './environment.js';
import { collect, listed, wholeNumber } from './values.js';

/** The flags that `evaluate`, `compare` and `tune` share. */
export interface EvaluateFlags {
  readonly policy?: string;
  readonly people?: string;
  readonly limit?: number;
  readonly attacks?: string[];
  readonly measures?: string[];
  readonly recognisers?: string[];
  readonly seed: string;
  readonly splits: number;
  readonly bootstraps: number;
  readonly workers?: number;
  readonly format?: string;
  readonly report?: string;
  readonly withExamples: boolean;
  readonly plugin: string[];
  readonly json: boolean;
}

const examples = `
Examples:
  guise evaluate photos anon                         class folders or people.csv say who is who
  guise evaluate photos anon --people people.csv     columns file, person[, x0, y0, x1, y1]
  guise evaluate photos anon --people none           nobody says: the attacker has the very photos
  guise evaluate photos anon --policy public-release judge by its threat model
  guise evaluate photos anon --attacks naive,parrot --measures none --limit 200

Interrupted, the same command goes on where it was. What it has seen of faces lies in <out>/.guise
until the report is written.

Exit codes: 0 every gate passed; 1 unexpected; 2 wrong usage; 3 a gate failed; 4 inconclusive.`;

/** Adds `guise evaluate`. */
export function addEvaluateCommand(program: Command, environment: Environment): void {
  const command = program
    .command('evaluate')
    .summary('attack what was anonymised, and measure what is left')
    .description(
      'Attacks an anonymised dataset as adversaries would, with several recognisers, shows first ' +
        'that each attack wins on the clear pictures, and measures what a model can still learn. ' +
        'Writes report.html, report.md and report.json with a verdict for each gate.',
    )
    .argument('<dataset>', 'the clear pictures')
    .argument('<out>', 'the anonymised ones: an output of `guise run`, or of any other program');
  addEvaluateOptions(command)
    .addHelpText('after', examples)
    .action(async (dataset: string, out: string, flags: EvaluateFlags) => {
      process.exitCode = await evaluateCommand(dataset, out, flags, environment);
    });
}

/** Adds the options that `evaluate`, `compare` and `tune` share. */
export function addEvaluateOptions(command: Command): Command {
  return command
    .option('--policy <preset|file>', 'judge by its threat model (default: that of the run)')
    .option('--people <source>', 'who is who: folders, labels, clusters, none, or a CSV file')
    .option('--limit <n>', 'so many people, or pictures, drawn by lot', wholeNumber(1, 10_000_000))
    .option('--attacks <ids>', 'only these, with commas (see guise list attacks)', listed)
    .option('--measures <ids>', 'only these, with commas, or none', listed)
    .option('--recognisers <ids>', 'only these, with commas', listed)
    .option('--seed <text>', 'decides every lot; the same seed gives the same report', '1')
    .option('--splits <n>', 'divisions of the people for attacks that learn', wholeNumber(1, 20), 3)
    .option('--bootstraps <n>', 'replicates over people', wholeNumber(2, 100_000), 2000)
    .option('--workers <n>', 'worker processes (default: one a core)', wholeNumber(1, 256))
    .option('--format <id>', 'layout of the dataset (default: recognised)')
    .option('--with-examples', 'embed some released faces in report.html', false)
    .option('--report <dir>', 'where the report goes (default: <out>/.guise/reports)')
    .option('--plugin <file>', 'module with further attacks, measures, …', collect, [])
    .option('--json', 'print the report as one JSON document', false);
}

/** Where the report of several outputs goes, or of one that is no run's. */
export const usualReport = 'guise-report';

/** Where journals lie while there is no report yet, unless an output has a private folder. */
export function journalFolder(reportFolder: string): string {
  return join(reportFolder, '.observed');
}

async function evaluateCommand(
  dataset: string,
  out: string,
  flags: EvaluateFlags,
  environment: Environment,
): Promise<number> {
  const examples: ExampleFace[] = [];
  const { root, reports, observed } = runFolder(out);
  const folder = flags.report ?? (existsSync(root) ? reports : usualReport);
  const journals = journalsIn(existsSync(root) ? observed : journalFolder(folder));
  const options = await evaluateOptions(dataset, [out], flags, environment, examples);
  const [evaluation] = await evaluate({ ...options, journals });
  const summary = describeEvaluation(evaluation);
  const code = await publish(evaluation, folder, flags, environment, { summary, examples });
  await journals.remove();
  return code;
}

/**
 * The options of an evaluation from the flags.
 * @param examples gets released faces, if the flags ask for some
 */
export async function evaluateOptions(
  dataset: string,
  outputs: readonly string[],
  flags: EvaluateFlags,
  environment: Environment,
  examples: ExampleFace[],
): Promise<EvaluateOptions> {
  const plugins = flags.plugin.map((file) => resolve(file));
  const registry = await loadRegistry(plugins);
  const policy = flags.policy === undefined ? undefined : await readPolicy(flags.policy, registry);
  const { people, limit, attacks, recognisers, format } = flags;
  const measures = flags.measures?.filter((id) => id !== 'none');
  return {
    ...{ dataset, outputs, plugins },
    seed: flags.seed,
    splits: flags.splits,
    bootstraps: flags.bootstraps,
    workers: flags.workers ?? environment.cores,
    addedNetworks: environment.addedNetworks,
    scratchFolder: join(tmpdir(), 'guise'),
    command: environment.command,
    tool: `guise ${version}`,
    onProgress: progressTeller(environment),
    examples: flags.withExamples ? examplesShown : 0,
    onExample: (example) => examples.push(example),
    ...(policy ? { policy } : {}),
    ...(people === undefined ? {} : { people }),
    ...(limit === undefined ? {} : { limit }),
    ...(attacks ? { attacks } : {}),
    ...(measures ? { measures } : {}),
    ...(recognisers ? { recognisers } : {}),
    ...(format === undefined ? {} : { format }),
  };
}

/** Of each output, in a report that embeds them. */
const examplesShown = 12;

const lineEveryMs = 5_000;

/** A plain line now and then. */
function progressTeller({ tell, now }: Environment): (progress: EvaluateProgress) => void {
  let last = now().getTime();
  return ({ phase, done, what }) => {
    const time = now().getTime();
    if (time - last < lineEveryMs && phase !== 'sum up') return;
    last = time;
    if (phase === 'look') tell(`look: ${done} pictures`);
    else if (phase === 'attack') tell(`attack: ${done} attempts (${what ?? ''})`);
    else tell('sum up');
  };
}

/** Writes a report, says where, and gives the exit code of its verdict. */
export async function publish(
  report: Report,
  folder: string,
  { json }: EvaluateFlags,
  environment: Environment,
  { summary, examples }: { readonly summary: string; readonly examples: readonly ExampleFace[] },
): Promise<number> {
  const files = await writeReport(report, folder, { examples });
  environment.print(json ? JSON.stringify(report) : `${summary}\nReport: ${files.html}`);
  return report.kind === 'evaluation' ? exitCodes[report.verdict] : 0;
}

const exitCodes: Readonly<Record<Verdict, number>> = { pass: 0, fail: 3, inconclusive: 4 };

function describeEvaluation({ verdict, sentence, gates, protocol }: Evaluation): string {
  return [
    `${verdict.toUpperCase()}: ${sentence}`,
    ...gates.map((gate) => `  ${gate.verdict}: ${gate.demand}: ${gate.why}`),
    `${protocol.evaluationPeople} people, ${protocol.faces} faces, ${protocol.pictures} pictures.`,
  ].join('\n');
}
