import { boxHeight, boxWidth, type Box } from '../core/geometry.js';
import { createImage, type RawImage } from '../core/image.js';

/**
 * Where each pixel of an area takes its colour from, in pixels relative to itself, row-major. It
 * points backwards: a positive `x` fetches from the right, so that what is there moves left.
 */
export interface Displacement {
  readonly width: number;
  readonly height: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** A displacement of an area's size that is made pixel by pixel. Cost: one call a pixel. */
export function displace(
  width: number,
  height: number,
  at: (x: number, y: number) => readonly [number, number],
): Displacement {
  const out = {
    width,
    height,
    x: new Float32Array(width * height),
    y: new Float32Array(width * height),
  };
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) [out.x[i], out.y[i]] = at(x + 0.5, y + 0.5);
  }
  return out;
}

/**
 * A new picture of the area's size (whole numbers, inside the picture), each pixel fetched from
 * where the displacement points, linearly between pixel middles. It may reach anywhere in the
 * picture; beyond the picture the edge repeats. With 4 channels colours are weighted by alpha.
 * Cost: one pass.
 */
export function warp(image: Readonly<RawImage>, area: Box, displacement: Displacement): RawImage {
  const out = createImage(boxWidth(area), boxHeight(area), image.channels);
  const { width, height, channels } = out;
  const [xs, ys] = [new Float64Array(width), new Float64Array(width)];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      xs[x] = area.x0 + x + 0.5 + displacement.x[i];
      ys[x] = area.y0 + y + 0.5 + displacement.y[i];
    }
    samplePlaces(image, xs, ys, out.data.subarray(y * width * channels));
  }
  return out;
}

/**
 * Writes the colours of many places of a picture into `out`, one after the other, all its channels:
 * each as from {@link createSampler}, at a third of the cost.
 *
 * @param xs, ys picture coordinates
 */
export function samplePlaces(
  image: Readonly<RawImage>,
  xs: Readonly<Float64Array>,
  ys: Readonly<Float64Array>,
  out: Uint8Array,
): void {
  const { data, width, height, channels } = image;
  if (channels === 4) {
    const sample = createSampler(image);
    for (let i = 0; i < xs.length; i++) sample(xs[i], ys[i], out, 4 * i);
    return;
  }
  const [lastLeft, lastTop] = [Math.max(0, width - 2), Math.max(0, height - 2)];
  const next = width > 1 ? 3 : 0;
  const under = height > 1 ? 3 * width : 0;
  for (let i = 0, to = 0; i < xs.length; i++, to += 3) {
    const across = Math.min(Math.max(xs[i] - 0.5, 0), width - 1);
    const down = Math.min(Math.max(ys[i] - 0.5, 0), height - 1);
    const left = Math.min(Math.floor(across), lastLeft);
    const top = Math.min(Math.floor(down), lastTop);
    const u = across - left;
    const v = down - top;
    const p = (1 - u) * (1 - v);
    const q = u * (1 - v);
    const r = (1 - u) * v;
    const s = u * v;
    const a = 3 * (top * width + left);
    const b = a + next;
    const c = a + under;
    const d = c + next;
    out[to] = Math.round(p * data[a] + q * data[b] + r * data[c] + s * data[d]);
    out[to + 1] = Math.round(p * data[a + 1] + q * data[b + 1] + r * data[c + 1] + s * data[d + 1]);
    out[to + 2] = Math.round(p * data[a + 2] + q * data[b + 2] + r * data[c + 2] + s * data[d + 2]);
  }
}

/**
 * Writes the colour of one place of a picture, all its channels, into `out` from index `to` on. The
 * place is in picture coordinates: the middle of the first pixel is at (0.5, 0.5).
 */
export type Sampler = (x: number, y: number, out: Uint8Array, to: number) => void;

/** Reads a picture between its pixels, linearly; edges repeat, colours are weighted by alpha. */
export function createSampler({ data, width, height, channels }: Readonly<RawImage>): Sampler {
  const corners = new Int32Array(4);
  const weights = new Float64Array(4);
  const place = (x: number, y: number) => {
    const across = Math.min(Math.max(x - 0.5, 0), width - 1);
    const down = Math.min(Math.max(y - 0.5, 0), height - 1);
    const left = Math.min(Math.floor(across), Math.max(0, width - 2));
    const top = Math.min(Math.floor(down), Math.max(0, height - 2));
    const [right, bottom] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)];
    const [u, v] = [across - left, down - top];
    corners[0] = (top * width + left) * channels;
    corners[1] = (top * width + right) * channels;
    corners[2] = (bottom * width + left) * channels;
    corners[3] = (bottom * width + right) * channels;
    weights[0] = (1 - u) * (1 - v);
    weights[1] = u * (1 - v);
    weights[2] = (1 - u) * v;
    weights[3] = u * v;
  };
  const mix = (channel: number) => {
    let sum = 0;
    for (let k = 0; k < 4; k++) sum += weights[k] * data[corners[k] + channel];
    return sum;
  };
  if (channels === 3) {
    return (x, y, out, to) => {
      place(x, y);
      for (let c = 0; c < 3; c++) out[to + c] = Math.round(mix(c));
    };
  }
  return (x, y, out, to) => {
    place(x, y);
    const opacity = mix(3);
    for (let k = 0; k < 4; k++) weights[k] *= data[corners[k] + 3];
    for (let c = 0; c < 3; c++) out[to + c] = opacity > 0 ? Math.round(mix(c) / opacity) : 0;
    out[to + 3] = Math.round(opacity);
  };
}
