import type { Label } from '../core/region.js';
import type { Detector, Thresholds } from '../perception/detector.js';
import type { Policy } from './schema.js';

/** For labels that no detector of the registry serves: everything counts, nothing is sure. */
const unserved: Thresholds = { low: 0, sure: 1 };

/**
 * The beliefs at which detections count, for every label: the policy's, else those of the
 * detectors that serve the label. Where these differ, the one that lets more through to
 * treatment and to review holds.
 */
export function thresholdsOf(
  policy: Policy,
  registry: { readonly detectors: ReadonlyMap<string, Detector> },
): Record<Label, Thresholds> {
  const detectors = [...registry.detectors.values()];
  const forLabel = (label: Label): Thresholds => {
    const own = detectors.flatMap(({ thresholds }) => thresholds[label] ?? []);
    if (policy.detection.thresholds[label]) return policy.detection.thresholds[label];
    if (own.length === 0) return unserved;
    return {
      low: Math.min(...own.map(({ low }) => low)),
      sure: Math.max(...own.map(({ sure }) => sure)),
    };
  };
  return {
    face: forLabel('face'),
    head: forLabel('head'),
    person: forLabel('person'),
    plate: forLabel('plate'),
    text: forLabel('text'),
    code: forLabel('code'),
  };
}
