import { createRandom, deriveKey } from '../core/random.js';
import type { MethodContext } from '../methods/method.js';
import type { Frame } from './frame.js';
import { sharedBy } from './guises.js';
import { surveyName, type Kit } from './kit.js';
import type { ReadyStep } from './needs.js';

/** The random streams and what else belongs to one step. */
export function contextOf(frame: Frame, step: ReadyStep, kit: Kit): MethodContext {
  const { region, attempt, person, settled } = step;
  const again = attempt === 0 ? [] : [`attempt ${attempt}`];
  const here = [frame.item, String(frame.index), region.id];
  const shared = sharedBy(region, person, frame.item, kit.policy) ?? here;
  const survey = kit.surveys.dataset[surveyName(step)];
  const gallery = kit.surveys.gallery[surveyName(step)];
  return {
    ...streamsOf(kit.key, [...here, ...again], [...shared, ...again]),
    attempt,
    ...(settled?.reading === undefined ? {} : { settled: settled.reading }),
    ...(survey === undefined ? {} : { survey }),
    ...(gallery === undefined ? {} : { gallery }),
    ...helpersOf(step),
  };
}

/** What a step's method may ask while it paints. */
export function helpersOf({
  likeness,
  openGenerator,
}: Pick<ReadyStep, 'likeness' | 'openGenerator'>): Pick<
  MethodContext,
  'likeness' | 'openGenerator'
> {
  return {
    ...(likeness === undefined ? {} : { likeness }),
    ...(openGenerator === undefined ? {} : { openGenerator }),
  };
}

/** The streams of one region, keyed from where it is; its identity's from what shares it. */
export function streamsOf(
  key: Uint8Array,
  here: readonly string[],
  shared: readonly string[] = here,
): Pick<MethodContext, 'random' | 'secret' | 'identity'> {
  const stream = (kind: string, purpose: readonly string[]) =>
    createRandom(deriveKey(key, kind, ...purpose));
  return {
    random: stream('random', here),
    secret: stream('secret', here),
    identity: stream('identity', shared),
  };
}
