import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { expressionAxes } from '../../src/face-model/axes.js';
import { drawRepose, inRepose } from '../../src/face-model/repose.js';
import { seeded } from './heads.js';

const none = expressionAxes.map(() => 0);
const axisOf = (id: string) => expressionAxes.findIndex((axis) => axis.id === id);
const doing = (actions: Readonly<Record<string, number>>) =>
  expressionAxes.map(({ id }) => actions[id] ?? 0);

describe('a face at rest', () => {
  test('is spread half as much again as people are, alike on both sides', () => {
    const drawn = Array.from({ length: 2000 }, (_, seed) => drawRepose(seeded(seed + 1)));
    const lower = drawn.map((repose) => repose[axisOf('brow-lower')]);
    const mean = lower.reduce((sum, value) => sum + value) / lower.length;
    const variance = lower.reduce((sum, value) => sum + (value - mean) ** 2, 0) / lower.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(Math.sqrt(variance)).toBeCloseTo(1.5 * 0.26, 1);
    for (const repose of drawn.slice(0, 20)) {
      const [right, left] = ['right', 'left'].map((side) => axisOf(`brow-raise-outer-${side}`));
      expect(repose[right]).toBe(repose[left]);
    }
  });

  test('comes from secret randomness alone', () => {
    const key = new Uint8Array(32).fill(7);
    expect(drawRepose(createRandom(key))).toEqual(drawRepose(createRandom(key)));
    expect(drawRepose(seeded(1))).not.toEqual(drawRepose(seeded(2)));
  });
});

describe('an expression in another repose', () => {
  const repose = drawRepose(seeded(3));

  test('keeps smiles, open mouths and lids to the last bit', () => {
    const deeds = {
      ...{ 'smile-left': 1, 'smile-right': 0.8, 'jaw-open': 0.7, 'lips-part': 0.5 },
      ...{ 'eye-shut-left': 1, pucker: 0.6 },
    };
    const given = inRepose(doing(deeds), repose);
    for (const [id, strength] of Object.entries(deeds)) expect(given[axisOf(id)]).toBe(strength);
  });

  test('shows a strong action as strong, to a deviation of what people differ by', () => {
    const given = inRepose(doing({ 'brow-raise-inner': 3 }), repose);
    expect(Math.abs(given[axisOf('brow-raise-inner')] - 3)).toBeLessThan(0.2 + 0.05);
  });

  test('moves faces that differ by what people differ by nearer to each other', () => {
    const [high, low] = [0.2, -0.2].map(
      (value) => inRepose(doing({ 'brow-raise-inner': value }), none)[axisOf('brow-raise-inner')],
    );
    expect(high - low).toBeGreaterThan(0);
    expect(high - low).toBeLessThan(0.25);
  });

  test('gives two people who do the same the same, whatever their own repose would be', () => {
    const given = inRepose(none, repose).map((value, axis) => value - inRepose(none, none)[axis]);
    const axis = axisOf('brow-lower');
    expect(Math.abs(given[axis])).toBeGreaterThan(0.3 * Math.abs(repose[axis]));
    expect(Math.sign(given[axis])).toBe(Math.sign(repose[axis]));
  });
});
