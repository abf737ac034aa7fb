import {
  boxAround,
  boxHeight,
  boxWidth,
  shareInside,
  type Box,
  type Point,
} from '../core/geometry.js';
import { vehicleKinds, type DetectedObject } from './objects.js';
import { plateLikeness } from './plate/pattern.js';
import type { Reading } from './text/ctc.js';
import type { TextLine } from './text/detect.js';
import { follows, similarHeight } from './text/rows.js';
import { cornersOf, minimumAreaBox, type RotatedBox } from './text/rotated-box.js';

/** A line with what was read from it. */
export interface ReadLine extends TextLine {
  readonly reading: Reading;
}

/** A number plate, or what may be one. */
export interface PlateCandidate {
  /** The whole plate, not only its characters. */
  readonly box: Box;
  /** Only when the plate is turned so far that the box would take in much else. */
  readonly outline?: readonly Point[];
  readonly score: number;
  readonly lines: readonly ReadLine[];
  /** Whether it stands where a vehicle carries its plate. */
  readonly onVehicle: boolean;
  /** Why a person should look at it, apart from a low score. */
  readonly doubt?: string;
}

const unreadOnVehicle = 'it stands where a plate stands but does not read like one';
const readsInPart = 'it reads only in part like a plate';

/**
 * Whether a line could be a plate or a half of one by its shape alone: others need not be read to
 * find plates.
 */
export function couldBePlate(line: TextLine): boolean {
  const { width, height } = minimumAreaBox(line.quad);
  const aspect = width / Math.max(height, 1);
  return aspect >= 0.8 && aspect <= 8;
}

/**
 * Finds plates among text lines: those that are shaped like one and either read like one or stand
 * where a vehicle carries one. Made to miss none: a line on a vehicle counts even if it cannot be
 * read. Two lines that make one plate, beside or below each other, are tried together.
 *
 * @param objects of the same picture, of any kind
 * @returns those of at least `lowest`, by falling score; none lies mostly in another
 */
export function findPlates(
  lines: readonly ReadLine[],
  objects: readonly DetectedObject[],
  lowest: number,
): PlateCandidate[] {
  const vehicles = objects.filter(({ kind }) => vehicleKinds.has(kind));
  const likely = lines.filter(couldBePlate);
  const groups = [...likely.map((line) => [line]), ...pairsOf(likely)];
  const candidates = groups
    .map((group) => judge(group, vehicles))
    .filter(({ score }) => score >= lowest)
    // At equal belief the larger one: what is left over of a plate still identifies.
    .sort((a, b) => b.score - a.score || b.lines.length - a.lines.length);
  const kept: PlateCandidate[] = [];
  for (const candidate of candidates) {
    if (kept.every((other) => shareInside(candidate.box, other.box) < 0.6)) kept.push(candidate);
  }
  return kept;
}

function judge(lines: readonly ReadLine[], vehicles: readonly DetectedObject[]): PlateCandidate {
  const tight = minimumAreaBox(lines.flatMap((line) => line.quad));
  const text = lines.map((line) => line.reading.text).join('');
  const confidence = Math.min(...lines.map((line) => line.reading.confidence));
  const found = Math.min(...lines.map((line) => line.score));
  const likeness = plateLikeness(text);
  const place = Math.max(0, ...vehicles.map((vehicle) => placeOn(vehicle, tight)));

  const reads = likeness * confidence;
  // By its place alone it is never sure, and something that clearly reads otherwise (TAXI, a
  // firm's name) is seldom a plate.
  const stands = 0.6 * place * (1 - 0.6 * confidence * (1 - likeness));
  const belief = 1 - (1 - reads) * (1 - stands);
  const score = Math.min(1, found ** 0.5 * shapeFit(tight, lines.length) * belief);

  const whole = growToPlate(tight, lines);
  const corners = cornersOf(whole);
  return {
    box: boxAround(corners),
    ...(Math.abs(Math.sin(2 * whole.angle)) > 0.3 ? { outline: corners } : {}),
    score,
    lines,
    onVehicle: place > 0,
    ...(reads < 0.5 ? { doubt: place > 0 ? unreadOnVehicle : readsInPart } : {}),
  };
}

/** How well the characters' own rectangle has a plate's proportions, 0 to 1. */
function shapeFit({ width, height }: RotatedBox, lineCount: number): number {
  const aspect = width / Math.max(height, 1);
  const [low, high] = lineCount > 1 && aspect < 2.4 ? [0.9, 2.4] : [2.2, 5.5];
  if (aspect < low) return Math.max(0, 1 - (1.5 * (low - aspect)) / low);
  if (aspect > high) return Math.max(0, 1 - (1.5 * (aspect - high)) / high);
  return 1;
}

/**
 * How well a place on a vehicle is one where it carries its plate, up to the vehicle's score: from
 * its upper quarter down to a little below its box, and of a plate's size.
 */
function placeOn(vehicle: DetectedObject, plate: RotatedBox): number {
  const { box, score } = vehicle;
  const { x, y } = plate.centre;
  const down = (y - box.y0) / boxHeight(box);
  const share = plate.width / boxWidth(box);
  if (x < box.x0 || x > box.x1 || down < -0.1 || down > 1.25) return 0;
  if (share < 0.06 || share > 0.7) return 0;
  // At night the box often holds only what lies below the lights, and the plate is at its top.
  return Math.min(1, 1.3 * score) * (down < 0.25 ? 0.85 : 1);
}

/**
 * Characters end before their plate does: a band and a margin at the ends, a rim above and below.
 * The detector's own blur already covers some of it, as many pixels at any size.
 */
function growToPlate(tight: RotatedBox, lines: readonly TextLine[]): RotatedBox {
  const height = Math.max(...lines.map((line) => line.height));
  const blur = Math.max(...lines.map((line) => line.grain));
  const along = Math.max(0.1 * height, 0.65 * height - 5 * blur);
  const across = Math.max(0.05 * height, 0.25 * height - 3 * blur);
  return { ...tight, width: tight.width + 2 * along, height: tight.height + 2 * across };
}

/** Lines of about the same height, one close after or below the other. */
function pairsOf(lines: readonly ReadLine[]): ReadLine[][] {
  const pairs: ReadLine[][] = [];
  for (const first of lines) {
    for (const second of lines) {
      if (first === second) continue;
      if (follows(first, second) || standsBelow(first, second)) {
        pairs.push([first, second]);
      }
    }
  }
  return pairs;
}

/** Whether the second stands right below the first, and neither sticks out far. */
function standsBelow(upper: ReadLine, lower: ReadLine): boolean {
  const [first, second] = [upper.box, lower.box];
  const height = Math.min(boxHeight(first), boxHeight(second));
  const gap = second.y0 - first.y1;
  const shared = Math.min(first.x1, second.x1) - Math.max(first.x0, second.x0);
  return (
    similarHeight(upper, lower) &&
    gap > -0.5 * height &&
    gap < 0.6 * height &&
    shared > 0.5 * Math.max(boxWidth(first), boxWidth(second))
  );
}
