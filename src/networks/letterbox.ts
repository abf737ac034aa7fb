import { boxHeight, boxWidth, type Box } from '../core/geometry.js';
import type { RawImage } from '../core/image.js';

import { stepOf, type Placement } from './placement.js';
import type { Tensor } from './session.js';

/** The value that stands for what lies outside the picture: mid grey, the networks' zero. */
const outside = 127.5;

/** A network input: RGB planes of 0..255, and where they lie in the picture. */
export interface Framed {
  /** 1 × 3 × height × width. */
  readonly tensor: Tensor;
  readonly placement: Placement;
}

/**
 * Scales a window of a picture into a network input of the given size, keeping its proportions:
 * the window's top left corner comes to the input's, and what is left over is grey.
 *
 * Averages over the covered area when it shrinks and interpolates when it enlarges. The window may
 * be fractional and may reach out of the picture. Alpha is ignored, so that what hides in
 * transparent pixels is seen as well. Touches each of the window's pixels once, about 1 ns a byte.
 *
 * @param window in picture pixels; the whole picture unless given
 */
export function letterbox(image: RawImage, width: number, height: number, window?: Box): Framed {
  const box = window ?? { x0: 0, y0: 0, x1: image.width, y1: image.height };
  const step = Math.max(boxWidth(box) / width, boxHeight(box) / height);
  const columns = sampleAxis(box.x0, box.x1, step, width, image.width);
  const rows = sampleAxis(box.y0, box.y1, step, height, image.height);
  const { data, channels } = image;

  const plane = width * height;
  const planes = new Float32Array(3 * plane).fill(outside);
  const from = columns.low * channels;
  const line = new Float64Array(Math.max(0, columns.high - columns.low) * channels);
  for (let v = 0; v < height; v++) {
    if (rows.count[v] === 0 || line.length === 0) continue;
    sumRows(data, image.width * channels, from, line, rows, v);
    sumColumns(line, channels, columns, rows.cover[v]!, planes, plane, v * width);
  }
  return {
    tensor: { data: planes, dims: [1, 3, height, width] },
    placement: { a: step, b: 0, x0: box.x0, y0: box.y0 },
  };
}

/** The weighted sums of a summed row's pixels, into the three planes of the input. */
function sumColumns(
  line: Float64Array,
  channels: number,
  columns: AxisSamples,
  rowCover: number,
  planes: Float32Array,
  plane: number,
  to: number,
): void {
  const { first, count, weights, taps, cover, low } = columns;
  for (let u = 0; u < first.length; u++) {
    const end = u * taps + count[u]!;
    let at = (first[u]! - low) * channels;
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let tap = u * taps; tap < end; tap++) {
      const weight = weights[tap]!;
      red += weight * line[at]!;
      green += weight * line[at + 1]!;
      blue += weight * line[at + 2]!;
      at += channels;
    }
    const rest = outside * (1 - rowCover * cover[u]!);
    planes[to + u] = red + rest;
    planes[to + u + plane] = green + rest;
    planes[to + u + 2 * plane] = blue + rest;
  }
}

/**
 * The weighted sum of the picture rows that make one input row. Takes two rows at a time, which
 * halves the traffic on the sum and with it the time.
 */
function sumRows(
  data: Uint8Array,
  stride: number,
  from: number,
  line: Float64Array,
  rows: AxisSamples,
  v: number,
): void {
  const { taps, weights } = rows;
  const length = line.length;
  const end = rows.count[v]!;
  let start = rows.first[v]! * stride + from;
  for (let tap = 0; tap < end; tap += 2) {
    const upper = weights[v * taps + tap]!;
    const lower = tap + 1 < end ? weights[v * taps + tap + 1]! : 0;
    const next = lower === 0 ? start : start + stride;
    if (tap === 0) {
      for (let index = 0; index < length; index++) {
        line[index] = upper * data[start + index]! + lower * data[next + index]!;
      }
    } else {
      for (let index = 0; index < length; index++) {
        line[index]! += upper * data[start + index]! + lower * data[next + index]!;
      }
    }
    start += 2 * stride;
  }
}

/** Which picture pixels make each input pixel along one axis, and with what weight. */
interface AxisSamples {
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** `taps` weights for each input pixel, of which `count` are used. */
  readonly weights: Float64Array;
  readonly taps: number;
  /** The share of each input pixel that lies in the picture and the window, 0 to 1. */
  readonly cover: Float64Array;
  /** The range of picture pixels that are used at all, half-open. */
  readonly low: number;
  readonly high: number;
}

function sampleAxis(
  start: number,
  end: number,
  step: number,
  size: number,
  limit: number,
): AxisSamples {
  const taps = step > 1 ? Math.ceil(step) + 1 : 2;
  const first = new Int32Array(size);
  const count = new Int32Array(size);
  const weights = new Float64Array(size * taps);
  const cover = new Float64Array(size);
  let low = limit;
  let high = 0;
  const left = Math.max(0, start);
  const right = Math.min(limit, end);
  for (let index = 0; index < size; index++) {
    const from = start + index * step;
    const middle = from + step / 2;
    const put = (pixel: number, weight: number): void => {
      if (count[index] === 0) first[index] = pixel;
      const tap = pixel - first[index]!;
      weights[index * taps + tap]! += weight;
      count[index] = tap + 1;
      cover[index]! += weight;
      low = Math.min(low, pixel);
      high = Math.max(high, pixel + 1);
    };
    if (step > 1) {
      const a = Math.max(from, left);
      const b = Math.min(from + step, right);
      for (let pixel = Math.floor(a); pixel < b; pixel++) {
        put(pixel, (Math.min(b, pixel + 1) - Math.max(a, pixel)) / step);
      }
    } else if (middle >= left && middle < right) {
      const place = middle - 0.5;
      const before = Math.floor(place);
      const share = place - before;
      put(Math.max(0, before), 1 - share);
      if (share > 0) put(Math.min(limit - 1, before + 1), share);
    }
  }
  return { first, count, weights, taps, cover, low, high };
}

/**
 * Samples a turned and scaled square of a picture into a network input, as face mesh and
 * recognition need it. Interpolates, and averages over several samples a pixel when it shrinks.
 * What lies outside the picture is grey; alpha is ignored.
 */
export function sampleTurned(
  image: RawImage,
  placement: Placement,
  width: number,
  height: number,
): Framed {
  const { a, b, x0, y0 } = placement;
  const plane = width * height;
  const planes = new Float32Array(3 * plane);
  const grid = Math.min(8, Math.max(1, Math.ceil(stepOf(placement))));
  const share = 1 / (grid * grid);
  const colour = new Float32Array(3);
  for (let v = 0; v < height; v++) {
    for (let u = 0; u < width; u++) {
      colour.fill(0);
      for (let sample = 0; sample < grid * grid; sample++) {
        const du = u + ((sample % grid) + 0.5) / grid;
        const dv = v + (Math.floor(sample / grid) + 0.5) / grid;
        addInterpolated(image, a * du - b * dv + x0 - 0.5, b * du + a * dv + y0 - 0.5, colour);
      }
      const to = v * width + u;
      planes[to] = colour[0]! * share;
      planes[to + plane] = colour[1]! * share;
      planes[to + 2 * plane] = colour[2]! * share;
    }
  }
  return { tensor: { data: planes, dims: [1, 3, height, width] }, placement };
}

/** Adds the colour between four pixel centres, or the grey of outside. */
function addInterpolated(image: RawImage, x: number, y: number, colour: Float32Array): void {
  const { data, width, height, channels } = image;
  if (x < -0.5 || y < -0.5 || x >= width - 0.5 || y >= height - 0.5) {
    for (let channel = 0; channel < 3; channel++) colour[channel]! += outside;
    return;
  }
  const left = Math.floor(x);
  const top = Math.floor(y);
  const dx = x - left;
  const dy = y - top;
  const x0 = Math.max(0, left) * channels;
  const x1 = Math.min(width - 1, left + 1) * channels;
  const y0 = Math.max(0, top) * width * channels;
  const y1 = Math.min(height - 1, top + 1) * width * channels;
  for (let channel = 0; channel < 3; channel++) {
    const upper = data[y0 + x0 + channel]! * (1 - dx) + data[y0 + x1 + channel]! * dx;
    const lower = data[y1 + x0 + channel]! * (1 - dx) + data[y1 + x1 + channel]! * dx;
    colour[channel]! += upper * (1 - dy) + lower * dy;
  }
}
