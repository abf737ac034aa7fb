import { boxHeight, boxWidth, type Box } from '../../core/geometry.js';
import { levelFor, sampleMipmap, type Mipmap } from '../../pixels/mipmap.js';
import { rasteriseTriangles, triangleGradients, type TriangleMap } from '../../pixels/triangles.js';
import { drawEye, lashShade, type EyeDrawing } from './eyes.js';
import { drawMouth, lipShade, type MouthDrawing } from './mouth.js';
import { partOf, parts } from './parts.js';
import { skirtedPlaces, skirtedTriangles, skirtWeights } from './skirt.js';

/** A face drawn by itself, over nothing. */
export interface FacePatch {
  readonly box: Box;
  readonly width: number;
  readonly height: number;
  /** Three colours a pixel. */
  readonly colour: Uint8ClampedArray;
  /** How much of a pixel is covered, 0 to 255, by the face and the skirt together. */
  readonly cover: Uint8Array;
  /** The same, with the skirt fading out towards its end: how much of a pixel is the new face's. */
  readonly share: Uint8Array;
}

/** What a face is drawn from. */
export interface PatchRequest {
  /** `skirtedCount` × (x, y, depth) in picture pixels. */
  readonly points: Readonly<Float64Array>;
  /** What the light multiplies sRGB values by, 3 for every point. */
  readonly gains: Readonly<Float64Array>;
  /** Shine on the skin, sRGB steps to add, one for every point. */
  readonly shine: Readonly<Float64Array>;
  readonly albedo: Mipmap;
  readonly eyes: readonly [EyeDrawing, EyeDrawing];
  readonly mouth: MouthDrawing;
  /** The pixels to draw, whole numbers. */
  readonly box: Box;
  /** Samples a pixel in each direction. */
  readonly samples: number;
}

/** Planes over the picture, three numbers a triangle; see `triangleGradients`. */
interface Planes {
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly gains: readonly [Float64Array, Float64Array, Float64Array];
  readonly weight: Float64Array;
  readonly shine: Float64Array;
  readonly levels: Uint8Array;
}

/**
 * Draws a face over nothing: what faces the camera and is not hidden, textured at the fitting size,
 * lit, with eyes and mouth. Edges are the share of samples that fall on the face. Under weak
 * perspective straight interpolation over a triangle is exact.
 */
export function drawPatch(request: PatchRequest): FacePatch {
  const { box, samples, points } = request;
  const [width, height] = [boxWidth(box), boxHeight(box)];
  const map = rasteriseTriangles(
    points,
    skirtedTriangles,
    { x: box.x0, y: box.y0, step: 1 / samples, width: width * samples, height: height * samples },
    -1,
  );
  const planes = planesOf(request);
  const colour = new Uint8ClampedArray(width * height * 3);
  const cover = new Uint8Array(width * height);
  const share = new Uint8Array(width * height);
  const painter = createPainter(request, planes);
  const { place, out } = painter;
  const each = 255 / (samples * samples);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const only = onlyTriangle(map, x, y, samples);
      if (only === 0) continue;
      if (only > 0 && isPlain(only - 1)) {
        place[0] = box.x0 + x + 0.5;
        place[1] = box.y0 + y + 0.5;
        painter.paint(only - 1);
        colour[3 * at] = out[0];
        colour[3 * at + 1] = out[1];
        colour[3 * at + 2] = out[2];
        cover[at] = 255;
        share[at] = 255 * out[3] + 0.5;
        continue;
      }
      let red = 0;
      let green = 0;
      let blue = 0;
      let weight = 0;
      let count = 0;
      for (let j = 0; j < samples; j++) {
        for (let i = 0; i < samples; i++) {
          const seen = map.seen[(y * samples + j) * map.width + x * samples + i];
          if (seen === 0) continue;
          place[0] = box.x0 + x + (i + 0.5) / samples;
          place[1] = box.y0 + y + (j + 0.5) / samples;
          painter.paint(seen - 1);
          red += out[0];
          green += out[1];
          blue += out[2];
          weight += out[3];
          count++;
        }
      }
      colour[3 * at] = red / count;
      colour[3 * at + 1] = green / count;
      colour[3 * at + 2] = blue / count;
      cover[at] = count * each + 0.5;
      share[at] = weight * each + 0.5;
    }
  }
  return { box, width, height, colour, cover, share };
}

/** The one triangle of all samples of a pixel, 0 when there is none, -1 when they differ. */
function onlyTriangle(map: TriangleMap, x: number, y: number, samples: number): number {
  const first = map.seen[y * samples * map.width + x * samples];
  for (let j = 0; j < samples; j++) {
    const row = (y * samples + j) * map.width + x * samples;
    for (let i = 0; i < samples; i++) if (map.seen[row + i] !== first) return -1;
  }
  return first;
}

/** Whether nothing but skin is drawn on a triangle, so that one sample a pixel will do. */
function isPlain(triangle: number): boolean {
  return triangle >= partOf.length || partOf[triangle] === parts.skin;
}

function planesOf({ points, gains, shine, albedo, samples }: PatchRequest): Planes {
  const plane = (value: (point: number) => number) =>
    triangleGradients(points, skirtedTriangles, value);
  const u = plane((point) => skirtedPlaces[2 * point]);
  const v = plane((point) => skirtedPlaces[2 * point + 1]);
  const side = albedo.levels[0].side;
  const levels = Uint8Array.from({ length: u.length / 3 }, (_, triangle) => {
    const at = 3 * triangle;
    const across = Math.hypot(u[at + 1], v[at + 1]);
    const down = Math.hypot(u[at + 2], v[at + 2]);
    // Between the two directions: the longer one alone would blur what is seen at a slant.
    const texels = side * Math.sqrt(across * down);
    return levelFor(albedo, samples > 2 ? texels / 2 : texels);
  });
  return {
    u,
    v,
    gains: [
      plane((point) => gains[3 * point]),
      plane((point) => gains[3 * point + 1]),
      plane((point) => gains[3 * point + 2]),
    ],
    weight: plane((point) => skirtWeights[point]),
    shine: plane((point) => shine[point]),
    levels,
  };
}

/** Values above this are pressed together, as film and cameras do, so that highlights keep their colour. */
const shoulder = 205;

function shouldered(value: number): number {
  if (value <= shoulder) return value;
  const room = 255 - shoulder;
  return shoulder + room * (1 - Math.exp((shoulder - value) / room));
}

/** Takes its place and leaves its colour in arrays: numbers handed over cost more than painting. */
interface Painter {
  /** Where to paint, x and y in picture pixels. */
  readonly place: Float64Array;
  /** The colour painted last, and how much of it is the new face's. */
  readonly out: Float64Array;
  paint(triangle: number): void;
}

function createPainter({ albedo, eyes, mouth }: PatchRequest, planes: Planes): Painter {
  const [place, out] = [new Float64Array(2), new Float64Array(4)];
  const { u, v, gains, weight, shine, levels } = planes;
  const [red, green, blue] = gains;
  const value = (plane: Float64Array, at: number, x: number, y: number) =>
    plane[at] + x * plane[at + 1] + y * plane[at + 2];
  const paintSkin = (triangle: number, x: number, y: number, shade: number) => {
    const at = 3 * triangle;
    sampleMipmap(albedo, levels[triangle], value(u, at, x, y), value(v, at, x, y), out, 0);
    const gloss = shade * value(shine, at, x, y);
    out[0] = shouldered(shade * out[0] * value(red, at, x, y) + gloss);
    out[1] = shouldered(shade * out[1] * value(green, at, x, y) + gloss);
    out[2] = shouldered(shade * out[2] * value(blue, at, x, y) + gloss);
  };
  return {
    place,
    out,
    paint(triangle) {
      const [x, y] = place;
      if (triangle >= partOf.length) {
        paintSkin(triangle, x, y, 1);
        out[3] = value(weight, 3 * triangle, x, y);
        return;
      }
      out[3] = 1;
      switch (partOf[triangle]) {
        case parts.rightEye:
          return drawEye(eyes[0], x, y, out);
        case parts.leftEye:
          return drawEye(eyes[1], x, y, out);
        case parts.mouth:
          return drawMouth(mouth, x, y, out);
        case parts.rightLid:
          return paintSkin(triangle, x, y, lashShade(eyes[0], x, y));
        case parts.leftLid:
          return paintSkin(triangle, x, y, lashShade(eyes[1], x, y));
        case parts.lips:
          return paintSkin(triangle, x, y, lipShade(mouth, x, y));
        default:
          return paintSkin(triangle, x, y, 1);
      }
    },
  };
}
