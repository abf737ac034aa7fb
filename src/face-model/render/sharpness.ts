import type { RawImage } from '../../core/image.js';
import { luma } from '../../pixels/colour.js';
import type { FacePatch } from './patch.js';
import { smoothStep } from './slit.js';

/** Deviations of blurs that are tried in turn, pixels. */
const blurs = [0.6, 0.9, 1.3, 1.8, 2.5] as const;
/** Faces have no room for more than this share of their height, less the smallest that are drawn. */
const widest = { share: 0.04, from: 15 } as const;
/** How much of what a blur of `fineness` takes away is added in turn. */
const sharpenings = [0.4, 0.8, 1.2] as const;
const fineness = 0.8;
/** Faces taller than the second, pixels, have all their detail drawn and are never sharpened. */
const sharpened = { wholly: 50, up: 120 } as const;
/** Taller faces have more pixels than their texture has detail, and are left as they are. */
const tallest = 450;

/**
 * Blurs or sharpens a drawn face (mutated) until it is about as sharp as the picture where the face
 * was: a picture out of focus would give a sharp face away, and one from a camera that sharpens a
 * soft one. How sharp something is, is how little its differences grow from a distance of two
 * pixels to one of four; noise counts as sharpness.
 *
 * @param plate of the patch's size
 */
export function matchSharpness(patch: FacePatch, plate: Readonly<RawImage>, size: number): void {
  if (size > tallest) return;
  const { channels, data } = plate;
  const wanted = growth(patch, lumaOf(data, channels));
  const own = growthOf(patch, patch.colour);
  if (own < wanted) soften(patch, wanted, widest.share * (size - widest.from));
  else sharpen(patch, wanted, 1 - smoothStep(sharpened.wholly, sharpened.up, size));
}

/** As soft as wanted at most. */
function soften(patch: FacePatch, wanted: number, most: number): void {
  let last = patch.colour;
  for (const sigma of blurs) {
    if (sigma > most) break;
    const softer = blurred(patch.colour, patch, sigma);
    if (growthOf(patch, softer) > wanted) break;
    last = softer;
  }
  if (last !== patch.colour) patch.colour.set(last);
}

/** As sharp as wanted at most, by a share of what would be allowed. */
function sharpen(patch: FacePatch, wanted: number, allowed: number): void {
  if (allowed === 0) return;
  const { colour } = patch;
  const soft = blurred(colour, patch, fineness);
  let last = colour;
  for (const share of sharpenings) {
    const sharper = colour.map((value, i) => value + allowed * share * (value - soft[i]));
    if (growthOf(patch, sharper) < wanted) break;
    last = sharper;
  }
  if (last !== colour) colour.set(last);
}

function growthOf(patch: FacePatch, colour: Uint8ClampedArray): number {
  return growth(patch, lumaOf(colour, 3));
}

function lumaOf(data: ArrayLike<number>, channels: number): Float64Array {
  const bright = new Float64Array(data.length / channels);
  for (let i = 0, at = 0; i < bright.length; i++, at += channels) {
    bright[i] = luma(data[at], data[at + 1], data[at + 2]);
  }
  return bright;
}

/** Mean squared differences over four pixels by those over two: 1 for noise, 4 for slopes. */
function growth({ width, height, share }: FacePatch, bright: Readonly<Float64Array>): number {
  let near = 0;
  let far = 0;
  for (let y = 2; y < height - 2; y += 2) {
    for (let x = 2; x < width - 2; x++) {
      const i = y * width + x;
      // Only well inside the face, where neither picture has the edge of it.
      if (share[i - 2] < 255 || share[i + 2] < 255) continue;
      if (share[i - 2 * width] < 255 || share[i + 2 * width] < 255) continue;
      near += (bright[i + 1] - bright[i - 1]) ** 2 + (bright[i + width] - bright[i - width]) ** 2;
      far +=
        (bright[i + 2] - bright[i - 2]) ** 2 + (bright[i + 2 * width] - bright[i - 2 * width]) ** 2;
    }
  }
  return near > 0 ? far / near : 1;
}

/** A Gaussian blur of the drawn pixels alone: what is not covered lends no colour. */
function blurred(colour: Uint8ClampedArray, patch: FacePatch, sigma: number): Uint8ClampedArray {
  const reach = Math.ceil(2.5 * sigma);
  const kernel = Float32Array.from({ length: reach + 1 }, (_, i) =>
    Math.exp(-(i * i) / (2 * sigma * sigma)),
  );
  const { width, height } = patch;
  const across = pass(colour, patch.cover, width, height, 1, width, kernel);
  return pass(across, patch.cover, width, height, width, height, kernel);
}

/** @param step from one pixel to the next along the pass, of which a line has `length` */
function pass(
  colour: Uint8ClampedArray,
  cover: Uint8Array,
  width: number,
  height: number,
  step: number,
  length: number,
  kernel: Float32Array,
): Uint8ClampedArray {
  const out = new Uint8ClampedArray(colour.length);
  const reach = kernel.length - 1;
  for (let i = 0; i < width * height; i++) {
    if (cover[i] === 0) continue;
    const place = step === 1 ? i % width : Math.floor(i / width);
    const from = Math.max(-reach, -place);
    const to = Math.min(reach, length - 1 - place);
    let red = 0;
    let green = 0;
    let blue = 0;
    let weight = 0;
    for (let k = from; k <= to; k++) {
      const j = i + k * step;
      const share = kernel[k < 0 ? -k : k] * cover[j];
      red += share * colour[3 * j];
      green += share * colour[3 * j + 1];
      blue += share * colour[3 * j + 2];
      weight += share;
    }
    out[3 * i] = red / weight;
    out[3 * i + 1] = green / weight;
    out[3 * i + 2] = blue / weight;
  }
  return out;
}
