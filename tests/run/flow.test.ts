import { describe, expect, it } from 'vitest';
import { forEachConcurrent, mapInOrder } from '../../src/run/flow.js';

async function* count(to: number, onTaken: (i: number) => void = () => undefined) {
  for (let i = 0; i < to; i++) {
    onTaken(i);
    yield i;
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('forEachConcurrent', () => {
  it('does all the work, never more than the limit at once', async () => {
    let now = 0;
    let most = 0;
    const seen: number[] = [];
    await forEachConcurrent(count(20), 3, async (i) => {
      most = Math.max(most, ++now);
      await pause(i % 4);
      seen.push(i);
      now -= 1;
    });
    expect(most).toBe(3);
    expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });

  it('reads the source no further than the limit', async () => {
    const taken: number[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const all = forEachConcurrent(
      count(100, (i) => taken.push(i)),
      4,
      () => held,
    );
    await pause(20);
    expect(taken.length).toBeLessThanOrEqual(5);
    release();
    await all;
    expect(taken.length).toBe(100);
  });

  it('waits for what is under way before it throws the first error', async () => {
    const ended: number[] = [];
    const all = forEachConcurrent(count(10), 2, async (i) => {
      if (i === 1) throw new Error('one');
      await pause(10);
      ended.push(i);
    });
    await expect(all).rejects.toThrow('one');
    expect(ended).toContain(0);
    expect(ended.length).toBeLessThan(4);
  });
});

describe('mapInOrder', () => {
  it('yields in the order of the source, whatever ends first', async () => {
    const results: number[] = [];
    for await (const result of mapInOrder(count(12), 4, async (i) => {
      await pause((12 - i) % 5);
      return i * i;
    })) {
      results.push(result);
    }
    expect(results).toEqual(Array.from({ length: 12 }, (_, i) => i * i));
  });
});
