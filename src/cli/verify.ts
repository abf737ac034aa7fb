import type { Command } from 'commander';
import { verifyRun } from '../ledger/verify.js';
import { runFolder } from '../run/layout.js';
import type { Environment } from './environment.js';

const examples = `
Examples:
  guise verify anon
  guise verify anon --json

Exit codes: 0 intact; 2 no run there; 3 something does not fit.`;

/** Adds `guise verify`. */
export function addVerifyCommand(program: Command, environment: Environment): void {
  program
    .command('verify')
    .summary('check an output folder against its own ledger')
    .description(
      'Checks the chain of the audit log, the manifest, the hash of every file that leaves, and ' +
        'that no other file lies there.',
    )
    .argument('<out>', 'output folder of a run')
    .option('--json', 'print the result as one JSON document', false)
    .addHelpText('after', examples)
    .action(async (out: string, { json }: { json: boolean }) => {
      const verification = await verifyRun(runFolder(out));
      const { intact, faults, auditRecords, counts } = verification;
      if (json) environment.print(JSON.stringify(verification));
      else if (intact) {
        environment.print(`Intact: ${counts.done} pictures, ${auditRecords} audit records.`);
      } else environment.print(['Not intact:', ...faults.map((fault) => `  ${fault}`)].join('\n'));
      process.exitCode = intact ? 0 : 3;
    });
}
