import { expect, it } from 'vitest';
import { settleNoticed } from '../../src/methods/synthetic/noticed.js';

it('what is held of somebody is the step in the middle of those that were told', () => {
  const settled = settleNoticed([
    { ageBand: 'child', presentation: 'any', skinTone: 'dark' },
    { ageBand: 'senior', presentation: 'masculine', skinTone: 'light' },
    { ageBand: 'young', presentation: 'any', skinTone: 'light' },
  ]);
  expect(settled).toEqual({ ageBand: 'young', presentation: 'any', skinTone: 'light' });
});

it('neither feminine nor masculine lies between the two', () => {
  const told = (['feminine', 'any', 'masculine'] as const).map((presentation) => ({
    presentation,
  }));
  expect(settleNoticed(told)).toEqual({ presentation: 'any' });
});

it('what was told less than every other time is not held', () => {
  expect(settleNoticed([{ headHair: 'light' }, {}])).toEqual({ headHair: 'light' });
  expect(settleNoticed([{ headHair: 'light' }, {}, {}])).toEqual({});
});
