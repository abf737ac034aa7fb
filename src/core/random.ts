import { createCipheriv, createHmac, type Cipher } from 'node:crypto';

/**
 * A stream of random values that is fully decided by its key: AES-256 in counter mode over
 * zeros. Whoever does not know the key cannot tell it from noise, so one generator serves both
 * repeatable runs and guarantees that need secret randomness.
 */
export interface Random {
  /** `count` fresh bytes. */
  bytes(count: number): Uint8Array;
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** Uniform whole number in [0, limit), without modulo bias; `limit` up to 2^32. */
  below(limit: number): number;
  /** Standard normal (Box-Muller). */
  normal(): number;
}

/** Derives an independent 32-byte key for a purpose: HMAC-SHA256 over length-framed labels. */
export function deriveKey(key: Uint8Array, ...purpose: readonly string[]): Uint8Array {
  const hmac = createHmac('sha256', key);
  for (const part of purpose) hmac.update(`${Buffer.byteLength(part)}:${part};`);
  return hmac.digest();
}

const blockBytes = 4096;
const zeros = Buffer.alloc(blockBytes);

/** Makes the stream that belongs to a 32-byte key. */
export function createRandom(key: Uint8Array): Random {
  const cipher: Cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  let block = Buffer.alloc(0);
  let used = 0;

  /** Makes sure of `count` bytes in the block; returns where they begin. */
  const take = (count: number): number => {
    if (used + count > block.length) {
      block = cipher.update(zeros);
      used = 0;
    }
    used += count;
    return used - count;
  };
  const uint32 = () => {
    const at = take(4);
    return block.readUInt32LE(at);
  };
  const uniform = () => ((uint32() >>> 5) * 0x4000000 + (uint32() >>> 6)) / 0x20000000000000;

  return {
    bytes(count) {
      const out = new Uint8Array(count);
      for (let at = 0; at < count; at += blockBytes) {
        const from = take(Math.min(blockBytes, count - at));
        out.set(block.subarray(from, used), at);
      }
      return out;
    },
    uniform,
    below(limit) {
      const fair = Math.floor(0x100000000 / limit) * limit;
      let value = uint32();
      while (value >= fair) value = uint32();
      return value % limit;
    },
    normal() {
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      return radius * Math.cos(2 * Math.PI * uniform());
    },
  };
}
