import { expect, it } from 'vitest';
import { leastPassing, mostUseful, usualMethods } from '../../src/evaluate/tune.js';
import { createRegistry } from '../../src/registry.js';
import { comparing } from '../support/report-samples.js';

it('searches among methods that there are, for faces, and ends with one that leaves nothing', () => {
  const { methods } = createRegistry();
  for (const id of usualMethods) {
    const labels = methods.get(id)?.labels ?? ['face'];
    expect(methods.has(id) && labels.includes('face'), id).toBe(true);
  }
  expect(methods.get(usualMethods.at(-1) ?? '')?.irreversible).toBe(true);
});

it('takes what leaves most to use of what passes, however little the others leave', () => {
  const [fill, , , pixelate] = comparing().entries;
  expect(mostUseful([fill, pixelate])).toBe(pixelate);
  expect(mostUseful([pixelate, fill])).toBe(pixelate);
  expect(mostUseful([])).toBeUndefined();
});

it('counts what is held as of no use', () => {
  const [, , , kept] = comparing().entries;
  const { protocol } = kept.evaluation;
  const held = { ...protocol, pictures: 1, missing: protocol.pictures + protocol.missing - 1 };
  const half = { ...kept, evaluation: { ...kept.evaluation, protocol: held } };
  expect(mostUseful([half, kept])).toBe(kept);
});

it.each([
  ['all pass', 'ppppp', 0, [4, 1, 0]],
  ['only the strongest passes', 'ffffp', 4, [4, 1, 2, 3]],
  ['the strongest fails', 'fffff', undefined, [4]],
  ['the strongest cannot be used', 'ffp--', 2, [4, 1, 2]],
  ['nothing can be used', '-----', undefined, [4, 1, 0]],
])('finds the least strength that passes where %s', async (_what, outcomes, least, order) => {
  const [{ evaluation }] = comparing().entries;
  const asked: number[] = [];
  const found = await leastPassing([0, 1, 2, 3, 4], (rung) => {
    asked.push(rung);
    const verdict = outcomes[rung] === 'p' ? ('pass' as const) : ('fail' as const);
    const tried = { rung, evaluation: { ...evaluation, verdict } };
    return Promise.resolve(outcomes[rung] === '-' ? undefined : tried);
  });
  expect(found?.rung).toBe(least);
  expect(asked).toEqual(order);
});
