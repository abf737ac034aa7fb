import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Detector } from '../../src/perception/detector.js';
import { canonicalPolicy, policyHash } from '../../src/policy/hash.js';
import { withMethod } from '../../src/policy/override.js';
import { parsePolicy } from '../../src/policy/read.js';
import { policyJsonSchema, policySchema } from '../../src/policy/schema.js';
import { thresholdsOf } from '../../src/policy/thresholds.js';
import { policyWith } from './drawn.js';
import { registry } from './methods.js';

const parse = (text: string) => parsePolicy(text, 'test.yaml', registry);

describe('the hash of a policy', () => {
  const text = `
    version: 1
    name: one
    rules:
      - { label: [face, head], when: { score: { from: 0.1, below: 0.9 } }, method: fill }
      - { label: plate, method: blur }
    otherwise: { method: fill }
  `;
  const policy = parse(text);

  test('is the same for the same meaning in other words', () => {
    const same = parse(`
      # comments, order of keys, order of sets, defaults written out, another style
      "otherwise": {"method": "fill", "parameters": {"colour": "#808080"}}
      names: keep
      rules:
        - { method: fill, when: { score: { below: 0.9, from: 1e-1 } }, label: [head, face, face] }
        - { label: [plate], method: blur, parameters: {} }
      name: one
      version: 1
    `);
    expect(canonicalPolicy(same)).toBe(canonicalPolicy(policy));
    expect(policyHash(same)).toBe(policyHash(policy));
    expect(policyHash(policy)).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ['another bound', 'from: 0.1', 'from: 0.2'],
    ['another label', '[face, head]', '[face]'],
    ['another parameter', 'method: blur', 'method: blur, parameters: { sigma: 0.3 }'],
    ['a shape', 'method: blur', 'method: blur, shape: { form: box }'],
    ['another default', 'name: one', 'name: one\n    names: replace'],
  ])('differs for %s', (_what, before, after) => {
    expect(text).toContain(before);
    expect(policyHash(parse(text.replace(before, after)))).not.toBe(policyHash(policy));
  });

  test('differs for another order of rules', () => {
    const rules = policy.rules.toReversed();
    expect(policyHash({ ...policy, rules })).not.toBe(policyHash(policy));
  });

  test('a policy read from its own JSON is the same policy', () => {
    expect(parse(canonicalPolicy(policy))).toEqual(policy);
  });
});

describe('one method for all', () => {
  const policy = policyWith([
    "{ label: face, method: fill, parameters: { colour: '#ffffff' }, shape: { halo: 1 } }",
    '{ label: [person, plate], when: { score: { from: 0.5 } }, method: blur }',
  ]);

  test('replaces methods and parameters; labels, conditions and shapes stay', () => {
    const { name, rules, otherwise } = withMethod(policy, 'pixelate', registry);
    const chosen = { method: 'pixelate', parameters: { cells: 6 } };
    expect(name).toBe('drawn with pixelate');
    expect(rules).toEqual(policy.rules.map((rule) => ({ ...rule, ...chosen })));
    expect(otherwise).toEqual(chosen);
    expect(policySchema(registry).safeParse(withMethod(policy, 'pixelate', registry)).success).toBe(
      true,
    );
  });

  test('leaves alone what the method is not made for', () => {
    const { rules, otherwise } = withMethod(policy, 'silhouette', registry);
    expect(rules.map(({ label, method }) => [label, method])).toEqual([
      [['face'], 'silhouette'],
      [['person'], 'silhouette'],
      [['plate'], 'blur'],
    ]);
    expect(rules[2].when).toEqual({ score: { from: 0.5 } });
    expect(otherwise).toEqual(policy.otherwise);
  });

  test('does not change the policy it is given', () => {
    const before = structuredClone(policy);
    withMethod(policy, 'blur', registry);
    expect(policy).toEqual(before);
  });

  test('a method that would change nothing is refused', () => {
    const plates = policyWith(['{ label: plate, method: fill }']);
    expect(() => withMethod(plates, 'silhouette', registry)).toThrow(
      'The method silhouette is for face, head, person, which the policy drawn does not look for.',
    );
  });

  test('an unknown method is refused, naming those there are', () => {
    expect(() => withMethod(policy, 'fil', registry)).toThrow(
      'There is no method named fil. Known: fill, pixelate, blur, silhouette, keep.',
    );
  });
});

describe('the schema for editors', () => {
  const schema = policyJsonSchema(registry);
  const inEditor = z.fromJSONSchema(schema);
  const draft = {
    version: 1,
    name: 'drawn',
    rules: [{ label: 'face', method: 'pixelate', parameters: { cells: 4 } }],
    otherwise: { method: 'fill' },
  };
  const accepts = (value: unknown) => inEditor.safeParse(value).success;
  const withRule = (rule: object) => ({ ...draft, rules: [{ ...draft.rules[0], ...rule }] });

  test('is JSON, of a draft that editors know', () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
  });

  test('lets through what the reader lets through: defaults may be left out', () => {
    expect(accepts(draft)).toBe(true);
    expect(accepts(withRule({ label: ['face', 'head'], when: { in: 'train/**' } }))).toBe(true);
  });

  test.each([
    ['an unknown key', { ...draft, nmae: 'x' }],
    ['an unknown method', withRule({ method: 'fil' })],
    ['a parameter of another method', withRule({ parameters: { sigma: 1 } })],
    ['a parameter out of range', withRule({ parameters: { cells: 0 } })],
    ['a label that the method is not made for', withRule({ method: 'silhouette', label: 'plate' })],
    ['an unknown condition', withRule({ when: { size: 4 } })],
    ['no otherwise', { ...draft, otherwise: undefined }],
  ])('marks %s', (_what, value) => {
    expect(accepts(JSON.parse(JSON.stringify(value)))).toBe(false);
  });
});

describe('thresholds', () => {
  const detector = (id: string, low: number, sure: number): Detector => ({
    id,
    summary: 'drawn',
    labels: ['face'],
    networks: [],
    thresholds: { face: { low, sure } },
    detect: () => Promise.resolve([]),
  });
  const detectors = new Map(
    [detector('a', 0.3, 0.5), detector('b', 0.2, 0.4)].map((d) => [d.id, d]),
  );

  test('are the policy’s where it gives them', () => {
    const policy = policyWith([], 'detection: { thresholds: { face: { low: 0.6, sure: 0.7 } } }');
    expect(thresholdsOf(policy, { detectors }).face).toEqual({ low: 0.6, sure: 0.7 });
  });

  test('are else those that let most through, to treatment and to review', () => {
    expect(thresholdsOf(policyWith([]), { detectors }).face).toEqual({ low: 0.2, sure: 0.5 });
  });

  test('hold nothing back for a label that nobody serves', () => {
    expect(thresholdsOf(policyWith([]), { detectors }).code).toEqual({ low: 0, sure: 1 });
  });
});
