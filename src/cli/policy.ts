import type { Command } from 'commander';
import { explainPolicy } from '../policy/explain.js';
import { readPolicy } from '../policy/read.js';
import { policyJsonSchema } from '../policy/schema.js';
import { createRegistry } from '../registry.js';
import type { Environment } from './environment.js';

const examples = `
Examples:
  guise policy explain public-release
  guise policy check my-policy.yaml
  guise policy schema > guise-policy.schema.json`;

/** Adds `guise policy check|explain|schema`. */
export function addPolicyCommand(program: Command, environment: Environment): void {
  const registry = createRegistry();
  const policy = program
    .command('policy')
    .summary('check and explain policies')
    .description('A policy says what is looked for and what is done to it.')
    .addHelpText('after', examples);

  policy
    .command('check')
    .summary('say what is wrong with a policy, by line')
    .argument('<preset|file>')
    .action(async (nameOrFile: string) => {
      const { name } = await readPolicy(nameOrFile, registry);
      environment.print(`${nameOrFile}: policy ${name} is valid.`);
    });

  policy
    .command('explain')
    .summary('say in words what a policy does, guarantees, and leaves open')
    .argument('<preset|file>')
    .action(async (nameOrFile: string) => {
      environment.print(explainPolicy(await readPolicy(nameOrFile, registry), registry).trimEnd());
    });

  policy
    .command('schema')
    .summary('print the JSON Schema of policies, for editors')
    .action(() => environment.print(JSON.stringify(policyJsonSchema(registry), null, 2)));
}
