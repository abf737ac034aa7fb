import type { Box } from '../../core/geometry.js';
import type { RawImage } from '../../core/image.js';
import type { FaceLook } from '../../core/look.js';
import { plainImage } from '../../pixels/fill.js';
import type { Colour } from '../../pixels/colour.js';
import { textureSize, type Appearance, type FittedFace } from '../face.js';
import { fitFace } from '../fit.js';
import { formPoints } from '../form.js';
import { readLight, type FaceLight } from '../light.js';
import { withOutlineOf } from '../outline.js';
import { levelDepth } from '../pose.js';
import { renderFace } from '../render.js';
import { colourShare, faded, isGrey, makeGrey } from '../skin/tone.js';
import { placeSurrogate } from '../surrogate.js';
import type { Person } from './row.js';

/** A face of a picture, and where it is. */
export interface FaceInPicture {
  readonly image: Readonly<RawImage>;
  /** The pixels to give anew: whole numbers, inside the picture. */
  readonly area: Box;
  /** 468 × (x, y, z) in picture pixels. */
  readonly mesh: readonly number[];
  readonly look: FaceLook | undefined;
  /** What is in front of it: a byte for every pixel of the area, 255 stays as it is. */
  readonly inFront?: Uint8Array | undefined;
}

/** What a picture tells of a face before anything is painted. */
export interface FaceReading {
  readonly fitted: FittedFace;
  /** Where its points are seen: 468 × (x, y, depth) in picture pixels. */
  readonly placed: Float64Array;
  readonly light: FaceLight;
}

/** Takes a face of a picture apart. About 10 ms. */
export function readFace({ image, mesh }: Pick<FaceInPicture, 'image' | 'mesh'>): FaceReading {
  const fitted = fitFace(mesh);
  const placed = levelDepth(mesh, fitted.pose, formPoints(fitted.form));
  return { fitted, placed, light: readLight(image, placed) };
}

/** What a new face may take over from a picture besides how the head stands. */
export const carriable = ['expression', 'gaze', 'light', 'tone', 'outline'] as const;
export type Carried = (typeof carriable)[number];

/** A face thinner than this, in pixels, has neither form nor light to be read. */
const leastExtent = 2;

/**
 * Draws somebody in the place of who is there: the pose is the picture's, how much colour there is,
 * and what is carried over; shape and texture are the other's. A face of a pixel or two is covered
 * with the colour of the other's skin. About 60 ms for a face of 120 pixels.
 *
 * @param carried what is the picture's; the rest is a calm face that looks ahead, in even light, in
 *   its own tone, which nothing bends towards that of neck and ears, within its own outline
 * @param reading of this face, where it has been read already
 * @returns new pixels for the area
 */
export function paintPerson(
  { image, area, mesh, look = { presence: 1 }, inFront }: FaceInPicture,
  { identity, appearance, repose }: Person,
  carried: readonly Carried[],
  reading?: FaceReading,
): RawImage {
  if (extentOf(mesh) < leastExtent) return plainImage(area, image.channels, skinOf(appearance));
  const { fitted, placed, light } = reading ?? readFace({ image, mesh });
  const takes = (what: Carried) => carried.includes(what);
  const { gaze, eyeOpenness } = look;
  const other = placeSurrogate(fitted, identity, {
    ...(repose ? { repose } : {}),
    calm: !takes('expression'),
  });
  const painted = renderFace({
    ...{ image, area, from: placed },
    to: takes('outline') ? withOutlineOf(other, placed) : other,
    appearance: faded(appearance, colourShare(appearance, light.tint)),
    light: takes('light') ? light : { ...light, shading: [1] },
    look: {
      ...(gaze && takes('gaze') ? { gaze } : {}),
      ...(eyeOpenness && takes('expression') ? { eyeOpenness } : {}),
    },
    ...(inFront ? { inFront } : {}),
    options: { toneMatch: takes('tone') ? 1 : 0 },
  });
  // Teeth and gums have their colours from elsewhere.
  if (isGrey(image, area)) makeGrey(painted);
  return painted;
}

/** The shorter side of the box around a mesh, in pixels. */
function extentOf(mesh: readonly number[]): number {
  const sides = [0, 1].map((axis) => {
    const values = mesh.filter((_, at) => at % 3 === axis);
    return Math.max(...values) - Math.min(...values);
  });
  return Math.min(...sides);
}

/** The colour between the eyes, where everybody’s skin is bare. */
function skinOf({ albedo }: Appearance): Colour {
  const at = 3 * (Math.round(0.38 * textureSize) * textureSize + textureSize / 2);
  const [red, green, blue] = albedo.data.subarray(at, at + 3);
  return { red, green, blue };
}
