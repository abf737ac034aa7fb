import { createImage, type RawImage } from '../core/image.js';

/**
 * A copy of another size. A side that shrinks is averaged over the area each new pixel covers, a
 * side that grows is interpolated linearly between pixel centres; edges repeat. With 4 channels
 * colours are weighted by alpha. `width` and `height` are whole numbers from 1 on. Cost: one pass
 * a side.
 */
export function resize(image: Readonly<RawImage>, width: number, height: number): RawImage {
  const { channels } = image;
  const across = tapsAlong(image.width, width);
  const down = tapsAlong(image.height, height);
  const planes = premultiplied(image);

  const narrow = new Float32Array(width * image.height * channels);
  for (let y = 0, to = 0; y < image.height; y++) {
    for (const { first, weights } of across) {
      for (let c = 0; c < channels; c++, to++) {
        let sum = 0;
        let at = (y * image.width + first) * channels + c;
        for (const weight of weights) {
          sum += weight * planes[at];
          at += channels;
        }
        narrow[to] = sum;
      }
    }
  }

  const rowLength = width * channels;
  const out = createImage(width, height, channels);
  const row = new Float32Array(rowLength);
  down.forEach(({ first, weights }, y) => {
    row.fill(0);
    weights.forEach((weight, i) => {
      const from = (first + i) * rowLength;
      for (let x = 0; x < rowLength; x++) row[x] += weight * narrow[from + x];
    });
    storeRow(row, out, y);
  });
  return out;
}

/** The source positions that make one new pixel, with weights that sum to 1. */
interface Taps {
  readonly first: number;
  readonly weights: Float64Array;
}

function tapsAlong(from: number, to: number): Taps[] {
  const scale = from / to;
  return Array.from({ length: to }, (_, i) =>
    scale > 1 ? areaTaps(i * scale, Math.min(from, (i + 1) * scale)) : linearTaps(i, scale, from),
  );
}

function areaTaps(start: number, end: number): Taps {
  const first = Math.floor(start);
  const weights = Float64Array.from({ length: Math.ceil(end) - first }, (_, i) => {
    const covered = Math.min(end, first + i + 1) - Math.max(start, first + i);
    return covered / (end - start);
  });
  return { first, weights };
}

function linearTaps(i: number, scale: number, from: number): Taps {
  const position = Math.min(Math.max((i + 0.5) * scale - 0.5, 0), from - 1);
  const first = Math.min(Math.floor(position), Math.max(0, from - 2));
  const share = position - first;
  return { first, weights: Float64Array.from(from > 1 ? [1 - share, share] : [1]) };
}

/** Samples as floats, colours multiplied by alpha (0 to 1) when there is one. */
function premultiplied(image: Readonly<RawImage>): Float32Array {
  const planes = Float32Array.from(image.data);
  if (image.channels === 4) {
    for (let i = 0; i < planes.length; i += 4) {
      const alpha = planes[i + 3] / 255;
      for (let c = 0; c < 3; c++) planes[i + c] *= alpha;
    }
  }
  return planes;
}

function storeRow(row: Float32Array, out: RawImage, y: number): void {
  const start = y * row.length;
  for (let i = 0; i < row.length; i++) {
    const alpha = out.channels === 4 ? row[i - (i % 4) + 3] : 255;
    const scale = i % out.channels === 3 || alpha === 0 ? 1 : 255 / alpha;
    out.data[start + i] = Math.min(255, Math.round(row[i] * scale));
  }
}
