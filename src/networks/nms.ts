import { iou, type Box } from '../core/geometry.js';

/** A candidate detection; more may hang on it. */
export interface Scored {
  readonly box: Box;
  /** How sure its network is, 0 to 1. */
  readonly score: number;
}

/**
 * Non-maximum suppression: keeps the best of every group of boxes that overlap by more than
 * `maxIou`. The result is sorted by falling score; equal scores keep their order.
 */
export function suppress<T extends Scored>(candidates: readonly T[], maxIou: number): T[] {
  const kept: T[] = [];
  for (const candidate of [...candidates].sort((a, b) => b.score - a.score)) {
    if (kept.every((other) => iou(candidate.box, other.box) <= maxIou)) kept.push(candidate);
  }
  return kept;
}
