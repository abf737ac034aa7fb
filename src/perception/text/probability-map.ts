import type { Box } from '../../core/geometry.js';

/** How likely each place of a picture is text: 0 to 255, row-major, one value a map pixel. */
export interface ProbabilityMap {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A rectangle of whole map pixels, half-open. */
export interface Tile extends Box {
  /** The part of the tile that it speaks for: its inner part, up to the map's own border. */
  readonly core: Box;
}

/**
 * Cuts a map into overlapping tiles no larger than `side`, as few and as small as will do.
 * Neighbours share at least `overlap` pixels and each speaks for its half of them, so that the
 * cores cover the map exactly once and nothing is judged right at a cut.
 */
export function planTiles(width: number, height: number, side: number, overlap: number): Tile[] {
  const columns = planCuts(width, side, overlap);
  return planCuts(height, side, overlap).flatMap((row) =>
    columns.map((column) => ({
      x0: column.from,
      y0: row.from,
      x1: column.to,
      y1: row.to,
      core: { x0: column.coreFrom, y0: row.coreFrom, x1: column.coreTo, y1: row.coreTo },
    })),
  );
}

interface Cut {
  from: number;
  to: number;
  coreFrom: number;
  coreTo: number;
}

function planCuts(length: number, side: number, overlap: number): Cut[] {
  if (length <= side) return [{ from: 0, to: length, coreFrom: 0, coreTo: length }];
  const count = Math.ceil((length - overlap) / (side - overlap));
  const each = Math.ceil((length + (count - 1) * overlap) / count);
  const cuts = Array.from({ length: count }, (_, i) => {
    const from = Math.round((i * (length - each)) / (count - 1));
    return { from, to: from + each, coreFrom: 0, coreTo: length };
  });
  for (let i = 1; i < count; i++) {
    const middle = Math.floor((cuts[i].from + cuts[i - 1].to) / 2);
    cuts[i].coreFrom = middle;
    cuts[i - 1].coreTo = middle;
  }
  return cuts;
}

/**
 * Writes what a network said of one tile into the map, over the tile's core only. `said` holds
 * probabilities 0 to 1 in rows of `saidWidth` values, starting at the tile's corner.
 */
export function writeTile(
  map: ProbabilityMap,
  tile: Tile,
  said: Float32Array,
  saidWidth: number,
): void {
  const { core } = tile;
  for (let y = core.y0; y < core.y1; y++) {
    let from = (y - tile.y0) * saidWidth + core.x0 - tile.x0;
    const start = y * map.width;
    for (let at = start + core.x0; at < start + core.x1; at++) {
      map.data[at] = said[from++] * 255 + 0.5;
    }
  }
}
