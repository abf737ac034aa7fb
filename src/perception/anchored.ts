import type { Box } from '../core/geometry.js';
import type { Framed } from '../networks/letterbox.js';
import { boxToImage } from '../networks/placement.js';
import type { Network } from '../networks/session.js';
import { logOdds, sigmoid } from './face/sighting.js';

/** What a detector of the BlazeFace family sees at one anchor. */
export interface Anchored {
  /** In picture pixels; may reach out of the picture. */
  readonly box: Box;
  /** 0 to 1. */
  readonly score: number;
  /** The middle of the anchor's cell, in input pixels. */
  readonly x: number;
  readonly y: number;
  /** Points, as x and y in input pixels counted from there. */
  readonly points: Readonly<Float32Array>;
}

/** How the heads of such a detector are laid out. */
export interface AnchorHeads {
  /** Stride and anchors of a cell, all at its centre; heads are `scores_` and `boxes_` a stride. */
  readonly anchors: readonly (readonly [stride: number, count: number])[];
  /** Points of an anchor, after its box's centre and size. */
  readonly points: number;
}

/**
 * Runs such a detector over a framed part of the picture.
 *
 * @param low belief from which on something counts, 0 to 1
 * @returns by stride, row, column and anchor; nothing is suppressed
 * @source Bazarevsky et al., BlazeFace: sub-millisecond neural face detection on mobile GPUs, 2019,
 *   arXiv 1907.05047
 */
export async function lookAtAnchors(
  { tensor, placement }: Framed,
  network: Network,
  { anchors, points }: AnchorHeads,
  low: number,
): Promise<Anchored[]> {
  const outputs = await network.run({ image: tensor });
  const lowest = logOdds(low);
  const length = 4 + 2 * points;
  const found: Anchored[] = [];
  for (const [stride, count] of anchors) {
    const [scores, boxes] = [outputs[`scores_${stride}`], outputs[`boxes_${stride}`]];
    const [, , columns] = scores.dims;
    scores.data.forEach((score, index) => {
      if (score < lowest) return;
      const cell = Math.floor(index / count);
      const x = ((cell % columns) + 0.5) * stride;
      const y = (Math.floor(cell / columns) + 0.5) * stride;
      const values = boxes.data.subarray(index * length, (index + 1) * length);
      const [dx, dy, width, height] = values;
      const [left, top] = [x + dx - width / 2, y + dy - height / 2];
      found.push({
        box: boxToImage(placement, { x0: left, y0: top, x1: left + width, y1: top + height }),
        score: sigmoid(score),
        ...{ x, y, points: values.subarray(4) },
      });
    });
  }
  return found;
}
