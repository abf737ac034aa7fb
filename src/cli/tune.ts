import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { stringify } from 'yaml';
import type { Evaluation } from '../core/report.js';
import { tune, usualMethods, type Tuned } from '../evaluate/tune.js';
import { writeAtomic } from '../io/files.js';
import { defaultPreset } from '../policy/presets.js';
import { readPolicy } from '../policy/read.js';
import { writeReport } from '../report/write-report.js';
import { loadRegistry } from '../run/kit.js';
import type { Environment } from './environment.js';
import {
  addEvaluateOptions,
  evaluateOptions,
  publish,
  usualReport,
  type EvaluateFlags,
} from './evaluate.js';
import { withTemporaryFolder } from './temporary-folder.js';
import { listed } from './values.js';

interface TuneFlags extends EvaluateFlags {
  readonly methods: string[];
  readonly out: string;
}

const examples = `
Examples:
  guise tune photos --policy my-policy.yaml --out tuned.yaml
  guise tune photos --policy public-release --methods pixelate,fill --limit 200 --out tuned.yaml

Exit codes: 0 found and confirmed; 2 wrong usage; 3 nothing passes, or the confirmation failed;
4 the confirmation is inconclusive: more people are needed.`;

/** Adds `guise tune`. */
export function addTuneCommand(program: Command, environment: Environment): void {
  const command = program
    .command('tune')
    .summary('find the most useful policy that passes every gate')
    .description(
      'Searches the methods and their strengths on one half of the people, least destructive ' +
        'first, for the most useful policy that passes every gate of the threat model; confirms ' +
        'it on the other half; and writes it with the evidence.',
    )
    .argument('<dataset>', 'the clear pictures')
    .requiredOption('--out <file>', 'where the policy goes')
    .option('--methods <ids>', 'to search among, with commas', listed, [...usualMethods]);
  addEvaluateOptions(command)
    .addHelpText('after', examples)
    .action(async (dataset: string, flags: TuneFlags) => {
      process.exitCode = await tuneCommand(dataset, flags, environment);
    });
}

async function tuneCommand(
  dataset: string,
  flags: TuneFlags,
  environment: Environment,
): Promise<number> {
  const registry = await loadRegistry(flags.plugin.map((file) => resolve(file)));
  const options = await evaluateOptions(dataset, [], flags, environment, []);
  const policy = options.policy ?? (await readPolicy(defaultPreset, registry));
  const { methods, report = usualReport, out } = flags;
  const tuned = await withTemporaryFolder('guise-tune-', (folder) =>
    tune({ ...options, policy, folder, methods, now: environment.now }),
  );
  await writeReport(tuned.search, join(report, 'search'));
  const { found, confirmation } = tuned;
  if (!found || !confirmation) {
    const left = tuned.unusable.map((reason) => `\nCould not be tried: ${reason}`).join('');
    const where = `${report}/search/report.html`;
    environment.print(`Nothing passes every gate. What was tried: ${where}${left}`);
    return 3;
  }
  await writeAtomic(out, policyText(tuned, confirmation));
  const summary = `${found.name}: ${confirmation.sentence}\nPolicy: ${out}`;
  return publish(confirmation, report, flags, environment, { summary, examples: [] });
}

/** The policy as a file, with what it rests on as a comment. */
function policyText({ found, search, unusable }: Tuned, confirmation: Evaluation): string {
  const { protocol, repeat, verdict, sentence } = confirmation;
  const evidence = [
    `Found by: ${repeat.command}`,
    `Tried on one half of the people: ${search.entries.map(({ name }) => name).join('; ')}.`,
    ...unusable.map((reason) => `Could not be tried: ${reason}`),
    `Confirmed on the other half (${protocol.evaluationPeople} people): ${verdict}. ${sentence}`,
  ];
  return `${evidence.map((line) => `# ${line}`).join('\n')}\n${stringify(found?.policy, { aliasDuplicateObjects: false })}`;
}
