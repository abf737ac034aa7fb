import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { GuiseError } from '../core/errors.js';
import { percent } from '../core/percent.js';
import type { Comparison } from '../core/report.js';
import { compareEvaluations, tryCandidates } from '../evaluate/compare.js';
import { evaluate } from '../evaluate/evaluate.js';
import type { ExampleFace } from '../evaluate/examples.js';
import { journalsIn } from '../evaluate/journal.js';
import { candidateOf } from '../evaluate/ladder.js';
import { defaultPreset } from '../policy/presets.js';
import { readPolicy } from '../policy/read.js';
import { loadRegistry } from '../run/kit.js';
import type { Environment } from './environment.js';
import {
  addEvaluateOptions,
  evaluateOptions,
  journalFolder,
  publish,
  usualReport,
  type EvaluateFlags,
} from './evaluate.js';
import { methodChoices, type MethodsFlag } from './method-choices.js';
import { withTemporaryFolder } from './temporary-folder.js';

interface CompareFlags extends EvaluateFlags {
  readonly methods?: MethodsFlag;
  readonly keep?: string;
}

const examples = `
Examples:
  guise compare photos --methods fill,pixelate,blur --limit 100
  guise compare photos --methods keep,pixelate:cells=12,pixelate:cells=6 --report report
  guise compare photos anon-fill anon-blur           outputs there already are

Exit codes: 0 compared; 1 unexpected; 2 wrong usage.`;

/** Adds `guise compare`. */
export function addCompareCommand(program: Command, environment: Environment): void {
  const command = program
    .command('compare')
    .summary('several methods or runs side by side: privacy against utility')
    .description(
      'Anonymises a sample with each method, or takes outputs there already are, attacks and ' +
        'measures all of them on the same faces, and draws what is gained and lost.',
    )
    .argument('<dataset>', 'the clear pictures')
    .argument('[outs...]', 'outputs of runs over it')
    .option(
      '--methods <ids>',
      'to try, with commas; parameters as pixelate:cells=6, lists as synthetic:keep=[age]',
      methodChoices,
    )
    .option('--keep <dir>', 'keep the results of the methods in this folder');
  addEvaluateOptions(command)
    .addHelpText('after', examples)
    .action(async (dataset: string, outs: string[], flags: CompareFlags) => {
      process.exitCode = await compareCommand(dataset, outs, flags, environment);
    });
}

async function compareCommand(
  dataset: string,
  outs: readonly string[],
  flags: CompareFlags,
  environment: Environment,
): Promise<number> {
  const { methods = [] } = flags;
  if (methods.length > 0 === outs.length > 0) {
    const reason = 'Compare either --methods or outputs of runs, and at least one of them.';
    throw new GuiseError('usage', { reason });
  }
  const examples: ExampleFace[] = [];
  const folder = flags.report ?? usualReport;
  const journals = journalsIn(journalFolder(folder));
  const options = {
    ...(await evaluateOptions(dataset, outs, flags, environment, examples)),
    // What goes with the command when it is interrupted could not be gone on with.
    ...(outs.length > 0 || flags.keep !== undefined ? { journals } : {}),
  };
  const title = `Comparison on ${basename(resolve(dataset))}`;
  const comparison =
    outs.length > 0
      ? compareEvaluations(title, await evaluate(options))
      : compareEvaluations(title, await tryMethods(flags, options, environment));
  const summary = describeComparison(comparison);
  const code = await publish(comparison, folder, flags, environment, { summary, examples });
  await journals.remove();
  return code;
}

async function tryMethods(
  { methods = [], keep, plugin }: CompareFlags,
  options: Awaited<ReturnType<typeof evaluateOptions>>,
  environment: Environment,
) {
  const registry = await loadRegistry(plugin.map((file) => resolve(file)));
  const policy = options.policy ?? (await readPolicy(defaultPreset, registry));
  const candidates = methods.map((choice) => candidateOf(choice, policy, registry));
  const tryIn = async (folder: string) => {
    const trial = { ...options, folder, now: environment.now };
    return (await tryCandidates(candidates, policy, trial)).map(({ evaluation }) => evaluation);
  };
  return keep === undefined ? withTemporaryFolder('guise-compare-', tryIn) : tryIn(keep);
}

function describeComparison({ entries }: Comparison): string {
  const width = Math.max(...entries.map(({ name }) => name.length));
  return entries
    .map(({ name, privacy, utility, onFrontier }) =>
      [
        name.padEnd(width),
        `recognised by the best attack ${percent(privacy.value)} (${percent(privacy.low)} to ${percent(privacy.high)})`,
        utility === undefined
          ? 'usefulness not measured'
          : `useful ${utility.toFixed(2)}${onFrontier ? '  on the frontier' : ''}`,
      ].join('  '),
    )
    .join('\n');
}
