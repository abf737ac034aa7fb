import { choose } from '../core/plugin.js';
import type { RawImage } from '../core/image.js';
import type { LikenessReading } from '../core/likeness.js';
import type { Method } from '../methods/method.js';
import { looksLike } from '../perception/likeness.js';
import type { Kit } from './kit.js';
import type { ReadyStep } from './needs.js';

/** A result whose surrogates were compared with the people they replace. */
export interface Guarded {
  readonly image: RawImage;
  readonly steps: readonly ReadyStep[];
  /** What the recognisers said of each surrogate in the end, by the region's id. */
  readonly readings: ReadonlyMap<string, readonly LikenessReading[]>;
  /** Regions whose surrogate is still taken for the person, or for somebody else. */
  readonly alike: readonly string[];
}

/**
 * Compares every painted face with the person that it replaces, and with the other people that the
 * policy names, and has those that are too like painted again with other randomness, as often as
 * the policy's `verify.guard` allows. A face that was settled for a person is not exchanged here:
 * where it is too like, it stays so.
 *
 * @param carryOut paints all steps of the frame
 * @throws GuiseError `inference-failed`, and what painting throws
 */
export async function guardSurrogates(
  first: readonly ReadyStep[],
  carryOut: (steps: readonly ReadyStep[]) => Promise<RawImage>,
  kit: Kit,
): Promise<Guarded> {
  const { attempts } = kit.policy.verify.guard;
  const readings = new Map<string, readonly LikenessReading[]>();
  const settled: string[] = [];
  let steps = first;
  let image = await carryOut(steps);
  if (attempts === 0) return { image, steps, readings, alike: [] };
  let unsure = steps.filter((step) => surrogateOf(step, kit) !== undefined);
  for (let attempt = 1; ; attempt += 1) {
    const alike: ReadyStep[] = [];
    for (const step of unsure) {
      const judged = await judgeFace(step, image, kit);
      if (!judged) continue;
      readings.set(step.region.id, judged.readings);
      if (!judged.refused) continue;
      if (step.settled?.attempt === undefined) alike.push(step);
      else settled.push(step.region.id);
    }
    unsure = alike;
    if (unsure.length === 0 || attempt === attempts) break;
    const refused = new Set(unsure.map(({ region }) => region.id));
    steps = steps.map((step) =>
      refused.has(step.region.id) ? { ...step, attempt: step.attempt + 1 } : step,
    );
    unsure = steps.filter(({ region }) => refused.has(region.id));
    image = await carryOut(steps);
  }
  const alike = [...settled, ...unsure.map(({ region }) => region.id)];
  return { image, steps, readings, alike };
}

/**
 * What the recognisers say of a painted face, and whether the guard refuses it; undefined where they
 * cannot be asked. A relative is never refused.
 */
export async function judgeFace(
  step: ReadyStep,
  image: RawImage,
  kit: Kit,
): Promise<
  { readonly readings: readonly LikenessReading[]; readonly refused: boolean } | undefined
> {
  const compared = await step.likeness?.compareResult(image);
  if (!compared) return undefined;
  const { readings, description } = compared;
  const isLike = () => looksLike(readings) || kit.others?.holds(description) === true;
  return { readings, refused: surrogateOf(step, kit) === 'stranger' && isLike() };
}

/** Whether what a step paints is a new face, and which kind. */
export function surrogateOf({ method }: ReadyStep, { registry }: Kit): Method['surrogate'] {
  return choose('method', registry.methods, method).surrogate;
}
