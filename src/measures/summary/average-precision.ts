import { boxHeight, iou, type Box } from '../../core/geometry.js';
import { sizeOf } from './sizes.js';

/** A finding and what is true may differ by this much and still be the same. */
export const leastOverlap = 0.5;

/** What was found where something was: kept of one picture and one kind of thing. */
export type KeptFindings = {
  /** Heights in pixels of what was to be found. */
  truths: number[];
  /** Score, height in pixels, and the index of what it found, or -1. */
  findings: number[][];
};

/** Something that may be found, or was. */
export interface Boxed {
  readonly box: Box;
}

/**
 * Sets findings against what was to be found: by falling score, each takes what it overlaps most
 * of what is left, if that is half at least (intersection over union).
 */
export function keepFindings(
  truths: readonly Boxed[],
  findings: readonly (Boxed & { readonly score: number })[],
): KeptFindings {
  const taken = new Set<number>();
  const ranked = [...findings].sort((a, b) => b.score - a.score);
  return {
    truths: truths.map(({ box }) => boxHeight(box)),
    findings: ranked.map(({ box, score }) => {
      let best = -1;
      let most = leastOverlap;
      truths.forEach((truth, index) => {
        const overlap = iou(truth.box, box);
        if (taken.has(index) || overlap < most) return;
        best = index;
        most = overlap;
      });
      if (best >= 0) taken.add(best);
      return [score, boxHeight(box), best];
    }),
  };
}

/** Computes a number from how often each picture is taken. NaN where nothing was to be found. */
export type Statistic = (weights: ArrayLike<number>) => number;

/**
 * Average precision: the area under precision over recall, precision being the best that is
 * reached at that recall or more.
 *
 * @param pictures what was kept of each picture, in the order of the weights
 * @param size index of a size; findings of things of another size are then passed over, and so
 *   are findings of nothing that have another size
 * @source Everingham et al., The PASCAL visual object classes challenge, IJCV 111, 2015
 */
export function averagePrecision(pictures: readonly KeptFindings[], size?: number): Statistic {
  const belongs = (heightPx: number) => size === undefined || sizeOf(heightPx) === size;
  const truths = pictures.map((kept) => kept.truths.filter(belongs).length);
  const ranked = pictures
    .flatMap((kept, picture) =>
      kept.findings
        .filter(([, height, truth]) => belongs(truth < 0 ? height : kept.truths[truth]))
        .map(([score, , truth]) => ({ picture, score, hit: truth >= 0 })),
    )
    .sort((a, b) => b.score - a.score);
  const recalls = new Float64Array(ranked.length);
  const precisions = new Float64Array(ranked.length);
  return (weights) => {
    const all = truths.reduce((sum, count, picture) => sum + weights[picture] * count, 0);
    if (all === 0) return NaN;
    let hits = 0;
    let tries = 0;
    ranked.forEach(({ picture, hit }, place) => {
      tries += weights[picture];
      if (hit) hits += weights[picture];
      recalls[place] = hits / all;
      precisions[place] = tries > 0 ? hits / tries : 0;
    });
    return areaUnder(recalls, precisions);
  };
}

/**
 * The area under precision over recall, precision being the best that is reached at that recall or
 * more.
 *
 * @param recalls by falling score, so that none is less than the one before it; 0 to 1
 * @param precisions at the same places, 0 to 1
 */
export function areaUnder(recalls: ArrayLike<number>, precisions: ArrayLike<number>): number {
  let area = 0;
  let best = 0;
  for (let place = recalls.length - 1; place >= 0; place--) {
    best = Math.max(best, precisions[place]);
    area += best * (recalls[place] - (place > 0 ? recalls[place - 1] : 0));
  }
  return area;
}

/** Which of the things to be found were found with at least a score, as 1 or 0 each. */
export function foundOf(kept: KeptFindings, leastScore: number): number[] {
  const found = new Set(
    kept.findings.filter(([score]) => score >= leastScore).map(([, , truth]) => truth),
  );
  return kept.truths.map((_, index) => (found.has(index) ? 1 : 0));
}
