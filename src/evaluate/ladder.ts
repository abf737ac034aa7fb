import { choose } from '../core/plugin.js';
import { withMethod } from '../policy/override.js';
import type { Policy } from '../policy/schema.js';
import type { Registry } from '../registry.js';
import type { Candidate } from './compare.js';

/** A method with parameters, as they are typed: `pixelate:cells=6`. */
export interface MethodChoice {
  readonly method: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** The name of a choice, fit for a folder. */
export function nameOf({ method, parameters }: MethodChoice): string {
  const given = Object.entries(parameters).map(([key, value]) => `${key}=${String(value)}`);
  return [method, ...given].join(' ');
}

/** The policy with one choice for everything it looks for; nothing is held back for review. */
export function candidateOf(choice: MethodChoice, policy: Policy, registry: Registry): Candidate {
  const changed = withMethod(policy, choice.method, registry, choice.parameters);
  return { name: nameOf(choice), policy: unheld(changed) };
}

/** A trial must not wait for a person: doubtful finds are treated. */
export function unheld(policy: Policy): Policy {
  return { ...policy, review: { ...policy.review, doubtful: 'treat' } };
}

/** What was tried, as it is to be used: what is doubtful waits again if the policy says so. */
export function asAsked(tried: Candidate, { review }: Policy): Candidate {
  return { ...tried, policy: { ...tried.policy, review } };
}

/** The strengths of a method as choices, from the least to the most destructive. */
export function ladderOf(method: string, registry: Registry): MethodChoice[] {
  const strengths = choose('method', registry.methods, method).strengths ?? [{}];
  return strengths.map((strength) => ({ method, parameters: { ...(strength as object) } }));
}
