import type { Box } from '../../core/geometry.js';
import type { Effort } from '../detector.js';

/** The networks that search whole pictures. */
export type Searcher = 'faceboxes' | 'face-person' | 'yunet';

/** One way of looking at a whole picture. */
export interface View {
  /** Its place in the list of evidence; turned views of one size share one. */
  readonly source: string;
  readonly network: Searcher;
  /** Relative to the base size: 2 shows the picture with twice its base width and height. */
  readonly factor: number;
  /** Looks at the mirror image. */
  readonly mirrored?: boolean;
  /** Looks at the picture turned by this many quarter turns. */
  readonly quarterTurns?: 1 | 3;
}

/**
 * At its base size a picture has this many pixels, unless it is smaller. Everything is measured
 * relative to it, so that a photo is searched the same way whatever its resolution.
 */
const basePixels = 250_000;

/** Longest side of an input; larger views are cut into tiles, which bounds the memory. */
const tileSide = 3072;
/** Overlap of tiles in input pixels; a face of up to this size lies whole in one of them. */
const tileOverlap = 256;

const upright = (network: Searcher, ...factors: number[]): View[] =>
  factors.map((factor) => ({ source: `${network} ${factor}`, network, factor }));

const views: Readonly<Record<Effort, readonly View[]>> = {
  fast: [...upright('faceboxes', 2), ...upright('face-person', 0.5)],
  balanced: [...upright('faceboxes', 0.5, 1, 1.5, 2, 3, 4), ...upright('face-person', 0.5, 1)],
  thorough: [
    ...upright('faceboxes', 0.5, 1, 1.5, 2, 3, 4),
    ...upright('face-person', 0.5, 1),
    ...[1.25, 2.5].map((factor): View => ({
      source: `faceboxes mirrored ${factor}`,
      network: 'faceboxes',
      factor,
      mirrored: true,
    })),
    ...([1, 3] as const).flatMap((quarterTurns) =>
      [1, 2].map((factor): View => ({
        source: `faceboxes turned ${factor}`,
        network: 'faceboxes',
        factor,
        quarterTurns,
      })),
    ),
  ],
};

const yunetViews: Readonly<Record<Effort, readonly View[]>> = {
  fast: upright('yunet', 1),
  balanced: upright('yunet', 1, 2),
  thorough: upright('yunet', 0.5, 1, 2, 3),
};

/** The views of an effort, in a fixed order. */
export function viewsFor(effort: Effort, withYunet: boolean): View[] {
  return [...views[effort], ...(withYunet ? yunetViews[effort] : [])];
}

/** The places in the list of evidence, in order, without repetition. */
export function sourcesOf(chosen: readonly View[]): string[] {
  return [...new Set(chosen.map(({ source }) => source))];
}

/** How many base pixels one picture pixel is; at most 1, as small pictures are their own base. */
export function baseScale(width: number, height: number): number {
  return Math.min(1, Math.sqrt(basePixels / (width * height)));
}

/** A part of the picture, and the network input it is scaled into from the top left corner. */
export interface Tile {
  readonly window: Box;
  readonly width: number;
  readonly height: number;
}

/**
 * Cuts a picture shown at a scale into network inputs: one where it fits, else overlapping ones of
 * about the same size.
 *
 * @param multiple what the input's sides must be multiples of
 */
export function tilesFor(width: number, height: number, scale: number, multiple: number): Tile[] {
  const columns = cut(width * scale);
  const rows = cut(height * scale);
  return rows.flatMap((row) =>
    columns.map((column) => {
      const inputWidth = Math.max(1, Math.ceil(column.length / multiple)) * multiple;
      const inputHeight = Math.max(1, Math.ceil(row.length / multiple)) * multiple;
      const x0 = column.start / scale;
      const y0 = row.start / scale;
      const window = { x0, y0, x1: x0 + inputWidth / scale, y1: y0 + inputHeight / scale };
      return { window, width: inputWidth, height: inputHeight };
    }),
  );
}

function cut(length: number): { start: number; length: number }[] {
  if (length <= tileSide) return [{ start: 0, length }];
  const count = Math.ceil((length - tileOverlap) / (tileSide - tileOverlap));
  const part = (length + (count - 1) * tileOverlap) / count;
  return Array.from({ length: count }, (_, index) => ({
    start: index * (part - tileOverlap),
    length: part,
  }));
}
