import { describe, expect, it } from 'vitest';
import { percent } from '../../src/core/percent.js';

describe('percentages', () => {
  it('have one digit, or two that count', () => {
    expect([0, 0.126, 0.02, 0.00726, 0.000123, 1].map(percent)).toEqual([
      '0 %',
      '12.6 %',
      '2 %',
      '0.73 %',
      '0.012 %',
      '100 %',
    ]);
  });
});
