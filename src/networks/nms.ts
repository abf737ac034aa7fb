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
  for (const candidate of byScore(candidates)) {
    if (kept.every((other) => iou(candidate.box, other.box) <= maxIou)) kept.push(candidate);
  }
  return kept;
}

/** Several candidates that were taken for one object. */
export interface Fused<T extends Scored> extends Scored {
  /** The candidates it was made of, by falling score. */
  readonly members: readonly T[];
}

/** How candidates are fused. */
export interface FuseOptions {
  /** Candidates that overlap a group's box by at least this much join it. */
  readonly minIou: number;
  /**
   * How many sources looked, such as networks or scales. The mean score of a group that fewer of
   * them found is lowered in proportion.
   */
  readonly sources: number;
}

/**
 * Weighted box fusion: boxes of several networks or scales that overlap become one, at their mean
 * weighted by score. Where suppression keeps one box and drops what the others knew, this uses all.
 * Sorted by falling score. Cost: candidates × groups.
 *
 * @source Solovyev, Wang, Gabruseva: Weighted boxes fusion, Image and Vision Computing 107, 2021,
 *   arXiv 1910.13302
 */
export function fuseBoxes<T extends Scored>(
  candidates: readonly T[],
  options: FuseOptions,
): Fused<T>[] {
  const groups: { box: Box; members: T[] }[] = [];
  for (const candidate of byScore(candidates)) {
    let best: (typeof groups)[number] | undefined;
    let bestIou = options.minIou;
    for (const group of groups) {
      const overlap = iou(candidate.box, group.box);
      if (overlap >= bestIou && (overlap > bestIou || !best)) {
        best = group;
        bestIou = overlap;
      }
    }
    if (best) {
      best.members.push(candidate);
      best.box = weightedMean(best.members);
    } else {
      groups.push({ box: candidate.box, members: [candidate] });
    }
  }
  return byScore(
    groups.map(({ box, members }) => {
      const mean = members.reduce((sum, { score }) => sum + score, 0) / members.length;
      const score = (mean * Math.min(members.length, options.sources)) / options.sources;
      return { box, score, members };
    }),
  );
}

function byScore<T extends Scored>(candidates: readonly T[]): T[] {
  return [...candidates].sort((a, b) => b.score - a.score);
}

function weightedMean(members: readonly Scored[]): Box {
  const mean = { x0: 0, y0: 0, x1: 0, y1: 0 };
  let total = 0;
  for (const { box, score } of members) {
    mean.x0 += box.x0 * score;
    mean.y0 += box.y0 * score;
    mean.x1 += box.x1 * score;
    mean.y1 += box.y1 * score;
    total += score;
  }
  if (total === 0) return members[0]!.box;
  return {
    x0: mean.x0 / total,
    y0: mean.y0 / total,
    x1: mean.x1 / total,
    y1: mean.y1 / total,
  };
}
