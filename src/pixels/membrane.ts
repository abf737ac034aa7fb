/** A grid of numbers, `channels` of them at each place, row-major. */
export interface Grid {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Float32Array;
}

export function createGrid(width: number, height: number, channels: number): Grid {
  return { width, height, channels, data: new Float32Array(width * height * channels) };
}

/**
 * Fills what is not known of a grid smoothly from what is: values are averaged to coarser and
 * coarser grids as far as they are known, and each grid fills the gaps of the finer one. Like a
 * membrane stretched over the known places, at a cost that grows with the places alone.
 *
 * @param known how well each place is known, 0 to 1; between the two both count
 * @returns a new grid; all zeros when nothing is known
 * @source Gortler et al., The lumigraph, SIGGRAPH 1996; Pérez et al., Poisson image editing,
 *   SIGGRAPH 2003
 */
export function fillSmoothly(grid: Grid, known: Readonly<Float32Array>): Grid {
  const { width, height, channels, data } = grid;
  const filled = createGrid(width, height, channels);
  if (width <= 1 && height <= 1) {
    if (known[0] > 0) filled.data.set(data);
    return filled;
  }
  const coarse = pull(grid, known);
  push(fillSmoothly(coarse.grid, coarse.known), filled);
  for (let i = 0, at = 0; i < width * height; i++) {
    const share = Math.min(1, known[i]);
    for (let c = 0; c < channels; c++, at++) {
      filled.data[at] += share * (data[at] - filled.data[at]);
    }
  }
  return filled;
}

/** The grid at half the size: means of 2 × 2 places, weighed by how well they are known. */
function pull(grid: Grid, known: Readonly<Float32Array>): { grid: Grid; known: Float32Array } {
  const { width, height, channels, data } = grid;
  const half = createGrid(Math.ceil(width / 2), Math.ceil(height / 2), channels);
  const weights = new Float32Array(half.width * half.height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const weight = known[y * width + x];
      if (weight === 0) continue;
      const to = (y >> 1) * half.width + (x >> 1);
      weights[to] += weight;
      const from = (y * width + x) * channels;
      for (let c = 0; c < channels; c++) half.data[to * channels + c] += weight * data[from + c];
    }
  }
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    for (let c = 0; c < channels; c++) half.data[i * channels + c] /= weights[i];
    weights[i] = Math.min(1, weights[i]);
  }
  return { grid: half, known: weights };
}

/** Enlarges to twice the size, linearly between the middles of the places; writes into `to`. */
function push(from: Grid, to: Grid): void {
  const { width, height, channels } = to;
  const rowOf = rowSampler(
    from,
    Float64Array.from({ length: width }, (_, x) => (x + 0.5) / 2),
  );
  for (let y = 0; y < height; y++) to.data.set(rowOf((y + 0.5) / 2), y * width * channels);
}

/**
 * Reads rows of a grid at the same places along each, the very values that {@link sampleGrid}
 * gives, at a fraction of the cost when rows are asked for in order.
 *
 * @param places x of each place of a row
 * @returns gives the row at y, `channels` values a place; always the same array, written anew
 */
export function rowSampler(
  { width, height, channels, data }: Grid,
  places: Readonly<Float64Array>,
): (y: number) => Readonly<Float64Array> {
  const lows = new Int32Array(places.length);
  const nexts = new Int32Array(places.length);
  const shares = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) {
    const place = Math.min(width - 1, Math.max(0, places[i] - 0.5));
    lows[i] = (place | 0) * channels;
    nexts[i] = (place | 0) + 1 < width ? lows[i] + channels : lows[i];
    shares[i] = place - (place | 0);
  }
  const length = places.length * channels;
  const out = new Float64Array(length);
  /** The grid's rows that were stretched last, and which they are. */
  let [above, below] = [new Float64Array(length), new Float64Array(length)];
  let [upper, lower] = [-1, -1];
  const stretch = (row: number, line: Float64Array) => {
    const start = row * width * channels;
    for (let i = 0, to = 0; i < lows.length; i++) {
      const low = start + lows[i];
      const next = start + nexts[i];
      for (let c = 0; c < channels; c++, to++) {
        line[to] = data[low + c] + shares[i] * (data[next + c] - data[low + c]);
      }
    }
    return row;
  };
  return (y) => {
    const place = Math.min(height - 1, Math.max(0, y - 0.5));
    const row = place | 0;
    const down = place - row;
    if (row !== upper && row === lower) [above, below, upper, lower] = [below, above, lower, upper];
    if (row !== upper) upper = stretch(row, above);
    const after = row + 1 < height ? row + 1 : row;
    if (after !== lower) lower = stretch(after, below);
    for (let i = 0; i < length; i++) out[i] = above[i] + down * (below[i] - above[i]);
    return out;
  };
}

/**
 * Reads a grid at (x, y), where place (i, j) has its middle at (i + ½, j + ½): linearly between
 * the middles, the border going on. Writes `channels` values to `out` from `at` on.
 */
export function sampleGrid(
  grid: Grid,
  x: number,
  y: number,
  out: Float32Array | Float64Array,
  at: number,
): void {
  const { width, height, channels, data } = grid;
  const px = Math.min(width - 1, Math.max(0, x - 0.5));
  const py = Math.min(height - 1, Math.max(0, y - 0.5));
  const column = px | 0;
  const row = py | 0;
  const across = px - column;
  const down = py - row;
  const upper = (row * width + column) * channels;
  const lower = row + 1 < height ? upper + width * channels : upper;
  const next = column + 1 < width ? channels : 0;
  for (let c = 0; c < channels; c++) {
    const above = data[upper + c] + across * (data[upper + next + c] - data[upper + c]);
    const below = data[lower + c] + across * (data[lower + next + c] - data[lower + c]);
    out[at + c] = above + down * (below - above);
  }
}

/**
 * Reads a grid row by row at a finer step, linearly as {@link sampleGrid} does but faster.
 *
 * @param cell pixels a place of the grid
 * @param width pixels of a row
 * @returns gives the values of the pixels' middles in row y, `channels` a pixel; always the same
 *   array, written anew
 */
export function rowReader(
  grid: Grid,
  cell: number,
  width: number,
): (y: number) => Readonly<Float32Array> {
  const { channels, data } = grid;
  const line = new Float32Array(grid.width * channels);
  const row = new Float32Array(width * channels);
  const lows = new Int32Array(width);
  const shares = new Float32Array(width);
  for (let x = 0; x < width; x++) {
    const place = Math.min(grid.width - 1, Math.max(0, (x + 0.5) / cell - 0.5));
    lows[x] = Math.min(Math.max(0, grid.width - 2), place | 0);
    shares[x] = place - lows[x];
  }
  const next = grid.width > 1 ? channels : 0;
  return (y) => {
    const place = Math.min(grid.height - 1, Math.max(0, (y + 0.5) / cell - 0.5));
    const low = Math.min(Math.max(0, grid.height - 2), place | 0);
    const down = place - low;
    const upper = low * line.length;
    const lower = grid.height > 1 ? upper + line.length : upper;
    for (let i = 0; i < line.length; i++) {
      line[i] = data[upper + i] + down * (data[lower + i] - data[upper + i]);
    }
    for (let x = 0, to = 0; x < width; x++) {
      const at = lows[x] * channels;
      const share = shares[x];
      for (let c = 0; c < channels; c++, to++) {
        row[to] = line[at + c] + share * (line[at + next + c] - line[at + c]);
      }
    }
    return row;
  };
}
