import {
  boxAround,
  boxCentre,
  boxHeight,
  intersectBoxes,
  boxArea,
  type Box,
} from '../core/geometry.js';
import type { RawImage } from '../core/image.js';
import { letterbox } from '../networks/letterbox.js';
import { pointToImage, type Placement } from '../networks/placement.js';
import type { Network } from '../networks/session.js';
import type { Networks } from '../networks/weights.js';
import { convexHull } from '../pixels/convex.js';
import { rasterisePolygon } from '../pixels/raster.js';
import { palmSize } from './hand/cover.js';
import { jointsInput, lookAtJoints, placeOnJoints, placeOnPalm } from './hand/joints.js';
import { maskHands } from './hand/mask.js';
import { lookForPalms } from './hand/palms.js';

/** Side of the palm detector's input. */
const palmInput = 192;
/** The square that palms are looked for in, in heights of the face. */
const lookAround = 2.3;
/** Faces below this height, in pixels, show no hand that could be told from them. */
const leastFace = 48;
/** Belief in a palm from which on its joints are looked for. */
const leastPalm = 0.7;
/** Belief in a hand that each look at it must reach: a false one would show skin of the face. */
const leastPresence = 0.9;
/** How far two looks at a hand may differ in where a joint is, in heights of the face. */
const agreement = 0.12;
/** The size of the palm, in heights of the face; most are about a third. */
const palmSizes = { from: 0.2, to: 0.8 } as const;
/** More of the face than this is no hand's: what lies there may be the face itself. */
const mostCovered = 1 / 3;

/**
 * The hands in front of a face: for every pixel of `area` how far one covers it, 0 to 255,
 * row-major; nothing where no hand is sure. Half a face that is left as it was is worse than a hand
 * that is painted over, so hands count only when two networks are sure of them, the second in three
 * looks, one of them mirrored, that agree about the joints, and when they leave two thirds of the
 * face free. Gloves are rarely seen, and what a hand holds is not looked for. About 12 ms a face,
 * 40 ms more for each hand.
 *
 * @param mesh of the face: 468 × (x, y, z) in picture pixels
 * @param area whole numbers, inside the picture
 * @source Zhang et al., MediaPipe Hands: on-device real-time hand tracking, 2020, arXiv 2006.10214
 * @throws GuiseError `network-missing`, `network-altered`, `inference-failed`
 */
export async function findHandsBefore(
  image: RawImage,
  mesh: readonly number[],
  area: Box,
  networks: Networks,
): Promise<Uint8Array | undefined> {
  const oval = convexHull(planar(mesh));
  const face = boxAround(oval);
  if (boxHeight(face) < leastFace) return undefined;
  const hands = await findHands(image, face, networks);
  if (hands.length === 0) return undefined;
  const mask = maskHands(image, hands, area);
  const share = shareCovered(mask, rasterisePolygon(oval, area));
  return share > 0 && share <= mostCovered ? mask : undefined;
}

/**
 * The joints of every hand near a face that is sure to be one: 21 × (x, y, z) in picture pixels.
 */
export async function findHands(
  image: RawImage,
  face: Box,
  networks: Networks,
): Promise<number[][]> {
  const height = boxHeight(face);
  const middle = boxCentre(face);
  const reach = (lookAround * height) / 2;
  const window = {
    x0: middle.x - reach,
    y0: middle.y - reach,
    x1: middle.x + reach,
    y1: middle.y + reach,
  };
  const framed = letterbox(image, palmInput, palmInput, window);
  const hands: number[][] = [];
  for (const palm of await lookForPalms(framed, await networks.get('hand-palm'), leastPalm)) {
    const place = placeOnPalm(palm);
    if (!reaches(place, face)) continue;
    const hand = await sureHand(image, place, height, await networks.get('hand-joints'));
    if (hand) hands.push(hand);
  }
  return hands;
}

/** Whether a hand in this place can lie in front of a face. */
function reaches(placement: Placement, face: Box): boolean {
  const corners = [0, jointsInput].flatMap((u) =>
    [0, jointsInput].map((v) => pointToImage(placement, u, v)),
  );
  return boxArea(intersectBoxes(boxAround(corners), face)) > 0;
}

/** The joints of a hand, when all looks find it and find it in the same place. */
async function sureHand(
  image: RawImage,
  place: Placement,
  faceHeight: number,
  network: Network,
): Promise<number[] | undefined> {
  const first = await lookAtJoints(image, place, network);
  if (first.presence < leastPresence) return undefined;
  const nearer = placeOnJoints(first.points);
  const second = await lookAtJoints(image, nearer, network);
  if (second.presence < leastPresence) return undefined;
  const third = await lookAtJoints(image, nearer, network, 'mirrored');
  if (third.presence < leastPresence) return undefined;
  if (farthestApart(second.points, third.points) > agreement * faceHeight) return undefined;
  const mean = second.points.map((value, at) => (value + third.points[at]) / 2);
  const size = palmSize(mean) / faceHeight;
  return size >= palmSizes.from && size <= palmSizes.to ? mean : undefined;
}

/** The distance in the picture between the two places of the joint that they differ most about. */
function farthestApart(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [planar(one), planar(other)];
  return Math.max(...a.map(({ x, y }, joint) => Math.hypot(x - b[joint].x, y - b[joint].y)));
}

function planar(points: readonly number[]): { x: number; y: number }[] {
  return Array.from({ length: points.length / 3 }, (_, at) => ({
    x: points[3 * at],
    y: points[3 * at + 1],
  }));
}

/** The share of an oval that lies under a mask. */
function shareCovered(mask: Readonly<Uint8Array>, oval: Readonly<Uint8Array>): number {
  let [under, whole] = [0, 0];
  oval.forEach((share, at) => {
    whole += share;
    under += (share * mask[at]) / 255;
  });
  return under / Math.max(1, whole);
}
