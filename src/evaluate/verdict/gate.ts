import { percent } from '../../core/percent.js';
import type { Attempt, Estimate, Gate, Recognition } from '../../core/report.js';

import { writeNeeded } from './sample-size.js';

/** The rate at which the right person comes first, and the same with chance taken out. */
export function firstRank({ ranks }: Recognition): { rate: Estimate; normalised: Estimate } {
  const first = ranks.find(({ k }) => k === 1);
  if (!first) throw new RangeError('a recognition without its rank-1 rate cannot be judged');
  return first;
}

export function rateOf(attempt: Pick<Attempt, 'result'>): Estimate {
  return firstRank(attempt.result).rate;
}

/** Level of the tests against chance, after Holm. */
export const significance = 0.05;

/** Without a limit of the policy's: how far above chance the upper end may lie. */
export const defaultMargin = 0.05;

/** What one adversary may reach. */
interface Demand {
  readonly adversary: string;
  /** The policy's; without it the demand is no more than chance. */
  readonly limit?: number;
}

/**
 * Looks at all attempts of one adversary. It fails when one of them is shown to be above the limit
 * (or above chance), it passes when all are shown to be below and one of them could have failed,
 * and else says what would be needed. docs/evaluation/verdicts.md gives the rules.
 *
 * @param attempts of this adversary, the worst first, with p after Holm over all adversaries
 */
export function judgeAdversary(attempts: readonly Attempt[], demand: Demand): Gate {
  const { adversary } = demand;
  const [worst] = attempts;
  if (!worst) return untested(demand);
  const chance = 1 / worst.result.people;
  const limit = demand.limit ?? threeDigits(chance + defaultMargin);
  const upper = attempts.reduce((a, b) => (rateOf(b).high > rateOf(a).high ? b : a));
  const failed = attempts.filter(
    (attempt) =>
      attempt.adjusted <= significance &&
      (demand.limit === undefined || rateOf(attempt).low > demand.limit),
  );
  const shown = failed.length > 0 ? failed[0] : upper;
  const gate = {
    ...describe(demand, limit),
    observed: rateOf(shown).value,
    bound: rateOf(shown).high,
  };

  if (failed.length > 0) {
    const { value, low } = rateOf(shown);
    const above = demand.limit === undefined ? `guessing ${percent(chance)}` : percent(limit);
    const why =
      `${adversary} by ${shown.by} puts the right person first in ${percent(value)} of its tries, ` +
      (demand.limit === undefined
        ? `${above} (p = ${shown.adjusted.toPrecision(2)} after Holm).`
        : `at least ${percent(low)}, which is more than ${above}.`);
    // Better than chance is too much already; the margin is for what a sample cannot exclude.
    return { ...gate, limit: demand.limit ?? threeDigits(chance), verdict: 'fail', why };
  }
  const doubt = doubtOf(attempts, upper, limit, chance, demand);
  if (doubt) return { ...gate, verdict: 'inconclusive', ...doubt };
  const why =
    `${adversary} puts the right person first in at most ${percent(rateOf(upper).high)} of its ` +
    `tries (guessing: ${percent(chance)}), and up to ${percent(bestClear(attempts).value)} of them ` +
    `on clear pictures.`;
  return { ...gate, verdict: 'pass', why };
}

/** Why a gate that has not failed cannot pass either; undefined when it can. */
function doubtOf(
  attempts: readonly Attempt[],
  upper: Attempt,
  limit: number,
  chance: number,
  { adversary, limit: asked }: Demand,
): Pick<Gate, 'why' | 'needed'> | undefined {
  const { rate, normalised } = firstRank(upper.result);
  const limitAmong = (people: number) => asked ?? 1 / people + defaultMargin;
  const needed = writeNeeded(normalised.value, limitAmong, rate.n);
  const powered = attempts.filter(({ power }) => power.shown);
  if (powered.length === 0) {
    return {
      why: `${adversary} does not work on the clear pictures either, so its failure says nothing.`,
      needed:
        'pictures on which the attack works when they are clear: more people, or sharper ones',
    };
  }
  if (!powered.some(({ power }) => power.rank1.low > limit)) {
    return {
      why:
        `On the clear pictures ${adversary} is not shown to reach more than ${percent(limit)} ` +
        'either, so the clear pictures would pass as well.',
      needed:
        'pictures on which the attack works when they are clear: more people, or sharper ones',
    };
  }
  if (asked !== undefined && chance >= asked) {
    return {
      why:
        `Among ${upper.result.people} people guessing is right in ${percent(chance)}, so ` +
        `${percent(asked)} or less cannot be shown.`,
      needed,
    };
  }
  if (rate.high > limit) {
    return {
      why:
        `${adversary} by ${upper.by} puts the right person first in ${percent(rate.value)} of its ` +
        `tries, but with ${rate.n} people it may be anything from ${percent(rate.low)} to ` +
        `${percent(rate.high)}, and the limit is ${percent(limit)}.`,
      needed,
    };
  }
  return undefined;
}

/** A limit that nobody set is no more exact than it is written. */
function threeDigits(rate: number): number {
  return Number(rate.toPrecision(3));
}

function bestClear(attempts: readonly Attempt[]): Estimate {
  return attempts
    .filter(({ power }) => power.shown)
    .map(({ power }) => power.rank1)
    .reduce((a, b) => (b.value > a.value ? b : a));
}

function untested(demand: Demand): Gate {
  return {
    ...describe(demand, demand.limit ?? defaultMargin),
    verdict: 'inconclusive',
    why: `${demand.adversary} was not tried.`,
    needed: 'an evaluation with this attack',
  };
}

function describe(
  { adversary, limit: asked }: Demand,
  limit: number,
): Pick<Gate, 'id' | 'demand' | 'side' | 'limit' | 'unit'> {
  const demand =
    asked === undefined
      ? `The attack ${adversary} recognises nobody better than guessing does`
      : `The attack ${adversary} puts the right person first in at most ${percent(asked)} of its tries`;
  return { id: `recognition:${adversary}`, demand, side: 'at-most', limit, unit: 'share' };
}
