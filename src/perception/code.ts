import {
  boxAround,
  boxCentre,
  boxHeight,
  boxWidth,
  iou,
  shareInside,
  type Box,
  type Point,
} from '../core/geometry.js';
import type { RawImage } from '../core/image.js';
import type { Detection } from '../core/region.js';
import { letterbox } from '../networks/letterbox.js';
import { pointToImage } from '../networks/placement.js';
import { findBars } from './code/bars.js';
import { findSymbols, type ReaderEffort, type CodeSymbol } from './code/reader.js';
import { defineDetector, type Effort } from './detector.js';
import { planTiles } from './text/probability-map.js';

/** Where to look: the whole picture at one scale, or tiles of it enlarged. */
interface View {
  readonly window: Box;
  readonly scale: number;
}

/** A larger picture is shrunk to this long side first. */
const largestSide = 4096;
/** Bars are looked for at this long side at most. */
const barsSide = 1600;
/** Side of an enlarged tile before it is enlarged, in pixels of the picture. */
const tileSide = 960;
const tileOverlap = 240;

const efforts: Readonly<Record<Effort, ReaderEffort & { enlarge: readonly number[] }>> = {
  fast: { harder: true, denoise: false, enlarge: [] },
  balanced: { harder: true, denoise: false, enlarge: [2] },
  thorough: { harder: true, denoise: true, enlarge: [2, 3] },
};
/** Only pictures up to this long side are enlarged as a whole where effort is balanced. */
const balancedEnlargeUpTo = 1920;

const readableScore = 0.98;
const damagedScore = 0.5;

/** Finds QR codes, barcodes and their kin, also such as cannot be read any more. */
export const code = defineDetector({
  id: 'code',
  summary: 'Finds QR codes and barcodes, also damaged ones',
  source: 'ZXing-C++; zxing-cpp/zxing-cpp',
  labels: ['code'],
  networks: [],
  thresholds: { code: { low: 0.3, sure: 0.8 } },

  async detect(image, request) {
    if (!request.labels.has('code')) return [];
    const { low, sure } = request.thresholds.code;
    const found: Detection[] = [];
    for (const view of planViews(image, request.effort)) {
      const symbols = await look(image, view, efforts[request.effort]);
      found.push(...symbols.map((symbol) => toDetection(symbol, sure)));
    }
    found.push(...lookForBars(image).map((symbol) => toDetection(symbol, sure)));
    return withoutRepeats(found.filter(({ score }) => score >= low));
  },
});

function planViews(image: RawImage, effort: Effort): View[] {
  const longSide = Math.max(image.width, image.height);
  const whole = { x0: 0, y0: 0, x1: image.width, y1: image.height };
  const views: View[] = [{ window: whole, scale: Math.min(1, largestSide / longSide) }];
  if (effort === 'balanced' && longSide > balancedEnlargeUpTo) return views;
  for (const scale of efforts[effort].enlarge) {
    for (const tile of planTiles(image.width, image.height, tileSide, tileOverlap)) {
      views.push({ window: { x0: tile.x0, y0: tile.y0, x1: tile.x1, y1: tile.y1 }, scale });
    }
  }
  return views;
}

async function look(
  image: RawImage,
  { window, scale }: View,
  effort: ReaderEffort,
): Promise<CodeSymbol[]> {
  const { tensor, placement } = letterbox(
    image,
    Math.max(1, Math.round(boxWidth(window) * scale)),
    Math.max(1, Math.round(boxHeight(window) * scale)),
    window,
  );
  const symbols = await findSymbols(tensor, effort);
  return symbols.map((symbol) => ({
    ...symbol,
    corners: symbol.corners.map(({ x, y }) => pointToImage(placement, x, y)),
  }));
}

/** Barcodes by their look alone: the decoder says nothing of a barcode that it cannot read. */
function lookForBars(image: RawImage): CodeSymbol[] {
  const { width, height } = image;
  const scale = Math.min(1, barsSide / Math.max(width, height));
  const { tensor, placement } = letterbox(
    image,
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  );
  return findBars(tensor).map((quad) => ({
    corners: quad.map(({ x, y }) => pointToImage(placement, x, y)),
    linear: true,
    readable: false,
  }));
}

function toDetection(symbol: CodeSymbol, sure: number): Detection {
  const score = symbol.readable ? readableScore : damagedScore;
  const outline = growOutline(symbol);
  return {
    label: 'code',
    box: boxAround(outline),
    score,
    outline,
    ...(symbol.readable && score >= sure
      ? {}
      : { doubt: 'it is shaped like a code but could not be read' }),
    origin: { by: 'network', detector: code.id, networks: [] },
  };
}

/**
 * Corners lie on the outermost squares or bars. Bars go on above and below the lines that were
 * read, and their digits stand at their foot.
 */
function growOutline({ corners, linear }: CodeSymbol): Point[] {
  const centre = boxCentre(boxAround(corners));
  if (!linear) return corners.map((corner) => awayFrom(centre, corner, 1.08));
  const [leftTop, rightTop, rightBottom, leftBottom] = corners;
  const along = { x: rightTop.x - leftTop.x, y: rightTop.y - leftTop.y };
  const length = Math.hypot(along.x, along.y);
  const end = { x: 0.04 * along.x, y: 0.04 * along.y };
  const foot = { x: -0.12 * along.y, y: 0.12 * along.x };
  if (length === 0) return [...corners];
  return [
    { x: leftTop.x - end.x - foot.x, y: leftTop.y - end.y - foot.y },
    { x: rightTop.x + end.x - foot.x, y: rightTop.y + end.y - foot.y },
    { x: rightBottom.x + end.x + foot.x, y: rightBottom.y + end.y + foot.y },
    { x: leftBottom.x - end.x + foot.x, y: leftBottom.y - end.y + foot.y },
  ];
}

function awayFrom(centre: Point, { x, y }: Point, by: number): Point {
  return { x: centre.x + (x - centre.x) * by, y: centre.y + (y - centre.y) * by };
}

/** One detection a symbol: several views see the same ones, and the larger one is the safer. */
function withoutRepeats(detections: readonly Detection[]): Detection[] {
  const kept: Detection[] = [];
  const ordered = [...detections].sort(
    (a, b) =>
      b.score - a.score || boxWidth(b.box) * boxHeight(b.box) - boxWidth(a.box) * boxHeight(a.box),
  );
  for (const detection of ordered) {
    const known = kept.some(
      ({ box }) => iou(box, detection.box) > 0.3 || shareInside(detection.box, box) > 0.8,
    );
    if (!known) kept.push(detection);
  }
  return kept;
}
