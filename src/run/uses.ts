import { choose } from '../core/plugin.js';
import type { Method } from '../methods/method.js';
import type { Policy } from '../policy/schema.js';
import type { Registry } from '../registry.js';
import { surveyName } from './kit.js';

/** A method with one choice of parameters. */
export interface Use {
  /** See {@link surveyName}. */
  readonly name: string;
  readonly method: Method;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Every method of a policy, once for each choice of parameters. */
export function usesOf(policy: Policy, registry: Registry): Use[] {
  const uses = [...policy.rules, policy.otherwise].map(({ method, parameters }): Use => {
    const name = surveyName({ method, parameters });
    return { name, method: choose('method', registry.methods, method), parameters };
  });
  return [...new Map(uses.map((use) => [use.name, use])).values()];
}
