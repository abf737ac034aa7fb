import { describe, expect, it } from 'vitest';
import { createImage } from '../../src/core/image.js';
import { fill } from '../../src/methods/fill.js';
import type { Method } from '../../src/methods/method.js';
import type { Others } from '../../src/perception/likeness.js';
import { guardSurrogates } from '../../src/run/guard.js';
import type { Kit } from '../../src/run/kit.js';
import type { ReadyStep } from '../../src/run/needs.js';
import { makeRegion } from '../support/region.js';

const newFace: Method = { ...(fill as Method), id: 'new-face', surrogate: 'stranger' };
const meanFace: Method = { ...newFace, id: 'mean-face', surrogate: 'relative' };
const methods = new Map([newFace, meanFace, fill as Method].map((method) => [method.id, method]));

function kitWith(attempts: number, others?: Others): Kit {
  const policy = { verify: { guard: { attempts } } };
  return { policy, registry: { methods }, others } as unknown as Kit;
}

/** A step whose person some recogniser sees until `goodFrom` attempts have been refused. */
function stepOf(
  id: string,
  method: string,
  goodFrom: number,
  state: Map<string, number>,
  settled?: number,
) {
  const compareResult = () => {
    const cosine = (state.get(id) ?? 0) >= goodFrom ? 0.1 : 0.9;
    const readings = [{ recogniser: 'one', cosine, match: 0.5 }];
    return Promise.resolve({ readings, description: [Float32Array.of(cosine)] });
  };
  const region = makeRegion({ x0: 0, y0: 0, x1: 4, y1: 4 }, 'face', id);
  const kept = settled === undefined ? {} : { settled: { attempt: settled } };
  const attempt = settled ?? 0;
  return { region, method, attempt, ...kept, likeness: { compareResult } } as unknown as ReadyStep;
}

async function guarded(
  attempts: number,
  goodFrom: Record<string, number>,
  {
    method = 'new-face',
    others,
    settled,
  }: { method?: string; others?: Others; settled?: number } = {},
) {
  const state = new Map<string, number>();
  let painted = 0;
  const carryOut = (steps: readonly ReadyStep[]) => {
    painted += 1;
    for (const { region, attempt } of steps) state.set(region.id, attempt);
    return Promise.resolve(createImage(4, 4));
  };
  const steps = Object.entries(goodFrom).map(([id, from]) =>
    stepOf(id, method, from, state, settled),
  );
  const result = await guardSurrogates(steps, carryOut, kitWith(attempts, others));
  return { ...result, painted, attempts: result.steps.map(({ attempt }) => attempt) };
}

describe('the guard over new faces', () => {
  it('has a face painted again until no recogniser sees the person, and only that one', async () => {
    const { attempts, alike, painted, readings } = await guarded(4, { a: 0, b: 2 });
    expect(attempts).toEqual([0, 2]);
    expect(alike).toEqual([]);
    expect(painted).toBe(3);
    expect(readings.get('b')).toEqual([{ recogniser: 'one', cosine: 0.1, match: 0.5 }]);
  });

  it('names what is still like the person after the last attempt', async () => {
    const { attempts, alike, painted } = await guarded(3, { a: 9, b: 0 });
    expect(attempts).toEqual([2, 0]);
    expect(alike).toEqual(['a']);
    expect(painted).toBe(3);
  });

  it('refuses a face that is taken for somebody else', async () => {
    let asked = 0;
    const others = { holds: () => (asked += 1) < 3 };
    const { attempts, alike } = await guarded(4, { a: 0 }, { others });
    expect(attempts).toEqual([2]);
    expect(alike).toEqual([]);
  });

  it('never exchanges the face that was settled for a person', async () => {
    const { attempts, alike, painted } = await guarded(4, { a: 1, b: 2 }, { settled: 1 });
    expect(attempts).toEqual([1, 1]);
    expect(alike).toEqual(['b']);
    expect(painted).toBe(1);
  });

  it('writes down how like a relative is, and lets it pass', async () => {
    const { attempts, alike, painted, readings } = await guarded(
      4,
      { a: 9 },
      { method: 'mean-face' },
    );
    expect(attempts).toEqual([0]);
    expect(alike).toEqual([]);
    expect(painted).toBe(1);
    expect(readings.get('a')).toHaveLength(1);
  });

  it('looks at nothing when it is switched off, and never at what is no new face', async () => {
    expect((await guarded(0, { a: 9 })).readings.size).toBe(0);
    const other = await guarded(4, { a: 9 }, { method: 'fill' });
    expect(other.alike).toEqual([]);
    expect(other.readings.size).toBe(0);
  });
});
