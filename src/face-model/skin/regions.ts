import type { Box, Point } from '../../core/geometry.js';
import { textureSize } from '../face.js';
import { between, coverOf, courses, lips, onSide, pathOf, placeOf, sides } from './atlas.js';
import {
  addField,
  addLine,
  addSpot,
  blurred,
  createField,
  extentOf,
  fading,
  steady,
  type Field,
} from './field.js';

/** Parts of every face, as fields of 0 to about 1. They are the same for all, and made once. */
export interface Regions {
  readonly cheeks: Field;
  readonly nose: Field;
  readonly forehead: Field;
  /** The skin round the eyes, darker beneath them. */
  readonly sockets: Field;
  readonly chin: Field;
  readonly mouthRound: Field;
  readonly lips: Field;
  /** The lips and a little around them. */
  readonly lipRim: Field;
  /** The upper lip, which faces down and so is darker. */
  readonly upperLip: Field;
  /** The lower lip alone, which catches more light and blood. */
  readonly lowerLip: Field;
  readonly beard: Field;
  readonly moustache: Field;
  /** Where less light comes at any time, as logarithms of brightness. */
  readonly hollows: Field;
}

let made: Regions | undefined;

/** The parts of every face; about 60 ms the first time. */
export function regions(): Regions {
  made ??= makeRegions();
  return made;
}

const extents = new Map<keyof Regions, Box>();

/** Where a part is not 0, in whole pixels; found out once. */
export function extentOfRegion(part: keyof Regions): Box {
  const known = extents.get(part);
  if (known) return known;
  const extent = extentOf(regions()[part]);
  extents.set(part, extent);
  return extent;
}

/** Adds `amount` times a part of the face to `field` (mutated), at the cost of its box. */
export function addRegion(field: Field, part: keyof Regions, amount: number): void {
  addField(field, regions()[part], amount, extentOfRegion(part));
}

function makeRegions(): Regions {
  const mouth = coverOf(lips.outer.map(placeOf));
  return {
    cheeks: spots([
      [between(placeOf(101), placeOf(50), 0.6), 19, 14, 1],
      [placeOf(205), 14, 14, 0.45],
    ]),
    nose: spots([
      [placeOf(4), 6, 9, 0.5],
      [placeOf(64), 4.5, 5, 0.7],
      [placeOf(195), 4, 9, 0.2],
    ]),
    forehead: spots([
      [placeOf(108), 32, 17, 0.55],
      [placeOf(104), 24, 17, 0.4],
    ]),
    sockets: spots([
      [placeOf(231), 12, 5, 0.8],
      [placeOf(232), 6, 5, 0.4],
      [placeOf(27), 13, 5, 0.45],
      [placeOf(221), 6, 7, 0.45],
    ]),
    chin: spots([[placeOf(199), 13, 10, 0.5]]),
    mouthRound: spots([
      [placeOf(92), 12, 9, 0.4],
      [placeOf(202), 13, 11, 0.4],
    ]),
    lips: blurred(mouth, 1),
    lipRim: blurred(mouth, 2.7),
    upperLip: blurred(coverOf(upperLip.map(placeOf)), 1),
    lowerLip: spots([[placeOf(85), 13, 4, 0.5]]),
    beard: beardField(blurred(mouth, 1.8)),
    moustache: blurred(coverOf(moustache()), 1.6),
    hollows: hollowField(),
  };
}

/** Between nose and upper lip, out to where the mouth ends. */
function moustache(): Point[] {
  const lower = lips.outer.slice(0, 11).map(placeOf);
  const upper = [
    between(placeOf(61), placeOf(57), 0.7),
    placeOf(186),
    between(placeOf(92), placeOf(40), 0.2),
    between(placeOf(165), placeOf(39), 0.35),
    between(placeOf(167), placeOf(37), 0.3),
  ];
  const left = upper.map((place) => onSide(place, 'left'));
  return [...lower, ...left, between(placeOf(164), placeOf(0), 0.3), ...upper.reverse()];
}

/** Round the upper lip alone. */
const upperLip = [...lips.outer.slice(0, 11), ...lips.inner.slice(0, 11).reverse()];

/** Spots of the right half and their mirror images: middle, spread across and down, amount. */
function spots(list: readonly (readonly [Point, number, number, number])[]): Field {
  const field = createField();
  for (const side of sides) {
    for (const [at, across, down, amount] of list) {
      addSpot(field, { at: onSide(at, side), across, down }, amount);
    }
  }
  return field;
}

/** Where hair grows on a man's lower face: cheeks below a line, upper lip, chin; not the lips. */
function beardField(mouth: Readonly<Field>): Field {
  const edge = [
    between(placeOf(127), placeOf(34), 0.35),
    between(placeOf(227), placeOf(116), 0.1),
    between(placeOf(137), placeOf(123), 0.35),
    between(placeOf(187), placeOf(147), 0.35),
    placeOf(207),
    placeOf(216),
    between(placeOf(92), placeOf(206), 0.25),
    between(placeOf(165), placeOf(203), 0.25),
    placeOf(167),
    placeOf(164),
  ];
  const mirrored = edge
    .slice(0, -1)
    .reverse()
    .map((place) => onSide(place, 'left'));
  const [far, last] = [textureSize + 40, textureSize + 60];
  const area = coverOf([
    ...edge,
    ...mirrored,
    { x: far, y: 90 },
    { x: far, y: last },
    { x: -40, y: last },
    { x: -40, y: 90 },
  ]);
  const field = blurred(area, 4.5);
  const bare = spots([
    [placeOf(43), 5, 7, 0.5],
    [placeOf(164), 3, 6, 0.4],
    [placeOf(207), 10, 10, 0.3],
  ]);
  for (let i = 0; i < field.length; i++) {
    field[i] = Math.max(
      0,
      field[i] * (1 - Math.min(1, 1.3 * mouth[i])) * (1 - Math.min(1, bare[i])),
    );
  }
  return field;
}

/** Soft shade of places that light reaches less, whatever its direction. */
function hollowField(): Field {
  const field = createField();
  const parting = [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308].map(placeOf);
  const lowerParting = [95, 88, 178, 87, 14, 317, 402, 318, 324].map(placeOf);
  const bridge = [168, 6, 197, 195, 5, 4].map(placeOf);
  addLine(field, parting, { width: 1.1, course: steady }, -0.55);
  addLine(field, lowerParting, { width: 2, course: fading }, -0.22);
  addLine(field, bridge, { width: 3, course: fading }, 0.1);
  addSpot(field, { at: placeOf(4), across: 4, down: 4 }, 0.12);
  addSpot(field, { at: placeOf(199), across: 10, down: 6 }, 0.06);
  addLine(field, [placeOf(2), placeOf(0)], { width: 2.6, course: fading, ridge: 0.5 }, -0.05);
  addSpot(field, { at: between(placeOf(94), placeOf(2), 0.4), across: 10, down: 4 }, -0.34);
  addSpot(field, { at: between(placeOf(17), placeOf(18), 0.5), across: 15, down: 5 }, -0.28);
  addSpot(field, { at: placeOf(11), across: 9, down: 2.5 }, -0.05);
  for (const side of sides) {
    const spot = (point: number, across: number, down: number, amount: number) =>
      addSpot(field, { at: onSide(placeOf(point), side), across, down }, amount);
    addLine(
      field,
      pathOf(courses.alarGroove, side),
      { width: 1.8, course: fading, ridge: 0.25 },
      -0.26,
    );
    addLine(field, pathOf(courses.noseSide, side), { width: 4.5, course: fading }, -0.2);
    addLine(field, pathOf(courses.upperLid, side), { width: 1.7, course: steady }, -0.5);
    addLine(field, pathOf(courses.lowerLid, side), { width: 1.2, course: steady }, -0.12);
    spot(221, 6, 6, -0.25);
    spot(223, 14, 4, -0.2);
    spot(27, 14, 4, -0.16);
    spot(244, 4, 6, -0.26);
    spot(230, 14, 4, -0.1);
    spot(61, 2.8, 2.4, -0.3);
    spot(186, 6, 6, -0.05);
    spot(165, 8, 5, 0.03);
    const besideRoot = { x: 120, y: 82 };
    addSpot(field, { at: onSide(besideRoot, side), across: 4, down: 8 }, -0.14);
    spot(116, 16, 6, 0.08);
    spot(108, 15, 8, 0.08);
    spot(65, 12, 3, 0.04);
    spot(101, 9, 6, 0.07);
    addSpot(field, { at: onSide({ x: 0, y: 140 }, side), across: 22, down: 60 }, -0.1);
  }
  const openings = createField();
  for (const side of sides) {
    const cover = coverOf(pathOf(courses.nostril, side));
    for (let i = 0; i < cover.length; i++) openings[i] += cover[i];
  }
  const soft = blurred(openings, 1.1);
  for (let i = 0; i < field.length; i++) field[i] -= 1.15 * soft[i];
  return field;
}
