import { deriveKey } from '../core/random.js';
import type { Region } from '../core/region.js';
import type { Json } from '../methods/method.js';
import type { Policy } from '../policy/schema.js';
import type { RunKey } from '../ledger/key.js';

/** What was settled of a person's guise before the first face of theirs was painted. JSON-safe. */
export interface SettledGuise {
  /** What the method's `reading.settle` made of the person; absent where nothing was read. */
  readonly reading?: Json;
  /** How many new faces were refused before the one that the person keeps. */
  readonly attempt?: number;
}

/** What was settled for one method and choice of parameters, by {@link guiseName}. */
export type SettledGuises = Readonly<Record<string, SettledGuise>>;

/**
 * With what a region shares its new identity, by the policy's linkage; nothing for itself.
 * @param person who it is, where that is known
 */
export function sharedBy(
  { trackId }: Pick<Region, 'trackId'>,
  person: string | undefined,
  item: string,
  { identity: { linkage } }: Pick<Policy, 'identity'>,
): string[] | undefined {
  if (linkage === 'person' && person !== undefined) return ['person', person];
  if (linkage !== 'picture' && trackId !== undefined) return ['track', item, trackId];
  return undefined;
}

/** Stands for a guise where nobody's name must: a keyed hash of what shares it. */
export function guiseName(key: RunKey, shared: readonly string[]): string {
  return Buffer.from(deriveKey(key, 'guise', ...shared)).toString('hex', 0, 12);
}
