import { labelsWanted, methodOf } from './plan.js';
import type { Adversary, Methods, Policy, Rule, Treatment } from './schema.js';

/** Attackers that gain from whatever a reversible method lets through of what it hides. */
const readers: readonly Adversary[] = ['naive', 'reverse', 'parrot', 'retrained', 'reconstruct'];

/** Uses in which the data leaves the hands of those who know who is in it. */
const leaving = ['research', 'public-release'];

/**
 * What somebody should know before relying on a policy, a sentence each, gravest first. Empty
 * does not mean that nobody can be recognised: detectors miss, and bodies and places stay.
 */
export function policyWarnings(policy: Policy, registry: Methods): string[] {
  return [
    ...policy.rules.flatMap((rule, i) => treatmentWarnings(`Rule ${i + 1}`, rule, registry)),
    ...treatmentWarnings('Otherwise', policy.otherwise, registry),
    ...threatWarnings(policy, registry),
    ...detectionWarnings(policy),
    ...leftoverWarnings(policy),
  ];
}

function treatmentWarnings(
  where: string,
  treatment: Rule | Treatment,
  registry: Methods,
): string[] {
  const { id, irreversible, exposes } = methodOf(treatment.method, registry);
  if (id === 'keep') return [`${where} leaves what it fits as it is, for everybody to see.`];
  if (irreversible) return [];
  return [
    `${where} uses ${id}, which can be undone or matched at least in part ` +
      `(${exposes.join('; ')}). What it hides counts as personal data still.`,
  ];
}

function threatWarnings(policy: Policy, registry: Methods): string[] {
  const { threatModel } = policy;
  const weak = [...policy.rules, policy.otherwise].some(
    ({ method }) => !methodOf(method, registry).irreversible,
  );
  const feared = threatModel?.adversaries ?? [];
  const met = feared.filter((one) => readers.includes(one));
  return [
    ...(weak && met.length > 0
      ? [`The threat model names ${met.join(', ')}, which reversible methods do not withstand.`]
      : []),
    ...(feared.includes('context') && !labelsWanted(policy).has('person')
      ? ['The threat model names context: covering regions leaves clothes, companions and places.']
      : []),
    ...(threatModel === undefined && leaving.includes(policy.useCase ?? 'other')
      ? ['The data leaves your hands, but no threat model says what it must withstand.']
      : []),
  ];
}

function detectionWarnings(policy: Policy): string[] {
  const wanted = labelsWanted(policy);
  const { from, effort } = policy.detection;
  return [
    ...(wanted.size === 0 ? ['No rule names a label, so nothing is looked for.'] : []),
    ...(wanted.size > 0 && !wanted.has('face') ? ['No rule names faces: they stay visible.'] : []),
    ...(wanted.has('face') && !wanted.has('head') && !wanted.has('person')
      ? ['No rule names head: people whose face is not found stay as they are.']
      : []),
    ...(from === 'labels'
      ? ['Only the dataset’s own boxes are treated: what they lack stays visible.']
      : []),
    ...(effort === 'fast' ? ['The effort `fast` misses more small and turned faces.'] : []),
  ];
}

function leftoverWarnings(policy: Policy): string[] {
  const { metadata, names, review, useCase } = policy;
  return [
    ...(metadata.keep.length > 0
      ? [`Metadata stays: ${metadata.keep.join(', ')}. Times, cameras and texts can identify.`]
      : []),
    ...(names === 'keep' && leaving.includes(useCase ?? 'other')
      ? ['File names stay as they are; they may hold names, places or dates.']
      : []),
    ...(review.doubtful === 'treat' && useCase === 'public-release'
      ? ['Doubtful pictures are not held: what a person would have seen may leave.']
      : []),
  ];
}
