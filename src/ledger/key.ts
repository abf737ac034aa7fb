import { createHash } from 'node:crypto';
import { deriveKey } from '../core/random.js';
import { hmacSha256 } from '../io/hash.js';

/**
 * The 32-byte secret of a run. Everything random and every keyed hash comes from it, so who holds
 * it can repeat the run and link hashes to sources; who does not can do neither.
 */
export type RunKey = Uint8Array;

/** The key that belongs to a seed a person chose. As secret as the seed. */
export function keyFromSeed(seed: string): RunKey {
  return createHash('sha256').update(`guise seed:${seed}`).digest();
}

/** What is published of a key: it binds the run to the key without giving it away. */
export function commitmentOf(key: RunKey): string {
  return createHash('sha256').update('guise commitment:').update(key).digest('hex');
}

/** Keyed hash of an item's id; stands for the item wherever its name must not. */
export function itemKey(key: RunKey, id: string): string {
  return hmacSha256(deriveKey(key, 'item'), id).slice(0, 32);
}

/** Keyed hash of source bytes: shows that two sources are equal only to who holds the key. */
export function sourceHmac(key: RunKey, bytes: Uint8Array): string {
  return hmacSha256(deriveKey(key, 'source'), bytes);
}

/**
 * A replacement for a file or folder name, 16 hex digits. Chance of any clash among a million
 * names: 3 × 10⁻⁸; a clash is found and reported as `output-collision`, never written over.
 */
export function pseudonymOf(key: RunKey, name: string): string {
  return hmacSha256(deriveKey(key, 'name'), name).slice(0, 16);
}
