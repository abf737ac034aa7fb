import { describe, expect, it } from 'vitest';
import { createRandom, deriveKey } from '../../src/core/random.js';

const key = new Uint8Array(32).fill(7);

describe('keys', () => {
  it('differ by purpose, also where the parts only run together', () => {
    const keys = [['a', 'bc'], ['ab', 'c'], ['abc'], ['a', 'b', 'c'], []].map((purpose) =>
      Buffer.from(deriveKey(key, ...purpose)).toString('hex'),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('random streams', () => {
  it('repeat for one key and differ for another', () => {
    const of = (bytes: Uint8Array) => Buffer.from(createRandom(bytes).bytes(10_000));
    expect(of(key).equals(of(key))).toBe(true);
    expect(of(key).equals(of(deriveKey(key, 'other')))).toBe(false);
  });

  it('are uniform in [0, 1)', () => {
    const random = createRandom(key);
    const bins = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) bins[Math.floor(random.uniform() * 10)] += 1;
    const chiSquare = bins.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(27.9); // 99.9 % point for 9 degrees of freedom
  });

  it('draw whole numbers without bias, each below the limit', () => {
    const random = createRandom(key);
    const counts = [0, 0, 0];
    for (let i = 0; i < 30_000; i++) counts[random.below(3)] += 1;
    expect(counts).toHaveLength(3);
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(330);
  });

  it('have mean 0 and variance 1 when normal', () => {
    const random = createRandom(key);
    const values = Array.from({ length: 50_000 }, () => random.normal());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1)).toBeLessThan(0.03);
  });
});
