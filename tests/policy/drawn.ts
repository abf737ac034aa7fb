import fc from 'fast-check';
import { labels, textKinds, type Region } from '../../src/core/region.js';
import { parsePolicy } from '../../src/policy/read.js';
import type { Policy } from '../../src/policy/schema.js';
import { registry } from './methods.js';

/** A policy from its rules in YAML flow style, with `fill` in deep red as `otherwise`. */
export function policyWith(rules: readonly string[], ...more: string[]): Policy {
  const text = [
    'version: 1',
    'name: drawn',
    `rules: [${rules.join(', ')}]`,
    "otherwise: { method: fill, parameters: { colour: '#800000' } }",
    ...more,
  ].join('\n');
  return parsePolicy(text, 'drawn.yaml', registry);
}

/** A region of 40 × 60 px at (10, 20), sure, found by nobody in particular. */
export function drawRegion(changes: Partial<Region> = {}): Region {
  return {
    id: 'r1',
    label: 'face',
    box: { x0: 10, y0: 20, x1: 50, y1: 80 },
    score: 0.9,
    origin: { by: 'network', detector: 'face', networks: ['drawn'] },
    ...changes,
  };
}

/** Lists of regions in and around a picture of 200 × 100, each with its own id. */
export const anyRegions: fc.Arbitrary<Region[]> = fc
  .array(
    fc.record({
      label: fc.constantFrom(...labels),
      kind: fc.constantFrom(undefined, ...textKinds),
      x: fc.integer({ min: -50, max: 220 }),
      y: fc.integer({ min: -50, max: 120 }),
      side: fc.integer({ min: 0, max: 90 }),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
      doubtful: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((drawn) =>
    drawn.map(({ label, kind, x, y, side, score, doubtful }, i) =>
      drawRegion({
        id: `r${i + 1}`,
        label,
        box: { x0: x, y0: y, x1: x + side, y1: y + side },
        score,
        ...(label === 'text' && kind !== undefined ? { kind } : {}),
        ...(doubtful ? { doubt: 'drawn so' } : {}),
      }),
    ),
  );
