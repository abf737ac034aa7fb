import { percent } from '../core/percent.js';
import { labels, type Label } from '../core/region.js';
import { isFileReference, isNetworkReference } from '../methods/file-parameter.js';
import type { Shape } from '../methods/shape.js';
import { describeConditions } from './conditions.js';
import { labelsExpected, methodOf, readsText, shapeFor } from './plan.js';
import type { Methods, Policy, Treatment } from './schema.js';
import { policyWarnings } from './warnings.js';

const labelsInWords: Readonly<Record<Label, string>> = {
  face: 'faces',
  head: 'heads (of people whose face was not found)',
  person: 'people (whole bodies)',
  plate: 'number plates',
  text: 'text',
  code: 'QR codes and barcodes',
};

/**
 * What a policy means, as plain text for people: for every label what happens and what that
 * does and does not protect against, then what else leaves or stays, then the warnings.
 * @throws GuiseError `plugin-unknown` when the policy was made with another registry
 */
export function explainPolicy(policy: Policy, registry: Methods): string {
  const expected = labelsExpected(policy);
  const sections = [
    explainIntent(policy),
    explainDetection(policy, expected),
    ...labels.map((label) => explainLabel(label, policy, registry, expected)),
    explainMethods(policy, registry),
    explainRest(policy, expected),
    explainWarnings(policyWarnings(policy, registry)),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function explainIntent({ name, purpose, useCase, threatModel }: Policy): string[] {
  return [
    `Policy ${name}`,
    ...(purpose === undefined ? [] : [`  Purpose: ${purpose}`]),
    ...(useCase === undefined ? [] : [`  Use: ${useCase}`]),
    ...(threatModel === undefined
      ? ['  Threat model: none given']
      : [`  Threat model (a goal; a run does not test it): ${threatModel.adversaries.join(', ')}`]),
    ...(threatModel?.holds === undefined ? [] : [`    who hold: ${threatModel.holds}`]),
    ...(threatModel?.reidentificationRate === undefined
      ? []
      : [
          `    accepted: at most ${percent(threatModel.reidentificationRate)} of the people ` +
            'recognised, at the upper end of the confidence interval',
        ]),
  ];
}

function explainDetection({ detection }: Policy, expected: ReadonlySet<Label>): string[] {
  const { from, effort, classes, thresholds } = detection;
  const sought = [...expected].map((label) => labelsInWords[label]).join(', ') || 'nothing';
  const mapped = Object.entries(classes).map(([name, label]) => `${name} -> ${label}`);
  return [
    `Looked for: ${sought}`,
    ...(from === 'labels' ? [] : [`  by networks, effort ${effort}`]),
    ...(mapped.length === 0 ? [] : [`  by the dataset’s own boxes: ${mapped.join(', ')}`]),
    ...labels.flatMap((label) => {
      const own = thresholds[label];
      return own ? [`  ${label}: treated from a score of ${own.low}, sure from ${own.sure}`] : [];
    }),
    '  No detector finds everything. What is missed stays visible.',
  ];
}

function explainLabel(
  label: Label,
  policy: Policy,
  registry: Methods,
  expected: ReadonlySet<Label>,
): string[] {
  const title = `${label}: ${labelsInWords[label]}`;
  if (!expected.has(label)) return [title, '  not looked for; stays as it is'];
  const treatments: string[] = [];
  for (const [i, rule] of policy.rules.entries()) {
    if (!rule.label.includes(label)) continue;
    const conditions = describeConditions(rule.when);
    const when = conditions.length === 0 ? '' : ` when ${conditions.join(' and ')}`;
    treatments.push(...explainTreatment(`rule ${i + 1}${when}`, label, rule, registry));
    if (conditions.length === 0) return [title, ...treatments];
  }
  return [
    title,
    ...treatments,
    ...explainTreatment('otherwise', label, policy.otherwise, registry),
  ];
}

function explainTreatment(
  where: string,
  label: Label,
  treatment: Treatment,
  registry: Methods,
): string[] {
  const method = methodOf(treatment.method, registry);
  const parameters = Object.entries(treatment.parameters)
    .map(([name, value]) => `${name} ${parameterInWords(value)}`)
    .join(', ');
  return [
    `  ${where}: ${method.id}${parameters === '' ? '' : ` (${parameters})`}`,
    ...(method.id === 'keep' ? [] : [`    over ${explainShape(shapeFor(label, treatment.shape))}`]),
    ...(treatment.because === undefined ? [] : [`    because: ${treatment.because}`]),
  ];
}

function parameterInWords(value: unknown): string {
  if (isFileReference(value)) return value.file;
  if (isNetworkReference(value)) return value.network;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Every method in use, once: what it promises and what it does not. */
function explainMethods(policy: Policy, registry: Methods): string[] {
  const used = new Set([...policy.rules, policy.otherwise].map(({ method }) => method));
  return [...used].flatMap((id) => {
    const { irreversible, guarantee, exposes } = methodOf(id, registry);
    return [
      `${id}: ${irreversible ? 'irreversible' : 'REVERSIBLE'}`,
      `  ${guarantee}`,
      ...(exposes.length === 0 ? [] : ['  Does not protect against:']),
      ...exposes.map((what) => `  - ${what}`),
    ];
  });
}

function explainShape({ form, halo, feather }: Shape): string {
  const reach =
    typeof halo === 'number'
      ? `${percent(halo)} on every side`
      : Object.entries(halo)
          .map(([side, share]) => `${side} ${percent(share)}`)
          .join(', ');
  const soft = feather > 0 ? `, with a soft border of ${percent(feather)}` : '';
  return `the ${form} and beyond it: ${reach}${soft}`;
}

function explainRest(policy: Policy, expected: ReadonlySet<Label>): string[] {
  const { metadata, names, review, verify, limits, output } = policy;
  const kept = metadata.keep.length === 0 ? 'nothing else' : metadata.keep.join(', ');
  return [
    'Besides',
    `  Metadata: the colour profile stays and ${kept}; all the rest goes`,
    ...(metadata.labelFields.length === 0
      ? []
      : [`  Label fields that stay besides the harmless: ${metadata.labelFields.join(', ')}`]),
    `  File names: ${names === 'keep' ? 'stay as they are' : 'become keyed pseudonyms'}`,
    review.doubtful === 'treat'
      ? '  Doubtful regions: covered, and queued for review'
      : '  Doubtful regions: the picture is held until a person has looked',
    verify.redetect
      ? `  Check of the result: faces are looked for again; a find gets ${verify.escalate}, ` +
        'and what is still found holds the picture'
      : '  Check of the result: faces are not looked for again',
    ...(readsText(policy) ? ['  Text is read, to tell its kind; what it says is not stored'] : []),
    ...(output.quality === undefined ? [] : [`  Quality of lossy formats: ${output.quality}`]),
    ...explainPicture(policy.picture),
    expected.has('person')
      ? '  Around what is covered everything stays; places identify to those who know them'
      : '  Around what is covered everything stays; bodies, clothes, company and places identify ' +
        'to those who know them',
    `  Largest picture: ${limits.pixels} pixels, ${limits.sizeBytes} bytes`,
  ];
}

function explainPicture(picture: Policy['picture']): string[] {
  const { background, colours, mirror, turn, crop } = picture;
  const moves = [
    ...(mirror > 0 ? [`mirrored with a chance of ${percent(mirror)}`] : []),
    ...(turn > 0 ? [`turned by up to ${turn}°`] : []),
    ...(crop > 0 ? [`cut by up to ${percent(crop)}`] : []),
  ];
  const behind = { keep: [], blur: ['blurred'], fill: ['filled'] }[background];
  return [
    ...behind.map((how) => `  What is not taken for a person or covered: ${how}`),
    ...(colours > 0
      ? [`  Colours of whole pictures: moved at random, up to ${percent(colours)}`]
      : []),
    ...(moves.length > 0 ? [`  Whole pictures: ${moves.join(', ')}; labels go along`] : []),
  ];
}

function explainWarnings(warnings: readonly string[]): string[] {
  return warnings.length === 0
    ? ['Warnings: none']
    : ['Warnings', ...warnings.map((warning) => `  - ${warning}`)];
}
