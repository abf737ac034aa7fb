import { boxAround, shareInside, type Box, type Point } from '../../core/geometry.js';
import type { RawImage } from '../../core/image.js';
import { letterbox } from '../../networks/letterbox.js';
import type { Network } from '../../networks/session.js';
import { findComponents, type Component } from './components.js';
import { planTiles, writeTile, type ProbabilityMap } from './probability-map.js';
import {
  cornersOf,
  growRotatedBox,
  intersectConvex,
  minimumAreaBox,
  polygonArea,
  type Quad,
  type RotatedBox,
} from './rotated-box.js';
import { showOnGrey, writeNormalised, type Normalisation } from './planes.js';

/** A stretch of text that reads in one go: a word or a line. */
export interface TextLine {
  /** From where reading starts, unless the line stands upright: then from its top left. */
  readonly quad: Quad;
  /** Around the quad; may reach out of the picture. */
  readonly box: Box;
  /** Mean probability inside the untouched patch, 0 to 1. */
  readonly score: number;
  /** The quad's shorter side, in pixels of the picture. */
  readonly height: number;
  /** Pixels of the picture that one pixel of the network's map spans. */
  readonly grain: number;
}

/** Where a probability becomes a patch, and how far a patch grows to hold its characters. */
export interface MapReading {
  /** Probability from which a pixel belongs to a patch. */
  readonly threshold: number;
  /** Mean probability below which a patch is dropped. */
  readonly lowest: number;
  /** The offset is area × unclip / perimeter: the network is trained on shrunken text. */
  readonly unclip: number;
  /** Patches thinner than this many map pixels are noise. */
  readonly thinnest: number;
}

export const mapReading: MapReading = { threshold: 0.3, lowest: 0.4, unclip: 1.8, thinnest: 2 };

const tileSide = 1280;
const tileOverlap = 160;
/** The detector's stride: sides it takes are multiples of it. */
const stride = 32;
/** The mean and spread of ImageNet's channels, in the order in which PP-OCR takes them. */
const normalisation: Normalisation = {
  mean: [0.485, 0.456, 0.406],
  spread: [0.229, 0.224, 0.225],
};

/**
 * Finds text lines, once at every given long side of the picture (in pixels of the resized
 * picture), and merges them. A map larger than a tile is made of overlapping tiles, so memory
 * stays flat. About 300 ms for one map of 1280 × 720 on one core.
 *
 * @source Liao et al., Real-time scene text detection with differentiable binarization, AAAI 2020
 */
export async function detectText(
  image: RawImage,
  network: Network,
  longSides: readonly number[],
  lowest = mapReading.lowest,
): Promise<TextLine[]> {
  const lines: TextLine[] = [];
  // Text may stand in the colours, or in the transparency of one colour.
  for (const view of new Set([image, showOnGrey(image)])) {
    for (const longSide of longSides) {
      const scale = longSide / Math.max(view.width, view.height);
      const map = await mapOf(view, network, scale);
      for (const { box, score } of readMap(map, { ...mapReading, lowest })) {
        lines.push(lineOf(enlarge(box, 1 / scale), score, 1 / scale));
      }
    }
  }
  return mergeLines(lines);
}

/** The patches of a map, grown to hold their characters, in map pixels. */
export function readMap(
  map: ProbabilityMap,
  reading: MapReading,
): { box: RotatedBox; score: number }[] {
  const found = [];
  for (const component of findComponents(map, Math.ceil(reading.threshold * 255))) {
    const tight = minimumAreaBox(component.corners);
    const thin = Math.min(tight.width, tight.height);
    if (thin < reading.thinnest) continue;
    const score = meanInside(map, tight, component);
    if (score < reading.lowest) continue;
    const area = tight.width * tight.height;
    const perimeter = 2 * (tight.width + tight.height);
    found.push({ box: growRotatedBox(tight, (area * reading.unclip) / perimeter), score });
  }
  return found;
}

/**
 * Drops lines that another line already holds: four fifths of them lie in it and it is of the
 * same height. Lines of another height stay, because a patch over a whole paragraph does not
 * read as its lines do.
 */
export function mergeLines(lines: readonly TextLine[]): TextLine[] {
  const kept: TextLine[] = [];
  const areas = new Map(lines.map((line) => [line, polygonArea(line.quad)]));
  const area = (line: TextLine) => areas.get(line) ?? 0;
  for (const line of [...lines].sort((a, b) => area(b) - area(a))) {
    const held = kept.some(
      (other) =>
        other.height < 1.8 * line.height &&
        shareInside(line.box, other.box) > 0.5 &&
        polygonArea(intersectConvex(line.quad, other.quad)) >= 0.8 * area(line),
    );
    if (!held) kept.push(line);
  }
  return kept;
}

/** The line of a rotated box in pixels of the picture. */
export function lineOf(box: RotatedBox, score: number, grain: number): TextLine {
  const quad = cornersOf(box);
  return { quad, box: boxAround(quad), score, height: Math.min(box.width, box.height), grain };
}

async function mapOf(image: RawImage, network: Network, scale: number): Promise<ProbabilityMap> {
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const map = { data: new Uint8Array(width * height), width, height };
  for (const tile of planTiles(width, height, tileSide, tileOverlap)) {
    const paddedWidth = roundUp(tile.x1 - tile.x0);
    const paddedHeight = roundUp(tile.y1 - tile.y0);
    const { tensor } = letterbox(image, paddedWidth, paddedHeight, {
      x0: tile.x0 / scale,
      y0: tile.y0 / scale,
      x1: (tile.x0 + paddedWidth) / scale,
      y1: (tile.y0 + paddedHeight) / scale,
    });
    const data = new Float32Array(tensor.data.length);
    writeNormalised(tensor, normalisation, data, paddedWidth);
    const outputs = await network.run({ [network.inputNames[0]]: { data, dims: tensor.dims } });
    const said = outputs[network.outputNames[0]];
    writeTile(map, tile, said.data, said.dims[3]);
  }
  return map;
}

function enlarge({ centre, width, height, angle }: RotatedBox, by: number): RotatedBox {
  return {
    centre: { x: centre.x * by, y: centre.y * by },
    width: width * by,
    height: height * by,
    angle,
  };
}

function roundUp(length: number): number {
  return Math.ceil(length / stride) * stride;
}

/** Mean probability over the pixels whose centres lie in the box. */
function meanInside(map: ProbabilityMap, box: RotatedBox, { corners }: Component): number {
  const around = boxAround(corners);
  const quad = cornersOf(box);
  let sum = 0;
  let count = 0;
  for (let y = around.y0; y < around.y1; y++) {
    const span = spanAt(quad, y + 0.5);
    const from = Math.max(0, Math.ceil(span.from - 0.5));
    const to = Math.min(map.width, Math.ceil(span.to - 0.5));
    for (let x = from; x < to; x++) sum += map.data[y * map.width + x];
    count += Math.max(0, to - from);
  }
  return count > 0 ? sum / (255 * count) : 0;
}

/** Where a level line enters and leaves a convex polygon. */
function spanAt(polygon: readonly Point[], y: number): { from: number; to: number } {
  let from = Infinity;
  let to = -Infinity;
  for (let i = 0; i < polygon.length; i++) {
    const a = polygon[i];
    const b = polygon[(i + 1) % polygon.length];
    if (a.y <= y === b.y <= y) continue;
    const x = a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x);
    from = Math.min(from, x);
    to = Math.max(to, x);
  }
  return { from, to };
}
