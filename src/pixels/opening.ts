import { squaredDistances } from './feather.js';

/**
 * What is left of a mask when all that is thinner than a disc is taken out of it: the union of the
 * discs that lie wholly within. The border of the picture counts as inside.
 *
 * @param mask 255 or 0 a pixel, row-major
 * @param radius of the disc, pixels; below 1 nothing is taken out
 * @returns a new mask. Cost: two distance transforms
 * @source J. Serra, Image Analysis and Mathematical Morphology, 1982
 */
export function openMask(
  mask: Readonly<Uint8Array>,
  width: number,
  height: number,
  radius: number,
): Uint8Array {
  const outside = mask.map((byte) => 255 - byte);
  const depth = squaredDistances(outside, width, height);
  const middles = mask.map((_, at) => (depth[at] > radius * radius ? 255 : 0));
  const away = squaredDistances(middles, width, height);
  return mask.map((byte, at) => (away[at] <= radius * radius ? byte : 0));
}
