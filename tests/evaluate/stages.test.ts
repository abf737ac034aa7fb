import { describe, expect, it } from 'vitest';
import { asAsked, candidateOf, ladderOf, nameOf } from '../../src/evaluate/ladder.js';
import { stagedCandidates } from '../../src/evaluate/stages.js';
import { readPolicy } from '../../src/policy/read.js';
import { policySchema } from '../../src/policy/schema.js';
import { createRegistry } from '../../src/registry.js';

const registry = createRegistry();
const policy = await readPolicy('public-release', registry);

describe('a ladder', () => {
  it('is valid for every method, and named apart', () => {
    for (const method of registry.methods.keys()) {
      const ladder = ladderOf(method, registry);
      expect(ladder.length).toBeGreaterThan(0);
      expect(new Set(ladder.map(nameOf)).size).toBe(ladder.length);
      for (const choice of ladder) {
        if (registry.methods.get(method)?.labels) continue;
        const { policy: changed } = candidateOf(choice, policy, registry);
        expect(policySchema(registry).safeParse(changed).success, nameOf(choice)).toBe(true);
      }
    }
  });

  it('makes policies that wait for nobody', () => {
    expect(policy.review.doubtful).toBe('hold');
    const { policy: changed } = candidateOf({ method: 'fill', parameters: {} }, policy, registry);
    expect(changed.review.doubtful).toBe('treat');
  });

  it('gives back a policy that waits again for whoever asked for it', () => {
    const tried = candidateOf({ method: 'pixelate', parameters: { cells: 3 } }, policy, registry);
    const { name, policy: changed } = asAsked(tried, policy);
    expect(name).toBe(tried.name);
    expect(changed).toEqual({ ...tried.policy, review: policy.review });
    expect(policySchema(registry).safeParse(changed).success).toBe(true);
  });
});

describe('stages', () => {
  it('relax small and large regions by one step each', () => {
    const [small, large] = stagedCandidates(
      { method: 'pixelate', parameters: { cells: 6 } },
      policy,
      registry,
    );
    const face = (candidate: typeof small) =>
      candidate.policy.rules.filter(({ label }) => label.includes('face'));
    expect(face(small).map(({ when, parameters }) => [when.sidePixels, parameters])).toEqual([
      [{ below: 48 }, { cells: 8 }],
      [undefined, { cells: 6 }],
    ]);
    expect(face(large)[0].when.sidePixels).toEqual({ from: 128 });
    expect(policySchema(registry).safeParse(small.policy).success).toBe(true);
  });

  it('do not exist below the least destructive step', () => {
    expect(stagedCandidates({ method: 'fill', parameters: {} }, policy, registry)).toEqual([]);
  });
});
