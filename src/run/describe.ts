import { choose } from '../core/plugin.js';
import type { RunInfo } from '../core/record.js';
import type { Dataset } from '../formats/format.js';
import { commitmentOf, type RunKey } from '../ledger/key.js';
import { isNetworkReference } from '../methods/file-parameter.js';
import { needsOf, type Need } from '../methods/method.js';
import { createNetworks } from '../networks/weights.js';
import { knownRecognisers } from '../perception/likeness.js';
import { policyHash } from '../policy/hash.js';
import { labelsWanted } from '../policy/plan.js';
import type { Policy } from '../policy/schema.js';
import type { Detector } from '../perception/detector.js';
import type { Registry } from '../registry.js';
import { version } from '../version.js';

/** The detectors that a policy has run, in the order of the registry. */
export function detectorsFor(policy: Policy, registry: Registry): Detector[] {
  if (policy.detection.from === 'labels') return [];
  const wanted = labelsWanted(policy);
  return [...registry.detectors.values()].filter(({ labels }) =>
    labels.some((label) => wanted.has(label)),
  );
}

const faceNetworks = ['facemesh', 'iris', 'emotion', 'faceres'];

/** The networks that bring what methods need. */
const networksOf: Readonly<Record<Need, readonly string[]>> = {
  landmarks: ['facemesh'],
  mesh: ['facemesh'],
  gaze: ['facemesh', 'iris'],
  hands: ['facemesh', 'hand-palm', 'hand-joints'],
  look: faceNetworks,
  people: ['selfie'],
  likeness: ['facemesh', ...knownRecognisers.map(({ id }) => id)],
  // The parameters say which.
  generators: [],
};

function methodNetworks(policy: Policy, registry: Registry): string[] {
  return [...policy.rules, policy.otherwise].flatMap(({ method: id, parameters, shape }) => {
    const method = choose('method', registry.methods, id);
    const all = new Set<Need>(needsOf(method, parameters));
    if (method.surrogate && policy.verify.guard.attempts > 0) all.add('likeness');
    if (shape?.form === 'people') all.add('people');
    const named = Object.values(parameters).filter(isNetworkReference);
    return [
      ...[...all].flatMap((need) => networksOf[need]),
      ...named.map(({ network }) => network),
    ];
  });
}

/**
 * What is known of a run before it begins. Fails here, and not at the first picture, when a
 * network is missing.
 * @throws GuiseError `network-missing`
 */
export function describeRun(
  policy: Policy,
  registry: Registry,
  dataset: Dataset,
  key: RunKey,
  addedNetworks: string | undefined,
): RunInfo {
  const detectors = detectorsFor(policy, registry);
  const networks = createNetworks({
    threads: 1,
    ...(addedNetworks === undefined ? {} : { added: addedNetworks }),
  });
  const optional = detectors.flatMap((detector) => detector.optionalNetworks ?? []);
  const used = new Set([
    ...detectors.flatMap((detector) => detector.networks),
    ...methodNetworks(policy, registry),
    ...(policy.picture.background === 'keep' ? [] : networksOf.people),
    ...optional.filter((id) => networks.has(id)),
  ]);
  return {
    version: 1,
    tool: { name: 'guise', version },
    format: dataset.format,
    policy,
    policySha256: policyHash(policy),
    networks: [...used].sort().map((id) => ({ id, sha256: networks.describe(id).sha256 })),
    detectors: detectors.map(({ id }) => id),
    seedCommitment: commitmentOf(key),
    state: 'running',
    counts: { done: 0, held: 0, failed: 0 },
  };
}
