import { join } from 'node:path';
import type { Comparison, Evaluation } from '../core/report.js';
import { GuiseError } from '../core/errors.js';
import type { Policy } from '../policy/schema.js';
import { loadRegistry } from '../run/kit.js';
import { compareEvaluations, tryCandidates, type Candidate, type TrialOptions } from './compare.js';
import { asAsked, candidateOf, ladderOf, type MethodChoice } from './ladder.js';
import { stagedCandidates } from './stages.js';
import { usefulnessOf } from './utility.js';

/**
 * What is searched where nobody says: methods that leave a face to use, and, should none of them
 * pass, the one that leaves nothing.
 */
export const usualMethods: readonly string[] = [
  'synthetic',
  'k-same',
  'avatar',
  'pixelate',
  'fill',
];

/** What a search found. */
export interface Tuned {
  /** The policy with the most useful choice that passed every gate; absent when none did. */
  readonly found?: Candidate;
  /** Everything that was tried on the first half of the people. */
  readonly search: Comparison;
  /** What could not be tried there, and why: a sentence each. */
  readonly unusable: readonly string[];
  /** The found policy on the other half, which the search has not seen. */
  readonly confirmation?: Evaluation;
}

export interface TuneOptions extends TrialOptions {
  /** Its threat model is what has to be withstood. */
  readonly policy: Policy;
  /** Ids of the methods to search among. */
  readonly methods: readonly string[];
}

/**
 * Searches for the most useful way to pass every gate of a policy. On one half of the people each
 * method's strengths are tried, by bisection, from the least destructive on: what passes at one
 * strength is taken to pass at every stronger one. The most useful that passes is then relaxed for
 * small and for large regions alone, where that still passes. On the other half, which took no part
 * in the choice, the result is confirmed once.
 * @throws GuiseError as `tryCandidates`, but of what cannot be used on these people only when
 *   nothing else can; `usage` when the policy names no rate to stay below
 */
export async function tune(options: TuneOptions): Promise<Tuned> {
  const registry = await loadRegistry(options.plugins);
  const { policy } = options;
  if (policy.threatModel?.reidentificationRate === undefined) {
    const reason = `The policy ${policy.name} has no threatModel.reidentificationRate to reach.`;
    throw new GuiseError('usage', { reason });
  }
  const tried: Tried[] = [];
  let regionsFrom: string | undefined;
  const attempt = async (candidates: readonly Candidate[]): Promise<Tried[]> => {
    const results = await tryCandidates(candidates, policy, {
      ...options,
      half: 'search',
      folder: join(options.folder, 'search'),
      ...(regionsFrom === undefined ? {} : { regionsFrom }),
    });
    regionsFrom ??= results[0].output;
    const all = results.map(({ evaluation }, index) => {
      return { candidate: candidates[index], evaluation };
    });
    tried.push(...all);
    return all;
  };

  const refusals: GuiseError[] = [];
  const passing: (Tried & { readonly choice: MethodChoice })[] = [];
  for (const method of options.methods) {
    const first = await leastPassing(ladderOf(method, registry), async (choice) => {
      const candidate = candidateOf(choice, policy, registry);
      const [one] = await attempt([candidate]).catch((thrown: unknown) => {
        if (!isRefusal(thrown)) throw thrown;
        refusals.push(thrown);
        return [];
      });
      return one && { ...one, choice };
    });
    if (first) passing.push(first);
  }
  if (tried.length === 0 && refusals.length > 0) throw refusals[0];
  const unusable = refusals.map(({ message }) => message);
  const uniform = mostUseful(passing);
  if (!uniform) return { search: compareAll(tried, options), unusable };

  const staged = stagedCandidates(uniform.choice, policy, registry);
  const relaxed = staged.length === 0 ? [] : (await attempt(staged)).filter(passes);
  const { candidate } = mostUseful([uniform, ...relaxed]) ?? uniform;
  const [{ evaluation }] = await tryCandidates([candidate], policy, {
    ...options,
    half: 'confirm',
    folder: join(options.folder, 'confirm'),
  });
  return {
    ...{ found: asAsked(candidate, policy), confirmation: evaluation },
    ...{ search: compareAll(tried, options), unusable },
  };
}

/** Whether a method cannot be used on these people, or holds back every picture of them. */
function isRefusal(thrown: unknown): thrown is GuiseError {
  return (
    thrown instanceof GuiseError &&
    (thrown.code === 'survey-refused' || thrown.code === 'nothing-to-compare')
  );
}

interface Tried {
  readonly candidate: Candidate;
  readonly evaluation: Evaluation;
}

function passes({ evaluation }: Pick<Tried, 'evaluation'>): boolean {
  return evaluation.verdict === 'pass';
}

/**
 * The least destructive choice that passes, by bisection; undefined when none does.
 * @param attempt gives nothing for a choice that cannot be used: then no stronger one can either,
 *   as groups of more people need more of them
 */
export async function leastPassing<R, T extends Pick<Tried, 'evaluation'>>(
  ladder: readonly R[],
  attempt: (choice: R) => Promise<T | undefined>,
): Promise<T | undefined> {
  let best: T | undefined;
  let [low, high] = [0, ladder.length - 1];
  // The strongest first: a method that fails with it is not worth a search.
  let middle = high;
  while (low <= high) {
    const one = await attempt(ladder[middle]);
    if (one && !passes(one)) low = middle + 1;
    else [best, high] = [one ?? best, middle - 1];
    middle = (low + high) >> 1;
  }
  return best;
}

/**
 * The one that leaves most to use, whatever its method; the first of equals. A picture that is held
 * is of no use to anybody.
 */
export function mostUseful<T extends Pick<Tried, 'evaluation'>>(all: readonly T[]): T | undefined {
  const useful = ({ evaluation: { readings, protocol } }: T) => {
    const left = protocol.pictures / Math.max(1, protocol.pictures + protocol.missing);
    return left * (usefulnessOf(readings) ?? 0);
  };
  return [...all].sort((a, b) => useful(b) - useful(a)).at(0);
}

function compareAll(tried: readonly Tried[], { policy }: TuneOptions): Comparison {
  return compareEvaluations(
    `Search for ${policy.name}`,
    tried.map(({ evaluation }) => evaluation),
  );
}
