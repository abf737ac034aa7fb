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
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < width; x++) {
      const { first, weights } = across[x];
      const to = (y * width + x) * channels;
      let from = (y * image.width + first) * channels;
      let [red, green, blue, opacity] = [0, 0, 0, 0];
      for (let i = 0; i < weights.length; i++, from += channels) {
        red += weights[i] * planes[from];
        green += weights[i] * planes[from + 1];
        blue += weights[i] * planes[from + 2];
        if (channels === 4) opacity += weights[i] * planes[from + 3];
      }
      narrow[to] = red;
      narrow[to + 1] = green;
      narrow[to + 2] = blue;
      if (channels === 4) narrow[to + 3] = opacity;
    }
  }

  const rowLength = width * channels;
  const out = createImage(width, height, channels);
  const row = new Float32Array(rowLength);
  for (let y = 0; y < height; y++) {
    const { first, weights } = down[y];
    row.fill(0);
    for (let i = 0; i < weights.length; i++) {
      const from = (first + i) * rowLength;
      for (let x = 0; x < rowLength; x++) row[x] += weights[i] * narrow[from + x];
    }
    storeRow(row, out, y);
  }
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
  const planes = new Float32Array(image.data);
  if (image.channels === 4) {
    for (let i = 0; i < planes.length; i += 4) {
      const alpha = planes[i + 3] / 255;
      for (let c = 0; c < 3; c++) planes[i + c] *= alpha;
    }
  }
  return planes;
}

function storeRow(row: Float32Array, out: RawImage, y: number): void {
  const { data, channels } = out;
  let to = y * row.length;
  for (let i = 0; i < row.length; i += channels, to += channels) {
    const opacity = channels === 4 ? row[i + 3] : 255;
    const scale = opacity > 0 ? 255 / opacity : 0;
    for (let c = 0; c < 3; c++) data[to + c] = Math.min(255, Math.round(row[i + c] * scale));
    if (channels === 4) data[to + 3] = Math.round(opacity);
  }
}
