import type { Random } from '../core/random.js';
import { expressionAxes } from './axes.js';

/** How people hold their faces when they do nothing, along one axis of expression. */
interface Habit {
  /** Where people's faces lie on the whole. */
  readonly usual: number;
  /** By how much people differ in that, as a deviation. */
  readonly between: number;
  /** How much the pictures of one person differ, likewise. */
  readonly within: number;
}

/**
 * Of actions that tell much of who somebody is: how the brows lie and how the lips are pressed is as
 * much of a face's make as its proportions. Analysis of variance over 1,500 pictures of 413 people,
 * 2 to 8 each; both sides of a face share one. Smiles, wide and open mouths and lids are not among these: they tell little, and are
 * what somebody does.
 */
const habits: Readonly<Record<string, Habit>> = {
  'upper-lip-raise': { usual: 0, between: 0.16, within: 0.25 },
  frown: { usual: -0.05, between: 0.12, within: 0.3 },
  'lips-press': { usual: 0.14, between: 0.1, within: 0.15 },
  'brow-raise-inner': { usual: -0.03, between: 0.2, within: 0.2 },
  'brow-raise-outer': { usual: -0.12, between: 0.32, within: 0.38 },
  'brow-lower': { usual: 0.06, between: 0.26, within: 0.34 },
  'cheek-raise': { usual: 0.14, between: 0.16, within: 0.23 },
  'nose-wrinkle': { usual: -0.05, between: 0.1, within: 0.17 },
};

/** What an axis says of either side. */
function eitherSide(id: string): string {
  return id.replace(/-(right|left)$/, '');
}

/** How much more than people differ new faces do, so that little shows of what is left of the old. */
const spread = 1.5;
/** An action so many deviations of {@link Habit.between} strong leaves half of the repose. */
const halfLife = 3;

/**
 * What a new face is like when it does nothing, as steps along the expression axes from what is
 * usual. It belongs to who somebody is; both sides of a face are alike.
 */
export function drawRepose(random: Random): number[] {
  const drawn = new Map<string, number>();
  return expressionAxes.map(({ id }) => {
    const action = eitherSide(id);
    const habit = habits[action];
    if (!habit) return 0;
    const place = drawn.get(action) ?? random.normal();
    drawn.set(action, place);
    return spread * habit.between * place;
  });
}

/**
 * What a face does, done by a face with another repose. What is seen is a person's repose and an
 * action; the most probable share of the repose is taken off, never more than a deviation of it, so
 * that strong actions stay strong, and gives way to the other's.
 *
 * @param expression along the expression axes, as of `fitFace`
 * @param repose as of {@link drawRepose}
 * @source as for a random effect: G. K. Robinson, That BLUP is a good thing: the estimation of random
 *   effects, Statistical Science 6(1), 1991
 */
export function inRepose(expression: readonly number[], repose: readonly number[]): number[] {
  return expressionAxes.map(({ id }, axis) => {
    const habit = habits[eitherSide(id)];
    if (!habit) return expression[axis];
    const { usual, between, within } = habit;
    const seen = expression[axis] - usual;
    const own = (seen * between ** 2) / (between ** 2 + within ** 2);
    const action = seen - Math.min(between, Math.max(-between, own));
    const fade = 1 / (1 + (seen / (halfLife * between)) ** 2);
    return usual + action + fade * repose[axis];
  });
}
