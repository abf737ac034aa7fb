import type { Point } from '../../core/geometry.js';
import { eyeCorners, leftLids, rightLids } from '../../face-model/axes/regions.js';
import { normalsOf } from '../../face-model/normals.js';
import { parseColour, type Colour } from '../../pixels/colour.js';
import type { Head } from './head.js';
import {
  bothCovers,
  coverOf,
  enclosed,
  oval,
  smoothOpen,
  strokeAlong,
  type Cover,
  type Layer,
} from './layer.js';
import type { Box } from '../../core/geometry.js';
import type { Palette } from './palette.js';

const white = parseColour('#fbf8f4');
const lash = parseColour('#2a1d1a');
const black = parseColour('#15100e');

/** How much larger than a person's the eyes are drawn, across and down. */
const larger = { across: 1.14, down: 1.32 } as const;
/** From the corners back to the middle of the eyeball and from there to the iris, in eye widths. */
const eyeball = { back: 0.15, reach: 0.33 } as const;
/** In eye widths. */
const irisRadius = 0.225;

/** The brows' lower and upper edges as indices of the mesh, from the nose outwards. */
const brows = [
  { lower: [55, 65, 52, 53, 46], upper: [107, 66, 105, 63, 70] },
  { lower: [285, 295, 282, 283, 276], upper: [336, 296, 334, 293, 300] },
] as const;

const eyes = [
  { corners: eyeCorners.right, lids: rightLids, brow: brows[0] },
  { corners: eyeCorners.left, lids: leftLids, brow: brows[1] },
] as const;

/**
 * Both eyes with their brows.
 *
 * @param gaze unit vector in camera axes; straight out of the head when absent
 * @param open where they may be drawn, a byte a pixel of `area`
 */
export function drawEyes(
  head: Head,
  gaze: readonly number[] | undefined,
  palette: Palette,
  area: Box,
  open: Cover,
): Layer[] {
  const { rotation } = head.pose;
  const ahead = [-rotation[2], -rotation[5], -rotation[8]];
  const normals = normalsOf(head.points);
  const seen = eyes.filter((eye) => facesViewer(normals, eye));
  return seen.flatMap((eye) => [
    ...drawEye(head, eye, gaze ?? ahead, palette.iris, area, open),
    drawBrow(head, eye.brow, palette.brow, open),
  ]);
}

/** Whether the front of an eye is seen, and not its side from behind the nose. */
function facesViewer(normals: Float64Array, { corners, lids }: (typeof eyes)[number]): boolean {
  const around = [...corners, lids.upper[3], lids.lower[3]];
  return around.reduce((sum, index) => sum + normals[3 * index + 2], 0) < -0.5;
}

function drawEye(
  head: Head,
  { corners, lids }: (typeof eyes)[number],
  gaze: readonly number[],
  colour: Colour,
  area: Box,
  open: Cover,
): Layer[] {
  const [outer, inner] = corners;
  const middle = between(head.at(outer), head.at(inner), 0.5);
  const enlarge = enlarger(head, middle, head.at(outer), head.at(inner));
  const upper = [inner, ...lids.upper, outer].map((index) => enlarge(head.at(index)));
  const lower = [inner, ...lids.lower, outer].map((index) => enlarge(head.at(index)));
  const outline = enclosed(upper, lower);
  const width = widthOf(head, corners) * larger.across;

  const { rotation } = head.pose;
  const at = (axis: 0 | 1, from: number): number =>
    from + width * (eyeball.back * rotation[3 * axis + 2] + eyeball.reach * gaze[axis]);
  const iris = { x: at(0, middle.x), y: at(1, middle.y) };
  const within = bothCovers(coverOf(outline, area), open);
  const disc = (centre: Point, share: number): Point[] => oval(centre, share * width);
  const glint = { x: iris.x - 0.08 * width, y: iris.y - 0.09 * width };
  const lid = smoothOpen(upper);
  return [
    { outline, colour: white, within: open },
    { outline: disc(iris, irisRadius * 1.12), colour: black, opacity: 0.75, within },
    { outline: disc(iris, irisRadius), colour, within },
    { outline: disc(iris, irisRadius * 0.52), colour: black, within },
    { outline: disc(glint, 0.06), colour: white, within },
    // The shade of the upper lid, then the line of its lashes.
    { outline: strokeAlong(lid, () => 0.16 * width), colour: black, opacity: 0.22, within },
    {
      outline: strokeAlong(
        lid,
        (along) => width * (0.03 + 0.065 * Math.sin(Math.PI * along ** 0.8)),
      ),
      colour: lash,
      within: open,
    },
    {
      outline: strokeAlong(smoothOpen(lower), () => width * 0.022),
      colour: lash,
      opacity: 0.45,
      within: open,
    },
  ];
}

function drawBrow(
  head: Head,
  { lower, upper }: (typeof brows)[number],
  colour: Colour,
  within: Cover,
): Layer {
  const line = lower.map((index, i) => between(head.at(index), head.at(upper[i]), 0.55));
  const thick = 0.72 * head.pose.scale;
  return {
    outline: strokeAlong(smoothOpen(line), (along) => thick * (1 - 0.75 * along ** 2.2)),
    colour,
    within,
  };
}

/** Enlarges about a middle, along the line of the corners and across it. */
function enlarger(head: Head, middle: Point, a: Point, b: Point): (point: Point) => Point {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || head.pose.scale;
  const along = { x: (b.x - a.x) / length, y: (b.y - a.y) / length };
  return ({ x, y }) => {
    const u = (x - middle.x) * along.x + (y - middle.y) * along.y;
    const v = (y - middle.y) * along.x - (x - middle.x) * along.y;
    return {
      x: middle.x + u * larger.across * along.x - v * larger.down * along.y,
      y: middle.y + u * larger.across * along.y + v * larger.down * along.x,
    };
  };
}

/** The eye's width in picture pixels, whatever the turn of the head. */
function widthOf({ points }: Head, [a, b]: readonly [number, number]): number {
  return Math.hypot(...[0, 1, 2].map((axis) => points[3 * a + axis] - points[3 * b + axis]));
}

function between(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}
