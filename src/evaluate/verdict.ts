import { percent } from '../core/percent.js';
import type { Attempt, Gate, Recognition, Verdict } from '../core/report.js';
import { holm } from '../numbers/statistics.js';
import type { Policy } from '../policy/schema.js';

import { firstRank, judgeAdversary, rateOf } from './verdict/gate.js';

/** An attempt before all attempts are looked at together. */
export type Tried = Omit<Attempt, 'adjusted'>;

/** Whom the data is to withstand, and how well; see the policy's `threatModel`. */
export type ThreatModel = Pick<
  NonNullable<Policy['threatModel']>,
  'adversaries' | 'reidentificationRate'
>;

/** What all attempts together say. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The verdict in plain words. */
  readonly sentence: string;
  /** One for each adversary. */
  readonly gates: Gate[];
  /** The worst first, with p after Holm. */
  readonly attempts: Attempt[];
}

/** Chance that an attack which only guesses is taken for one that works. */
const powerLevel = 0.01;

/**
 * Whether an attack works where nothing was anonymised: its rank-1 rate there is above chance by
 * its p and by the lower end of its interval. An attack that does not work proves nothing by
 * failing.
 *
 * @param p of the clear pictures' rank-1 rate by chance alone
 */
export function powerOf(clear: Recognition, p: number): Attempt['power'] {
  const { rate } = firstRank(clear);
  const chance = 1 / clear.people;
  return { shown: p <= powerLevel && rate.low > chance, rank1: rate, chance };
}

/**
 * Judges all attempts: a gate for each adversary of the threat model, or, without one, for each
 * attack that was tried. Without `reidentificationRate` the demand is that nobody is recognised
 * better than by guessing. One failed gate fails all; else one that is inconclusive leaves all so.
 */
export function judge(tried: readonly Tried[], threatModel?: ThreatModel): Judgement {
  const adjusted = holm(tried.map(({ p }) => p));
  const attempts = tried
    .map((attempt, index): Attempt => ({ ...attempt, adjusted: adjusted[index] }))
    .sort(worstFirst);
  const adversaries = threatModel?.adversaries ?? [...new Set(tried.map(({ attack }) => attack))];
  const limit = threatModel?.reidentificationRate;
  const gates = adversaries.map((adversary) =>
    judgeAdversary(
      attempts.filter(({ attack }) => attack === adversary),
      { adversary, ...(limit === undefined ? {} : { limit }) },
    ),
  );
  const verdict = overall(gates);
  return { verdict, sentence: sentenceOf(verdict, gates, attempts, limit), gates, attempts };
}

/** Fail is stronger than inconclusive, inconclusive stronger than pass; no gate is inconclusive. */
export function overall(gates: readonly Pick<Gate, 'verdict'>[]): Verdict {
  if (gates.some(({ verdict }) => verdict === 'fail')) return 'fail';
  const passed = gates.length > 0 && gates.every(({ verdict }) => verdict === 'pass');
  return passed ? 'pass' : 'inconclusive';
}

function worstFirst(a: Attempt, b: Attempt): number {
  const [rateA, rateB] = [rateOf(a), rateOf(b)];
  return (
    rateB.value - rateA.value ||
    rateB.high - rateA.high ||
    (a.attack === b.attack ? 0 : a.attack < b.attack ? -1 : 1) ||
    (a.by === b.by ? 0 : a.by < b.by ? -1 : 1) ||
    a.split - b.split
  );
}

function sentenceOf(
  verdict: Verdict,
  gates: readonly Gate[],
  attempts: readonly Attempt[],
  limit: number | undefined,
): string {
  const [worst] = attempts;
  if (!worst) return 'Inconclusive: nothing was attacked, so nothing is known.';
  const decisive = gates
    .filter((gate) => gate.verdict === verdict)
    .sort((a, b) => (b.observed ?? 0) - (a.observed ?? 0));
  if (verdict === 'pass') {
    const highest = Math.max(...attempts.map((attempt) => rateOf(attempt).high));
    const allowed =
      limit === undefined
        ? `guessing is right in ${percent(1 / worst.result.people)}`
        : `${percent(limit)} are allowed`;
    return (
      `Passed: none of ${attempts.length} attempts puts the right person first in more than ` +
      `${percent(highest)} of its tries (upper end of the 95 % interval); ${allowed}.`
    );
  }
  const [first, ...others] = decisive;
  if (!first) return 'Inconclusive: no demand was made.';
  const more =
    others.length === 0
      ? ''
      : ` ${others.length} more of ${gates.length} demands ${
          others.length === 1 ? 'is' : 'are'
        } ${verdict === 'fail' ? 'not met' : 'undecided'}.`;
  const opening = verdict === 'fail' ? 'Failed' : 'Inconclusive';
  return `${opening}: ${first.why}${more}`;
}
