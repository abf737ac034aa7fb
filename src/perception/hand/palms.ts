import type { Box, Point } from '../../core/geometry.js';
import type { Framed } from '../../networks/letterbox.js';
import { suppress } from '../../networks/nms.js';
import { boxToImage, pointToImage } from '../../networks/placement.js';
import type { Network } from '../../networks/session.js';
import { logOdds, sigmoid } from '../face/sighting.js';

/** Where a palm is seen. */
export interface Palm {
  /** Of the palm without fingers, picture pixels. */
  readonly box: Box;
  /** 0 to 1. */
  readonly score: number;
  /** Wrist, and the knuckle of the middle finger, in picture pixels. */
  readonly wrist: Point;
  readonly knuckle: Point;
}

/** Anchors of a cell, all at its centre, by stride. */
const anchors = { 8: 2, 16: 2, 32: 6 } as const;
/** Per anchor: the box's centre and size, then seven points. */
const valuesPerAnchor = 18;
/** Where in these values the wrist is, and the knuckle of the middle finger. */
const [wristAt, knuckleAt] = [4, 8];
/** Palms that overlap by more than this are one. */
const maxIou = 0.3;

/**
 * Runs the palm detector over a framed part of the picture. Sees palms of 20 input pixels and more,
 * and many where there are none: faces above all. About 9 ms for 192 × 192 on one core.
 *
 * @param least belief that counts, 0 to 1
 * @returns by falling score
 * @source Zhang et al., MediaPipe Hands: on-device real-time hand tracking, 2020, arXiv 2006.10214
 */
export async function lookForPalms(
  { tensor, placement }: Framed,
  network: Network,
  least: number,
): Promise<Palm[]> {
  const outputs = await network.run({ image: tensor });
  const lowest = logOdds(least);
  const found: Palm[] = [];
  for (const stride of [8, 16, 32] as const) {
    const [scores, boxes] = [outputs[`scores_${stride}`], outputs[`boxes_${stride}`]];
    const [, , columns] = scores.dims;
    scores.data.forEach((score, index) => {
      if (score < lowest) return;
      const cell = Math.floor(index / anchors[stride]);
      const x = ((cell % columns) + 0.5) * stride;
      const y = (Math.floor(cell / columns) + 0.5) * stride;
      const values = boxes.data.subarray(index * valuesPerAnchor, (index + 1) * valuesPerAnchor);
      const [dx, dy, width, height] = values;
      const [left, top] = [x + dx - width / 2, y + dy - height / 2];
      const pointAt = (at: number) => pointToImage(placement, x + values[at], y + values[at + 1]);
      found.push({
        box: boxToImage(placement, { x0: left, y0: top, x1: left + width, y1: top + height }),
        score: sigmoid(score),
        wrist: pointAt(wristAt),
        knuckle: pointAt(knuckleAt),
      });
    });
  }
  return suppress(found, maxIou);
}
