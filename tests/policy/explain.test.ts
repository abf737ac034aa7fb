import { describe, expect, test } from 'vitest';
import { explainPolicy } from '../../src/policy/explain.js';
import { policyWarnings } from '../../src/policy/warnings.js';
import { policyWith } from './drawn.js';
import { registry } from './methods.js';

test('a policy is told label by label, then its methods, then what else stays or goes', () => {
  const policy = policyWith(
    [
      '{ label: face, when: { sidePixels: { below: 32 } }, method: fill, because: few pixels }',
      '{ label: [face, head], method: blur, shape: { form: box, halo: 0.5, feather: 0.1 } }',
    ],
    'purpose: to see what a policy means',
    'threatModel: { adversaries: naive, holds: one portrait, reidentificationRate: 0.025 }',
    'metadata: { keep: [DateTimeOriginal] }',
    'verify: { redetect: true }',
    'detection: { thresholds: { face: { low: 0.2, sure: 0.6 } } }',
  );
  expect(explainPolicy(policy, registry)).toBe(`Policy drawn
  Purpose: to see what a policy means
  Threat model (a goal; a run does not test it): naive
    who hold: one portrait
    accepted: at most 2.5 % of the people recognised, at the upper end of the confidence interval

Looked for: faces, heads (of people whose face was not found)
  by networks, effort balanced
  face: treated from a score of 0.2, sure from 0.6
  No detector finds everything. What is missed stays visible.

face: faces
  rule 1 when longer side below 32 px: fill (colour #808080)
    over the ellipse and beyond it: top 35 %, right 30 %, bottom 20 %, left 30 %
    because: few pixels
  rule 2: blur (sigma 0.2)
    over the box and beyond it: 50 % on every side, with a soft border of 10 %

head: heads (of people whose face was not found)
  rule 2: blur (sigma 0.2)
    over the box and beyond it: 50 % on every side, with a soft border of 10 %

person: people (whole bodies)
  not looked for; stays as it is

plate: number plates
  not looked for; stays as it is

text: text
  not looked for; stays as it is

code: QR codes and barcodes
  not looked for; stays as it is

fill: irreversible
  ${registry.methods.get('fill')?.guarantee}
  Does not protect against:
${registry.methods
  .get('fill')
  ?.exposes.map((what) => `  - ${what}`)
  .join('\n')}
blur: REVERSIBLE
  ${registry.methods.get('blur')?.guarantee}
  Does not protect against:
${registry.methods
  .get('blur')
  ?.exposes.map((what) => `  - ${what}`)
  .join('\n')}

Besides
  Metadata: the colour profile stays and DateTimeOriginal; all the rest goes
  File names: stay as they are
  Doubtful regions: covered, and queued for review
  Check of the result: faces are looked for again; a find gets fill, and what is still found holds the picture
  Around what is covered everything stays; bodies, clothes, company and places identify to those who know them
  Largest picture: 268402689 pixels, 268435456 bytes

Warnings
  - Rule 2 uses blur, which can be undone or matched at least in part (${registry.methods.get('blur')?.exposes.join('; ')}). What it hides counts as personal data still.
  - Metadata stays: DateTimeOriginal. Times, cameras and texts can identify.
`);
});

test('a label that conditional rules may pass over is told with its otherwise', () => {
  const policy = policyWith(['{ label: text, when: { kind: email }, method: keep }']);
  expect(explainPolicy(policy, registry)).toContain(`
text: text
  rule 1 when email: keep
  otherwise: fill (colour #800000)
`);
});

describe('warnings', () => {
  const all = '{ label: [face, head], method: fill }';
  const table: [why: string, rules: string[], more: string[], warning: string | null][] = [
    ['a strong policy has none', [all], [], null],
    ['keep', [all, '{ label: text, method: keep }'], [], 'Rule 2 leaves what it fits as it is'],
    ['a reversible method', [all, '{ label: text, method: pixelate }'], [], 'Rule 2 uses pixelate'],
    [
      'a reversible method and an attacker who adapts to it',
      [all, '{ label: plate, method: blur }'],
      ['threatModel: { adversaries: [naive, parrot] }'],
      'The threat model names parrot, and blur lets through what they need.',
    ],
    ['attackers who gain nothing from fill', [all], ['threatModel: { adversaries: parrot }'], null],
    [
      'attackers who look at the context',
      [all],
      ['threatModel: { adversaries: context }'],
      'The threat model names context',
    ],
    [
      'the same with bodies covered',
      [all, '{ label: person, method: fill }'],
      ['threatModel: { adversaries: context }'],
      null,
    ],
    [
      'data that leaves without a threat model',
      [all],
      ['useCase: research', 'names: replace'],
      'no threat model says what it must withstand',
    ],
    ['data that stays without one', [all], ['useCase: internal'], null],
    ['no rules', [], [], 'nothing is looked for'],
    ['no faces', ['{ label: plate, method: fill }'], [], 'Nobody looks for faces'],
    ['no heads', ['{ label: face, method: fill }'], [], 'Nobody looks for heads'],
    ['bodies instead of both', ['{ label: person, method: fill }'], [], null],
    [
      'a label that no class is mapped to',
      [all],
      ['detection: { from: labels, classes: { Face: face } }'],
      'Rules name head, but no class is mapped to that',
    ],
    [
      'labels as the only source',
      [all],
      ['detection: { from: labels, classes: { Face: face, Head: head } }'],
      'what they lack stays visible',
    ],
    [
      'labels as a further source',
      [all],
      ['detection: { from: both, classes: { Face: face } }'],
      null,
    ],
    ['little effort', [all], ['detection: { effort: fast }'], 'misses more small'],
    ['metadata that stays', [all], ['metadata: { keep: [Model] }'], 'Metadata stays: Model.'],
    [
      'file names that leave',
      [all],
      ['useCase: research', 'threatModel: { adversaries: naive }'],
      'File names stay',
    ],
    [
      'doubts that leave',
      [all],
      ['useCase: public-release', 'names: replace', 'threatModel: { adversaries: naive }'],
      'Doubtful pictures are not held',
    ],
  ];
  test.each(table)('%s', (_why, rules, more, warning) => {
    const warnings = policyWarnings(policyWith(rules, ...more), registry);
    if (warning === null) expect(warnings).toEqual([]);
    else expect(warnings).toContainEqual(expect.stringContaining(warning));
  });
});
