import { describe, expect, it } from 'vitest';

import { gateSchema, type Estimate, type Recognition } from '../../src/core/report.js';
import { peopleNeeded } from '../../src/evaluate/verdict/sample-size.js';
import { judge, overall, powerOf, type Tried } from '../../src/evaluate/verdict.js';
import { rateInterval } from '../../src/numbers/statistics.js';

/** A recognition of which only what verdicts look at is there to be relied on. */
function recognition(hits: number, people: number): Recognition {
  const value = hits / people;
  const rate: Estimate = { value, ...rateInterval(hits, people), n: people, unit: 'people' };
  const corrected = (share: number) => (share - 1 / people) / (1 - 1 / people);
  const normalised = {
    ...rate,
    value: corrected(value),
    low: corrected(rate.low),
    high: corrected(rate.high),
  };
  return {
    ...{ people, probes: people, mated: people, nonMated: people * (people - 1) },
    ...{ failedProbes: 0, failedGallery: 0, tar: [], openSet: [] },
    ranks: [{ k: 1, rate, normalised }],
    eer: rate,
    auc: rate,
    protection: { refused: 'drawn' },
    unlinkability: { dSys: 0, null95: 0, p: 1 },
    worstPerson: { rate: 0, people: 0 },
    curves: { cmc: [], roc: [], histogram: { edges: [], mated: [], nonMated: [] } },
  };
}

interface Drawn {
  readonly attack?: string;
  readonly by?: string;
  readonly hits: number;
  readonly clearHits?: number;
  readonly people?: number;
  readonly p?: number;
}

function attempt({ attack = 'naive', by = 'a', hits, clearHits, people = 1000, p = 1 }: Drawn) {
  const clear = recognition(clearHits ?? people * 0.95, people);
  const power = powerOf(clear, clearHits === 0 ? 1 : 1e-4);
  const result = recognition(hits, people);
  const words = { adversary: 'knows nothing', direction: 'anonymised -> clear' };
  return { attack, by, split: 1, ...words, power, clear, result, p, facts: {} } satisfies Tried;
}

const naive = (reidentificationRate?: number) => ({
  adversaries: ['naive' as const],
  ...(reidentificationRate === undefined ? {} : { reidentificationRate }),
});

describe('a gate with a limit', () => {
  it('passes when the upper end is below it, and not when only the value is', () => {
    const [pass] = judge([attempt({ hits: 2 })], naive(0.01)).gates;
    expect(pass).toMatchObject({ verdict: 'pass', observed: 0.002, limit: 0.01, unit: 'share' });
    expect(pass.bound).toBeCloseTo(0.00726, 4);
    const [open] = judge([attempt({ hits: 7 })], naive(0.01)).gates;
    expect(open).toMatchObject({ verdict: 'inconclusive', observed: 0.007 });
    expect(open.bound).toBeGreaterThan(0.01);
    expect(open.needed).toContain('people');
  });

  it('fails when the lower end is above it', () => {
    const judged = judge([attempt({ hits: 126, p: 2e-4 })], naive(0.01));
    expect(judged.verdict).toBe('fail');
    expect(judged.gates[0].why).toContain('12.6 %');
    expect(judged.sentence).toMatch(/^Failed: naive by a puts the right person first in 12.6 %/);
  });

  it('does not pass for the best of several attempts', () => {
    const tried = [attempt({ by: 'a', hits: 0 }), attempt({ by: 'b', hits: 60, p: 2e-4 })];
    expect(judge(tried, naive(0.01)).verdict).toBe('fail');
    expect(judge(tried.reverse(), naive(0.01)).verdict).toBe('fail');
  });

  it('is inconclusive below chance, and says how many people it takes', () => {
    const [gate] = judge([attempt({ hits: 1, people: 50 })], naive(0.01)).gates;
    expect(gate.verdict).toBe('inconclusive');
    expect(gate.why).toBe(
      'Among 50 people guessing is right in 2 %, so 1 % or less cannot be shown.',
    );
    expect(gate.needed).toBe('about 570 people who are both searched for and in the gallery');
  });

  it('does not fail for what chance alone gives', () => {
    // 10 people, 1,000 tries would be needed to tell; 1 in 10 is chance, far above the limit.
    const lucky = attempt({ hits: 5, people: 10, p: 0.3 });
    expect(judge([lucky], naive(0.01)).verdict).toBe('inconclusive');
  });
});

describe('the power check', () => {
  it('takes an attack for working only when it is better than chance on clear pictures', () => {
    expect(powerOf(recognition(500, 1000), 2e-4)).toMatchObject({ shown: true, chance: 0.001 });
    expect(powerOf(recognition(1, 1000), 0.6).shown).toBe(false);
    expect(powerOf(recognition(500, 1000), 0.02).shown).toBe(false);
  });

  it('leaves a gate inconclusive when no attempt works on clear pictures', () => {
    const judged = judge([attempt({ hits: 0, clearHits: 0 })], naive(0.01));
    expect(judged.verdict).toBe('inconclusive');
    expect(judged.gates[0].why).toContain('does not work on the clear pictures either');
  });

  it('leaves a gate inconclusive that the clear pictures would pass as well', () => {
    const judged = judge([attempt({ hits: 0, clearHits: 20 })], naive(0.1));
    expect(judged.gates[0].why).toContain('would pass as well');
    expect(judge([attempt({ hits: 0, clearHits: 200 })], naive(0.1)).verdict).toBe('pass');
  });
});

describe('a gate without a limit', () => {
  it('fails when somebody is recognised better than by chance, after Holm', () => {
    const lucky = attempt({ by: 'lucky', hits: 8, p: 0.01 });
    expect(judge([lucky]).verdict).toBe('fail');
    // The same p among ten attempts is what one expects of chance.
    const others = Array.from({ length: 9 }, (_, i) => attempt({ by: `other ${i}`, hits: 1 }));
    const judged = judge([lucky, ...others]);
    expect(judged.attempts[0]).toMatchObject({ by: 'lucky', adjusted: 0.1 });
    expect(judged.verdict).toBe('pass');
  });

  it('passes near chance, and is inconclusive where few people prove little', () => {
    expect(judge([attempt({ hits: 1 })]).verdict).toBe('pass');
    const few = judge([attempt({ hits: 0, people: 30 })]);
    expect(few.verdict).toBe('inconclusive');
    // Wilson's upper end for one hit among 89 is 6.09 %, and 1 / 89 + 5 % is 6.12 %.
    expect(few.gates[0].needed).toMatch(/about 89 people/);
  });
});

describe('all together', () => {
  it('lets fail win over inconclusive and inconclusive over pass; nothing is inconclusive', () => {
    const of = (...verdicts: ('pass' | 'fail' | 'inconclusive')[]) =>
      overall(verdicts.map((verdict) => ({ verdict })));
    expect(of('pass', 'inconclusive', 'fail')).toBe('fail');
    expect(of('pass', 'inconclusive')).toBe('inconclusive');
    expect(of('pass', 'pass')).toBe('pass');
    expect(of()).toBe('inconclusive');
    expect(judge([]).sentence).toContain('nothing was attacked');
  });

  it('has a gate for each adversary of the threat model, tried or not', () => {
    const threats = { adversaries: ['naive' as const, 'parrot' as const] };
    const judged = judge([attempt({ hits: 0 })], threats);
    expect(judged.gates.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['recognition:naive', 'pass'],
      ['recognition:parrot', 'inconclusive'],
    ]);
    expect(judged.gates[1].why).toBe('parrot was not tried.');
    for (const gate of judged.gates) expect(gateSchema.parse(gate)).toEqual(gate);
  });

  it('names the worst attempt first, whatever the order they come in', () => {
    const tried = [
      attempt({ by: 'c', hits: 3 }),
      attempt({ attack: 'parrot', by: 'a', hits: 126, p: 2e-4 }),
      attempt({ by: 'b', hits: 3 }),
    ];
    const names = ({ attempts }: ReturnType<typeof judge>) => attempts.map(({ by }) => by);
    expect(names(judge(tried))).toEqual(['a', 'b', 'c']);
    expect(names(judge([...tried].reverse()))).toEqual(['a', 'b', 'c']);
  });

  it('says what passed in one sentence', () => {
    expect(judge([attempt({ hits: 2 })], naive(0.01)).sentence).toBe(
      'Passed: none of 1 attempts puts the right person first in more than 0.73 % of its tries ' +
        '(upper end of the 95 % interval); 1 % are allowed.',
    );
  });
});

describe('the number of people needed', () => {
  it('is the least at which the interval decides', () => {
    // With nothing but chance one lucky guess in all is expected, however many people there are.
    const people = peopleNeeded(0, () => 0.01)!;
    expect(rateInterval(1, people).high).toBeLessThanOrEqual(0.01);
    expect(rateInterval(1, people - 1).high).toBeGreaterThan(0.01);
  });

  it('is that of failing where the rate is above the limit, and none where it is at it', () => {
    expect(peopleNeeded(0.5, () => 0.05)!).toBeLessThan(50);
    expect(peopleNeeded(0.05, () => 0.05)).toBeUndefined();
  });
});

describe('the number of people needed beyond those there are', () => {
  it('is more than those who did not suffice, and counts what guessing reaches among them', () => {
    const needed = peopleNeeded(0.16, (people) => 1 / people + 0.05, 13)!;
    expect(needed).toBeGreaterThan(13);
    expect(rateInterval((0.16 + 0.84 / needed) * needed, needed).low).toBeGreaterThan(
      1 / needed + 0.05,
    );
  });
});
