import type { Point } from '../../core/geometry.js';
import type { Colour } from '../../pixels/colour.js';
import { eyeCorners, eyeSlits } from './parts.js';
import { acrossSlit, alongSlit, edgeAt, frameSlit, smoothStep, type SlitFrame } from './slit.js';

/**
 * From the middle between the corners back to the eyeball's centre, in widths of the eye: a little
 * less than the 0.15 that perception counts with, because the skin of a new face lies otherwise.
 */
const centreDepth = 0.12;
/**
 * From the eyeball's centre to the iris, in widths of the eye, across and down. Lids hide the iris
 * above and below, so that it has to move more to be seen to: of what it moves down, half is seen.
 */
const irisReach = { across: 0.4, down: 0.62 } as const;
/** How much lower than the line through the corners an iris lies that looks ahead, likewise. */
const irisDrop = 0.03;
/** How far outside the lids the middle of an iris may lie, in its radii. */
const underLid = 0.1;
/** Radius of the iris in widths of the eye: 11.7 mm across for the 26 mm of the canonical head. */
const irisRadius = 0.222;
/** Radius of the pupil in radii of the iris. */
const pupil = 0.35;
/** The white of an eye and the corner at the nose, without light. */
const white = [194, 183, 177] as const;
const corner = [205, 140, 130] as const;
/** How dark the lashes make the skin at the lid's edge. */
const lashDarkness = 0.6;

/** An eye as it is to be drawn, in picture pixels. */
export interface EyeDrawing {
  readonly frame: SlitFrame;
  /** Corner to corner in space. */
  readonly width: number;
  /** Whether the corner at the nose is the one where positions are 0. */
  readonly noseFirst: boolean;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Direction in which the iris is foreshortened, and by how much it is. */
  readonly tiltX: number;
  readonly tiltY: number;
  readonly tilt: number;
  readonly iris: Colour;
  /** What the light multiplies colours by at this eye. */
  readonly gain: readonly number[];
  /** Smallest width of an edge, picture pixels. */
  readonly edge: number;
}

/**
 * Prepares an eye: its iris goes where perception will find the same gaze again. A sphere of
 * average size lies behind the middle of the corners, and the iris on it where it looks.
 *
 * @param points the placed face, x, y, depth
 * @param forward the head's own z axis in camera coordinates, unit length, away from the camera
 *   for a head that faces it
 * @param gaze unit vector in camera coordinates
 */
export function prepareEye(
  points: Readonly<Float64Array>,
  eye: 0 | 1,
  forward: readonly number[],
  gaze: readonly number[],
  look: { readonly iris: Colour; readonly gain: readonly number[]; readonly edge: number },
): EyeDrawing {
  const [outer, inner] = eyeCorners[eye];
  const difference = [0, 1, 2].map((axis) => points[3 * inner + axis] - points[3 * outer + axis]);
  const width = Math.hypot(...difference);
  const middle = (axis: number) => (points[3 * inner + axis] + points[3 * outer + axis]) / 2;
  const across = Math.hypot(gaze[0], gaze[1]);
  const frame = frameSlit(points, eyeSlits[eye]);
  const radius = irisRadius * width;
  const x = middle(0) + width * (centreDepth * forward[0] + irisReach.across * gaze[0]);
  const y = middle(1) + width * (centreDepth * forward[1] + irisReach.down * gaze[1] + irisDrop);
  return {
    frame,
    width,
    noseFirst: eye === 1,
    ...betweenLids(frame, x, y, underLid * radius),
    radius,
    tiltX: across > 0 ? gaze[0] / across : 1,
    tiltY: across > 0 ? gaze[1] / across : 0,
    tilt: Math.max(0.4, Math.abs(gaze[2])),
    ...look,
  };
}

/**
 * The place nearest across the slit at which an iris is seen, whatever its eye is asked for: without
 * this an eye that is nearly shut would show its white alone.
 *
 * @param leeway how far beyond the lids, picture pixels
 */
function betweenLids(frame: SlitFrame, x: number, y: number, leeway: number): Point {
  const position = alongSlit(frame, x, y);
  const [upper, lower] = [edgeAt(frame.upper, position), edgeAt(frame.lower, position)];
  const offset = acrossSlit(frame, x, y);
  const most = Math.max(upper, lower) + leeway;
  const move = Math.min(most, Math.max(Math.min(upper, lower) - leeway, offset)) - offset;
  return { x: x - move * frame.alongY, y: y + move * frame.alongX };
}

/** The colour of the eyeball at a place between the lids; writes three values to `out`. */
export function drawEye(eye: EyeDrawing, x: number, y: number, out: Float64Array): void {
  const { frame, gain, edge } = eye;
  const position = alongSlit(frame, x, y);
  const below = acrossSlit(frame, x, y) - edgeAt(frame.upper, position);
  const above = edgeAt(frame.lower, position) - acrossSlit(frame, x, y);
  const fromNose = eye.noseFirst ? position : 1 - position;
  const [dx, dy] = [x - eye.x, y - eye.y];
  const along = dx * eye.tiltX + dy * eye.tiltY;
  const side = dy * eye.tiltX - dx * eye.tiltY;
  const far = Math.hypot(along / eye.tilt, side) / eye.radius;
  const soft = Math.max(edge / eye.radius, 0.07);
  const round = 1 - 0.42 * Math.min(1, (2 * position - 1) ** 2);
  const shadow = 0.66 + 0.34 * smoothStep(0, 0.14 * eye.width, below);
  const rim = 0.72 + 0.28 * smoothStep(0, 0.05 * eye.width, above);
  const cornerShare = 0.8 * (1 - smoothStep(0.04, 0.14, fromNose));
  const irisShare = 1 - smoothStep(1 - soft, 1 + soft, far);
  const pupilShare = 1 - smoothStep(pupil - soft, pupil + soft, far);
  const ring = 1 - 0.45 * smoothStep(0.68, 1, far);
  // Light enters from above and leaves the lower half of the iris brighter.
  const depth = 0.9 + 0.25 * Math.min(1, Math.max(-1, dy / eye.radius));
  const glintFar = Math.hypot(dx + 0.3 * eye.radius, dy + 0.36 * eye.radius) / eye.radius;
  const glint = 0.85 * (1 - smoothStep(0.1, 0.1 + Math.max(0.14, soft), glintFar));
  for (let c = 0; c < 3; c++) {
    const ball = (white[c] + cornerShare * (corner[c] - white[c])) * round * rim;
    const tint = c === 0 ? eye.iris.red : c === 1 ? eye.iris.green : eye.iris.blue;
    const coloured = tint * ring * depth * (1 - 0.9 * pupilShare);
    const seen = (ball + irisShare * (coloured - ball)) * shadow * gain[c];
    const shine = Math.min(255, 250 * Math.max(0.4, gain[c]));
    out[c] = seen + glint * irisShare * Math.max(0, shine - seen);
  }
}

/**
 * How much of the skin's colour is left under the lashes at a place on the lids, 0 to 1: the edge
 * of the upper lid is dark, thickest outwards, the edge of the lower hardly.
 */
export function lashShade(eye: EyeDrawing, x: number, y: number): number {
  const { frame, width, edge } = eye;
  const position = alongSlit(frame, x, y);
  const outward = eye.noseFirst ? position : 1 - position;
  if (outward < 0 || outward > 1.12) return 1;
  const offset = acrossSlit(frame, x, y);
  const above = edgeAt(frame.upper, position) - offset;
  const below = offset - edgeAt(frame.lower, position);
  const taper = smoothStep(0.02, 0.35, outward) * (1 - smoothStep(0.97, 1.12, outward));
  const thick = Math.max(0.6 * edge, 0.055 * width * (0.6 + 0.4 * outward));
  const onUpper = above > -thick ? 1 - smoothStep(0.25 * thick, thick, Math.abs(above)) : 0;
  const onLower = below > 0 ? 0.3 * (1 - smoothStep(0, 0.6 * thick, below)) : 0;
  return 1 - lashDarkness * taper * Math.max(onUpper, onLower);
}
