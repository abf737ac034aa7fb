import type { Box, Point } from '../../core/geometry.js';

/** One network's belief that there is a face, from one look at the picture. */
export interface Sighting {
  /** In picture pixels; may reach out of the picture. */
  readonly box: Box;
  /** The network's own score, 0 to 1; what a value means differs between networks. */
  readonly score: number;
  /** Right eye, left eye, nose tip, right and left mouth corner (the subject's), when known. */
  readonly landmarks?: readonly Point[];
}

/** The logistic function: log odds to a probability. */
export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** The inverse of {@link sigmoid}, with the ends held back by 1e-6. */
export function logOdds(probability: number): number {
  const held = Math.min(1 - 1e-6, Math.max(1e-6, probability));
  return Math.log(held / (1 - held));
}
