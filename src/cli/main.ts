#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { GuiseError, reasonOf } from '../core/errors.js';
import { version } from '../version.js';
import { readEnvironment, type Environment } from './environment.js';
import { addExportCommand } from './export.js';
import { addListCommand } from './list.js';
import { addNetworksCommand } from './networks.js';
import { addPolicyCommand } from './policy.js';
import { addRunCommand } from './run.js';
import { addVerifyCommand } from './verify.js';

const environment = readEnvironment();

function createProgram(environment: Environment): Command {
  const program = new Command('guise')
    .description(
      'Makes folders of pictures safe to share: finds people, plates and text, gives each another guise.',
    )
    .version(version)
    .showSuggestionAfterError()
    .showHelpAfterError('(see guise --help)')
    .exitOverride();
  addRunCommand(program, environment);
  addVerifyCommand(program, environment);
  addExportCommand(program, environment);
  addPolicyCommand(program, environment);
  addListCommand(program, environment);
  addNetworksCommand(program, environment);
  for (const command of program.commands) command.exitOverride();
  return program;
}

try {
  await createProgram(environment).parseAsync();
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
