import { boxHeight, boxWidth, clipBox, roundBoxOut, type Box } from '../core/geometry.js';
import type { RawImage } from '../core/image.js';
import { crop, paste } from '../pixels/crop.js';
import { createMipmap, type Mipmap } from '../pixels/mipmap.js';
import type { Appearance } from './face.js';
import type { FaceLight } from './light.js';
import { carryPixels, coarseGrid, movesAround } from './render/carry.js';
import { compose } from './render/compose.js';
import { prepareEye } from './render/eyes.js';
import {
  colourGains,
  gainsOfWhites,
  gainsAt,
  gainsOf,
  matchGains,
  shineOf,
} from './render/gains.js';
import { measureGrain, type Grain } from './render/grain.js';
import { layInFront, restUnder } from './render/in-front.js';
import { setLids } from './render/lids.js';
import { prepareMouth } from './render/mouth.js';
import { findFronts } from './render/occlusion.js';
import { eyeCorners, mouthSlit } from './render/parts.js';
import { drawPatch, type FacePatch } from './render/patch.js';
import { matchSharpness } from './render/sharpness.js';
import { skinToneOf, type SkinTone } from './render/skin-tone.js';
import { alignCanonical, withSkirt } from './render/skirt.js';
import { surfaceOf, type Surface } from './render/surface.js';

/** A face to be drawn into a picture in place of the one that is there. */
export interface RenderRequest {
  readonly image: Readonly<RawImage>;
  /** The pixels to give anew: whole numbers, inside the picture. */
  readonly area: Box;
  /** The face that is there: 468 × (x, y, depth) in picture pixels. */
  readonly from: Readonly<Float64Array>;
  /** The new face, likewise; where its eyes and mouth are open, they are drawn open. */
  readonly to: Readonly<Float64Array>;
  readonly appearance: Appearance;
  /** The light on the face that is there. */
  readonly light: FaceLight;
  /** What the eyes do; straight ahead and as open as in `to` when absent. */
  readonly look?: {
    /** Unit vector in camera coordinates: x right, y down, z away. */
    readonly gaze?: readonly number[];
    /** Height over width of the right and of the left eye. */
    readonly eyeOpenness?: readonly [number, number];
  };
  /**
   * What stays as it is, in front of the new face: a byte for every pixel of `area`, row-major, 255
   * stays byte for byte.
   */
  readonly inFront?: Uint8Array;
  readonly options?: RenderOptions;
}

export interface RenderOptions {
  /**
   * How far the new skin takes on the tone of the skin that is there, on the whole, by the colours of
   * lamps and towards the seam, 0 to 1; 1 when absent. With less, face and neck are of different people.
   */
  readonly toneMatch?: number;
}

/** Samples a pixel in each direction for faces up to so many pixels high. */
const sampling = [
  { upTo: 80, samples: 4 },
  { upTo: 400, samples: 2 },
  { upTo: Infinity, samples: 1 },
] as const;
/** How far from the new face the surroundings move along with its contour, in face heights. */
const carryReach = 0.25;
/** What is looked at around the new face to tell skin from what is in front, in face heights. */
const rim = 0.05;
/** Cells of the coarse grids on the height of a face. */
const cellsHigh = 64;
/** Radius over which the tone of the skin is averaged around a point, in face heights. */
const toneRadius = 0.012;

/**
 * Draws a new face over the one that is there. Head, hair, neck and background stay and meet the
 * new contour; nothing inside the oval of the old face is left but what lies in front of it. About
 * 30 ms for a face of 200 pixels on one core, 150 ms for one of 1,000.
 *
 * @returns new pixels for `area`, with the image's channels; alpha as it was
 * @source Pérez et al., Poisson image editing, SIGGRAPH 2003, for the seam
 */
export function renderFace(request: RenderRequest): RawImage {
  const { image, area, look, inFront } = request;
  const shaped = Float64Array.from(request.to);
  if (look?.eyeOpenness) setLids(shaped, look.eyeOpenness);
  const [from, to] = [withSkirt(request.from), withSkirt(shaped)];
  const size = heightOf(shaped);
  const painted = crop(image, area);
  const around = boxOf([from, to], carryReach * size, area);
  const inner = boxOf([to], rim * size, area);
  if (boxWidth(inner) === 0 || boxHeight(inner) === 0) return painted;
  const moving = coarseGrid(around, size, cellsHigh);
  const moves = movesAround(from, to, moving, carryReach * size);
  if (inFront) restUnder(moves, moving, inFront, area, size);
  const carried = carryPixels(image, moving, moves);
  paste(painted, carried, around.x0 - area.x0, around.y0 - area.y0);
  const skin = skinOf(request, surfaceOf(from), surfaceOf(to), size);
  const patch = drawFace(request, shaped, to, skin, inner, size);
  const grid = coarseGrid(inner, size, cellsHigh);
  const [x, y] = [inner.x0 - area.x0, inner.y0 - area.y0];
  const plate = crop(painted, { x0: x, y0: y, x1: x + boxWidth(inner), y1: y + boxHeight(inner) });
  const fronts = findFronts(plate, to, skin.lit, skin.tone, grid, size);
  matchSharpness(patch, plate, size);
  const grain = grainOf(image, from, skin.tone, size);
  compose({ plate, patch, grid, fronts, grain, size, toneMatch: request.options?.toneMatch ?? 1 });
  paste(painted, plate, x, y);
  if (inFront) layInFront(painted, image, area, inFront);
  return painted;
}

/** The light and the tone that the new skin takes on. */
interface Skin {
  readonly tone: SkinTone | null;
  readonly albedo: Mipmap;
  /** What the light multiplies values by, 3 for every point. */
  readonly lit: Float64Array;
  /** The same, changed so that the new skin has the tone of the old. */
  readonly gains: Float64Array;
  /** What the light adds, 1 for every point. */
  readonly shine: Float64Array;
}

function skinOf(
  { image, appearance, light, options }: RenderRequest,
  from: Surface,
  to: Surface,
  size: number,
): Skin {
  const albedo = createMipmap(appearance.albedo);
  const radius = Math.round(toneRadius * size);
  const tone = skinToneOf(image, from, gainsOf(light, from), shineOf(light, from), radius);
  const shine = shineOf(light, to);
  const even = gainsOf(light, to);
  if (!tone) return { tone, albedo, lit: even, gains: even, shine };
  const lit = colourGains(even, tone, to);
  const share = options?.toneMatch ?? 1;
  const coloured = share === 1 ? lit : colourGains(even, tone, to, share);
  return { tone, albedo, lit, gains: matchGains(coloured, shine, tone, albedo, share), shine };
}

function grainOf(
  image: Readonly<RawImage>,
  from: Readonly<Float64Array>,
  tone: SkinTone | null,
  size: number,
): Grain {
  const places = (tone?.seen ?? []).flatMap(({ point }) => [from[3 * point], from[3 * point + 1]]);
  return measureGrain(image, places, Math.max(1, Math.round(toneRadius * size)), size);
}

/** @param shaped the new face with its lids set, and `to` the same with its skirt */
function drawFace(
  { appearance, look }: RenderRequest,
  shaped: Readonly<Float64Array>,
  to: Readonly<Float64Array>,
  { gains, shine, albedo }: Skin,
  box: Box,
  size: number,
): FacePatch {
  const forward = forwardOf(shaped);
  const gaze = look?.gaze ?? forward.map((value) => -value);
  const { samples } = sampling.find(({ upTo }) => size <= upTo) ?? sampling[2];
  const edge = 1 / samples;
  const eye = (side: 0 | 1) =>
    prepareEye(shaped, side, forward, gaze, {
      iris: appearance.iris,
      gain: gainsOfWhites(gainsAt(gains, eyeCorners[side]), albedo),
      edge,
    });
  const mouth = prepareMouth(shaped, gainsOfWhites(gainsAt(gains, mouthSlit.upper), albedo), edge);
  const eyes = [eye(0), eye(1)] as const;
  return drawPatch({ points: to, gains, shine, albedo, eyes, mouth, box, samples });
}

/** From the top of the forehead to the chin, in space, picture pixels. */
function heightOf(points: Readonly<Float64Array>): number {
  return Math.hypot(...[0, 1, 2].map((axis) => points[3 * 152 + axis] - points[30 + axis]));
}

/** The head's own z axis in camera coordinates, unit length. */
function forwardOf(points: Readonly<Float64Array>): number[] {
  const turn = alignCanonical(points);
  const axis = [turn[2], turn[5], turn[8]];
  const length = Math.hypot(...axis);
  return axis.map((value) => value / length);
}

/** The part of the area that faces and what moves around them can reach. */
function boxOf(faces: readonly Readonly<Float64Array>[], reach: number, area: Box): Box {
  const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  for (const points of faces) {
    for (let at = 0; at < points.length; at += 3) {
      box.x0 = Math.min(box.x0, points[at] - reach);
      box.y0 = Math.min(box.y0, points[at + 1] - reach);
      box.x1 = Math.max(box.x1, points[at] + reach);
      box.y1 = Math.max(box.y1, points[at + 1] + reach);
    }
  }
  const moved = {
    x0: box.x0 - area.x0,
    y0: box.y0 - area.y0,
    x1: box.x1 - area.x0,
    y1: box.y1 - area.y0,
  };
  const part = clipBox(roundBoxOut(moved), boxWidth(area), boxHeight(area));
  return {
    x0: part.x0 + area.x0,
    y0: part.y0 + area.y0,
    x1: part.x1 + area.x0,
    y1: part.y1 + area.y0,
  };
}
