import { boxAround, boxCentre, boxHeight, boxWidth } from '../../core/geometry.js';
import type { RawImage } from '../../core/image.js';
import { mirrorPlanes, sampleTurned } from '../../networks/letterbox.js';
import { placeSquare, pointToImage, stepOf, type Placement } from '../../networks/placement.js';
import type { Network } from '../../networks/session.js';
import type { Palm } from './palms.js';

/** Side of the network's input. */
export const jointsInput = 224;
/** How much larger than the palm the crop is, and how far it is moved towards the fingers. */
const palmReach = { scale: 2.6, shift: 0.5 } as const;

/** The joints of a hand, as one look at it gives them. */
export interface Joints {
  /**
   * 21 × (x, y, z) in picture pixels: the wrist, then four joints of each finger from the root to
   * the tip, from the thumb to the little finger. z counts from the wrist.
   */
  readonly points: readonly number[];
  /** The belief that there is a hand, 0 to 1. */
  readonly presence: number;
}

/** Where the crop for the joints lies: upright by the line from the wrist to the middle knuckle. */
export function placeOnPalm({ box, wrist, knuckle }: Palm): Placement {
  const angle = Math.atan2(knuckle.y - wrist.y, knuckle.x - wrist.x) + Math.PI / 2;
  const side = Math.max(boxWidth(box), boxHeight(box));
  const shift = palmReach.shift * boxHeight(box);
  const centre = {
    x: (box.x0 + box.x1) / 2 + Math.sin(angle) * shift,
    y: (box.y0 + box.y1) / 2 - Math.cos(angle) * shift,
  };
  return placeSquare(centre, palmReach.scale * side, angle, jointsInput);
}

/** Looks for the joints in a crop, mirrored if asked. About 8 ms. */
export async function lookAtJoints(
  image: RawImage,
  placement: Placement,
  network: Network,
  view?: 'mirrored',
): Promise<Joints> {
  const { tensor } = sampleTurned(image, placement, jointsInput, jointsInput);
  if (view) mirrorPlanes(tensor.data, jointsInput);
  const { joints, presence } = await network.run({ image: tensor });
  const points: number[] = [];
  for (let at = 0; at < joints.data.length; at += 3) {
    const [u, v, w] = joints.data.subarray(at, at + 3);
    const { x, y } = pointToImage(placement, view ? jointsInput - u : u, v);
    points.push(x, y, w * stepOf(placement));
  }
  return { points, presence: presence.data[0] };
}

/** How much larger than a hand's joints its crop is, and how far it is moved to the fingers. */
const jointReach = { scale: 2, shift: 0.1 } as const;
/** Joints that say where a hand is, however its fingers are bent: wrist, roots and middle joints. */
const steady = [0, 1, 2, 3, 5, 6, 9, 10, 13, 14, 17, 18] as const;

/** Roots of fingers that the crop is turned by; that of the middle finger counts double. */
const roots = [5, 9, 9, 13] as const;

/** Where the crop lies when the joints are looked for once more. */
export function placeOnJoints(points: readonly number[]): Placement {
  const sum = (axis: number) => roots.reduce((all, at) => all + points[3 * at + axis], 0);
  const [x, y] = [0, 1].map((axis) => sum(axis) / roots.length - points[axis]);
  const angle = Math.atan2(y, x) + Math.PI / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turned = steady.map((at) => {
    const [px, py] = [points[3 * at], points[3 * at + 1]];
    return { x: cos * px + sin * py, y: cos * py - sin * px };
  });
  const box = boxAround(turned);
  const { x: u, y: middle } = boxCentre(box);
  const v = middle - jointReach.shift * boxHeight(box);
  const side = jointReach.scale * Math.max(boxWidth(box), boxHeight(box));
  return placeSquare({ x: cos * u - sin * v, y: sin * u + cos * v }, side, angle, jointsInput);
}
