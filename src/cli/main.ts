#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { GuiseError, reasonOf } from '../core/errors.js';
import { warmUp } from '../run/crew.js';
import { version } from '../version.js';
import { readEnvironment, type Environment } from './environment.js';

type AddCommand = (program: Command, environment: Environment) => void;

/**
 * The commands in the order of the help. Each is loaded when it is asked for: what one of them
 * needs would make all the others slow to start.
 */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  run: async () => (await import('./run.js')).addRunCommand,
  evaluate: async () => (await import('./evaluate.js')).addEvaluateCommand,
  compare: async () => (await import('./compare.js')).addCompareCommand,
  tune: async () => (await import('./tune.js')).addTuneCommand,
  verify: async () => (await import('./verify.js')).addVerifyCommand,
  export: async () => (await import('./export.js')).addExportCommand,
  policy: async () => (await import('./policy.js')).addPolicyCommand,
  list: async () => (await import('./list.js')).addListCommand,
  networks: async () => (await import('./networks.js')).addNetworksCommand,
};

const environment = readEnvironment();

async function createProgram(args: readonly string[]): Promise<Command> {
  const program = new Command('guise')
    .description(
      'Makes folders of pictures safe to share: finds people, plates and text, gives each another guise.',
    )
    .version(version)
    .showSuggestionAfterError()
    .showHelpAfterError('(see guise --help)')
    .exitOverride();
  for (const name of namesNeeded(args)) (await commands[name]())(program, environment);
  for (const command of program.commands) command.exitOverride();
  return program;
}

/** The command that is called, or all of them where the answer is about all. */
function namesNeeded([first = '']: readonly string[]): string[] {
  if (first === '--version' || first === '-V') return [];
  return Object.hasOwn(commands, first) ? [first] : Object.keys(commands);
}

function treatsPictures([first, ...others]: readonly string[]): boolean {
  return first === 'run' && !others.some((other) => other === '--help' || other === '-h');
}

// Whoever reads the output may stop early, as in `guise list | head`: the work goes on all the same.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

try {
  const args = process.argv.slice(2);
  // A worker takes longer to load than a policy to be read, so it begins first.
  if (treatsPictures(args)) warmUp();
  await (await createProgram(args)).parseAsync();
} catch (error) {
  process.exitCode = exitCodeFor(error);
}

function exitCodeFor(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof GuiseError) {
    environment.tell(`guise: ${error.message}`);
    return error.kind.exitCode;
  }
  environment.tell(`guise: an unexpected fault (${reasonOf(error)}). Please report it.`);
  return 1;
}
