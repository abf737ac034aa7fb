import type { Point } from '../../core/geometry.js';
import type { Random } from '../../core/random.js';
import { between, courses, onSide, pathOf, placeOf, sides, type Side } from './atlas.js';
import { ageing } from './complexion.js';
import type { Creasing } from './creasing.js';
import { addLine, addSpot, fading, type Field } from './field.js';
import { around, within, type Character } from './traits.js';

/** What a fold's line looks like: its width and by how much it darkens, as a logarithm. */
type Fold = (points: readonly Point[], width: number, amount: number, ridge?: number) => void;

/**
 * Draws the lines of a face into its brightness (mutated): of the lids, beside nose and mouth, on
 * the forehead, at the eyes; deeper with the years and with what the face does. About 3 ms.
 */
export function drawFolds(
  shade: Field,
  character: Character,
  creasing: Creasing,
  random: Random,
): void {
  const aged = ageing(character.years);
  const depth = Math.exp(around(random, 0, 0.35 * character.spread));
  const soft = character.masculine ? 1 : 0.7;
  const lidCrease = within(random, 0.1, 0.42);
  const [cheeks, bags] = [within(random, 0.5, 1.5), within(random, 0.4, 1.6)];
  for (const side of sides) {
    const fold: Fold = (points, width, amount, ridge = 0.35) =>
      addLine(shade, wavered(points, random, 0.5), { width, course: fading, ridge }, -amount);
    const { squint, knit, droop, sneer } = creasing;
    // A faint smile moves the cheek long before it folds it.
    const smile = creasing.smile[side] ** 1.3;
    const under = 0.2 * smile + 0.15 * squint;
    fold(pathOf(courses.lidCrease, side), 0.9, lidCrease, 0.15);
    const nasolabial =
      soft * ((0.045 + 0.25 * aged) * cheeks + (0.3 + 0.15 * aged) * smile + 0.12 * sneer);
    fold(
      pathOf(courses.nasolabial, side),
      2 + 0.4 * aged + 0.6 * Math.min(1, smile),
      nasolabial,
      0.45,
    );
    fold(pathOf(courses.tearTrough, side), 2, (0.035 + 0.16 * aged) * bags, 0.3);
    fold(pathOf(courses.underEye, side), 1.3, (0.03 + 0.2 * aged) * bags + under);
    const marionette = Math.max(0, aged - 0.25) * 0.32 * cheeks + 0.16 * droop;
    fold(pathOf(courses.marionette, side), 1.8, marionette);
    crowsFeet(fold, side, (0.02 + 0.28 * aged) * depth + (0.04 + 0.12 * aged) * (smile + squint));
    const frowning = (0.01 + 0.22 * aged) * depth * within(random, 0.2, 1.4);
    fold(frownLine(side), 1.1, frowning + 0.2 * knit);
    bulge(shade, side, Math.min(fullest, smile));
  }
  const raised = (0.015 + 0.23 * aged) * depth + (0.08 + 0.1 * aged) * creasing.raise;
  drawForehead(shade, random, raised, aged);
}

/** A cheek is not fuller than this, however broad the smile. */
const fullest = 1.2;

/**
 * A smile gathers the cheek: it catches light above the fold and shades the corner of the mouth. By
 * the light on the cheek smiles are told from calm faces, more than by folds or teeth.
 */
function bulge(shade: Field, side: Side, smile: number): void {
  const spot = (at: Point, across: number, down: number, amount: number) =>
    addSpot(shade, { at: onSide(at, side), across, down }, amount * 1.8 * smile);
  const beside = (points: readonly number[], width: number, amount: number) =>
    addLine(shade, pathOf(points, side), { width, course: fading }, amount * smile);
  beside([165, 92, 186, 57], 4.5, -0.09);
  beside([36, 205, 207, 214], 6, 0.16);
  spot(between(placeOf(205), placeOf(50), 0.45), 13, 9, 0.24);
  spot(between(placeOf(207), placeOf(187), 0.4), 8, 5, -0.07);
  spot(between(placeOf(61), placeOf(57), 0.5), 3, 3.5, -0.26);
  spot(placeOf(212), 4, 7, -0.08);
}

function crowsFeet(fold: Fold, side: Side, amount: number): void {
  const from = between(placeOf(130), placeOf(226), 0.5);
  for (const end of [124, 143, 111, 35]) {
    const to = between(from, placeOf(end), end === 35 ? 0.9 : 0.75);
    fold(
      [from, to].map((place) => onSide(place, side)),
      0.8,
      amount,
    );
  }
}

/** The line that brows drawn together fold beside the root of the nose. */
function frownLine(side: Side): Point[] {
  const low = between(placeOf(55), placeOf(193), 0.35);
  const high = between(placeOf(107), placeOf(9), 0.3);
  return [low, high].map((place) => onSide(between(place, placeOf(8), 0.3), side));
}

function drawForehead(shade: Field, random: Random, amount: number, aged: number): void {
  const lines = 2 + Math.round(2 * aged);
  const [top, bottom] = [placeOf(151).y + 2, placeOf(9).y - 9];
  for (let line = 0; line < lines; line++) {
    const y = top + ((bottom - top) * (line + within(random, 0.2, 0.8))) / lines;
    const [left, right] = [within(random, 62, 95), within(random, 161, 194)];
    const sag = within(random, -2, 3);
    const points = Array.from({ length: 9 }, (_, i) => ({
      x: left + ((right - left) * i) / 8,
      y: y + sag * Math.sin((Math.PI * i) / 8),
    }));
    const shape = { width: 0.9 + 0.4 * aged, course: fading, ridge: 0.4 };
    addLine(shade, wavered(points, random, 0.9), shape, -amount * within(random, 0.5, 1.2));
  }
}

/** The same course a little unsteady. */
function wavered(points: readonly Point[], random: Random, by: number): Point[] {
  return points.map(({ x, y }) => ({ x: x + around(random, 0, by), y: y + around(random, 0, by) }));
}
