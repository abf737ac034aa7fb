import type { RawImage } from '../core/image.js';
import type { Plugin } from '../core/plugin.js';
import type { Detection, Label } from '../core/region.js';
import type { Networks } from '../networks/weights.js';

/** How much time to spend on recall. */
export const effortLevels = ['fast', 'balanced', 'thorough'] as const;
export type Effort = (typeof effortLevels)[number];

/**
 * Belief at which a detection counts. Everything from `low` on is treated; between `low` and
 * `sure` it is also put before a person.
 */
export interface Thresholds {
  readonly low: number;
  readonly sure: number;
}

export interface DetectRequest {
  /** The labels somebody asked for; networks that serve none of them do not run. */
  readonly labels: ReadonlySet<Label>;
  readonly effort: Effort;
  readonly thresholds: Readonly<Record<Label, Thresholds>>;
  /**
   * Whether somebody treats text differently by its kind. With `false`, text is found but not
   * read, which is much faster, and its regions carry no kind. True unless given.
   */
  readonly readText?: boolean;
}

/** Finds regions of one or several labels. */
export interface Detector extends Plugin {
  readonly labels: readonly Label[];
  /** Networks it cannot do without. */
  readonly networks: readonly string[];
  /** Networks that join in when a person has added them. */
  readonly optionalNetworks?: readonly string[];
  readonly thresholds: Readonly<Partial<Record<Label, Thresholds>>>;
  /**
   * Detections of the requested labels it serves, with `score >= low`, in any order. Those that
   * deserve a look by a person carry a `doubt`.
   */
  detect(image: RawImage, request: DetectRequest, networks: Networks): Promise<Detection[]>;
}

export function defineDetector(detector: Detector): Detector {
  return detector;
}
