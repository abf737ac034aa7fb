import type { Box, Point } from '../../core/geometry.js';
import type { Framed } from '../../networks/letterbox.js';
import { suppress } from '../../networks/nms.js';
import { pointToImage } from '../../networks/placement.js';
import type { Network } from '../../networks/session.js';
import { lookAtAnchors, type AnchorHeads } from '../anchored.js';

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

const heads: AnchorHeads = { anchors: [[8, 2], [16, 2], [32, 6]], points: 7 }; // prettier-ignore
/** Which of the points are the wrist and the knuckle of the middle finger. */
const [wrist, knuckle] = [0, 2];
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
  framed: Framed,
  network: Network,
  least: number,
): Promise<Palm[]> {
  const found = await lookAtAnchors(framed, network, heads, least);
  const palms = found.map(({ box, score, x, y, points }) => {
    const pointAt = (point: number) =>
      pointToImage(framed.placement, x + points[2 * point], y + points[2 * point + 1]);
    return { box, score, wrist: pointAt(wrist), knuckle: pointAt(knuckle) };
  });
  return suppress(palms, maxIou);
}
