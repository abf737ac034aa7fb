/**
 * Softens the edge of a coverage outwards: what is covered fully stays so, and around it coverage
 * falls smoothly to 0 at `reach` pixels. Nothing is ever covered less than before.
 * `coverage` is row-major, one byte a pixel, `width` × `height`; returns a new one of that size.
 */
export function featherOutward(
  coverage: Uint8Array,
  width: number,
  height: number,
  reach: number,
): Uint8Array {
  const squared = squaredDistances(coverage, width, height);
  const soft = coverage.slice();
  for (let i = 0; i < soft.length; i++) {
    if (soft[i] === 255 || squared[i] >= reach * reach) continue;
    const left = 1 - Math.sqrt(squared[i]) / reach;
    soft[i] = Math.max(soft[i], Math.round(255 * left * left * (3 - 2 * left)));
  }
  return soft;
}

const far = 1e12;

/**
 * For every pixel the squared distance, in pixels, to what is covered: 0 where coverage is 255,
 * and from a partly covered pixel the part it lacks. Exact Euclidean. Cost: two passes.
 * @source P. Felzenszwalb, D. Huttenlocher, Distance Transforms of Sampled Functions, 2012
 */
export function squaredDistances(
  coverage: Uint8Array,
  width: number,
  height: number,
): Float32Array {
  const grid = new Float32Array(coverage.length);
  for (let i = 0; i < grid.length; i++) {
    grid[i] = coverage[i] === 0 ? far : (1 - coverage[i] / 255) ** 2;
  }
  const longest = Math.max(width, height);
  const work: Work = {
    values: new Float64Array(longest),
    places: new Int32Array(longest),
    borders: new Float64Array(longest + 1),
  };
  for (let x = 0; x < width; x++) spreadAlong(grid, x, width, height, work);
  for (let y = 0; y < height; y++) spreadAlong(grid, y * width, 1, width, work);
  return grid;
}

interface Work {
  readonly values: Float64Array;
  /** The parabolas of the lower envelope, by where their lowest points lie … */
  readonly places: Int32Array;
  /** … and from which position on each is the lowest. */
  readonly borders: Float64Array;
}

/** Replaces the values along one line by the lower envelope of the parabolas standing on them. */
function spreadAlong(
  grid: Float32Array,
  first: number,
  stride: number,
  length: number,
  { values, places, borders }: Work,
): void {
  for (let i = 0; i < length; i++) values[i] = grid[first + i * stride];
  let last = 0;
  places[0] = 0;
  borders[0] = -Infinity;
  for (let i = 1; i < length; i++) {
    const top = values[i] + i * i;
    let border: number;
    for (; ; last--) {
      const j = places[last];
      border = (top - values[j] - j * j) / (2 * (i - j));
      if (border > borders[last]) break;
    }
    last++;
    places[last] = i;
    borders[last] = border;
  }
  for (let i = 0, k = 0; i < length; i++) {
    while (k < last && borders[k + 1] < i) k++;
    grid[first + i * stride] = values[places[k]] + (i - places[k]) ** 2;
  }
}
