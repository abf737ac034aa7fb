import type { RawImage } from '../../core/image.js';
import { median } from '../../numbers/median.js';
import { pointCount } from '../canonical.js';
import { findCover } from '../cover.js';
import { coloursAround, type OtherShare } from '../surroundings.js';
import { skinPoints } from './parts.js';
import { castPoints, colourCasts } from './casts.js';
import type { Surface } from './surface.js';

/** How the skin of a face looks once its light is taken off. */
export interface SkinTone {
  /** Logarithms of the three colours, medians over the skin that is seen. */
  readonly middle: readonly number[];
  /**
   * By how much each logarithm grows where the skin looks to the right, and down, beyond what the
   * light says: its colours differ from side to side.
   */
  readonly slopes: readonly (readonly [number, number])[];
  /** By how much they do so from place to place: 3 for every point, see `colourCasts`. */
  readonly casts: Readonly<Float64Array>;
  /** Robust deviations of brightness and of hue, of logarithms. */
  readonly brightness: number;
  readonly hue: number;
  /** Whether a mask or scarf covers nose and mouth; it is left out of all this. */
  readonly covered: boolean;
  /** What tells hair and the like from skin in shadow or glare, if anything. */
  readonly others: OtherShare | null;
  /** The colours that were seen, and at which points. */
  readonly seen: readonly { readonly point: number; readonly colour: readonly number[] }[];
}

/** Dark colours say little about their hue: this much is added before logarithms are taken. */
const darkest = 8;
/** Skin is never trusted to be more, nor less, even than this. */
const brightnessRange = { least: 0.1, most: 0.28 } as const;
const hueRange = { least: 0.045, most: 0.1 } as const;
/** Turns the median deviation into that of a normal distribution. */
const normalDeviation = 1.4826;
/** Fewer places of skin than this make no model. */
const leastPlaces = 10;
/** Under a mask few places are left, and they are the surest. */
const leastBarePlaces = 3;
/** Skin that is seen at a more slanting angle is left out. */
const leastFacing = 0.3;
/** Rounds of the fit of slopes, deviations that count alike in it, what holds it near to none. */
const slopeRounds = 4;
const slopeScale = 0.05;
const slopeHold = 12;
const steepest = 0.8;
/** Skin is not darker than expected by more than this; beards and hair are. Logarithm. */
const tooDark = -0.5;

/** The logarithm of a value that a gain has been taken off. */
export function logAlbedo(value: number, gain: number): number {
  return Math.log(value / Math.max(0.04, gain) + darkest);
}

/**
 * How the skin of a face that is seen looks without its light; null when hardly any is seen.
 *
 * @param face the face that is there
 * @param gains what the light multiplies values by, 3 for every point
 * @param shine what it adds to them, 1 for every point
 * @param radius over which colours are averaged around a point, whole pixels
 */
export function skinToneOf(
  image: Readonly<RawImage>,
  face: Surface,
  gains: Readonly<Float64Array>,
  shine: Readonly<Float64Array>,
  radius: number,
): SkinTone | null {
  const { points, normals } = face;
  const logs: number[][] = [[], [], []];
  const turns: (readonly [number, number])[] = [];
  const seen: { point: number; colour: number[] }[] = [];
  const mean = new Float64Array(3);
  const look = (point: number) => {
    const at = 3 * point;
    if (-normals[at + 2] < leastFacing) return null;
    return meanAround(image, points[at], points[at + 1], radius, mean) ? mean : null;
  };
  const isBare = findCover(look);
  const others = coloursAround(image, points.subarray(0, 3 * pointCount));
  const isSkin = (point: number) =>
    look(point) !== null &&
    (!isBare || isBare(mean[0], mean[1], mean[2])) &&
    !(others && others(mean[0], mean[1], mean[2]) > 0.5);
  const logsOf = (point: number) =>
    [0, 1, 2].map((c) => {
      const dull = Math.max(0.7 * mean[c], mean[c] - shine[point]);
      return logAlbedo(dull, gains[3 * point + c]);
    });
  for (const point of skinPoints) {
    if (!isSkin(point)) continue;
    logsOf(point).forEach((value, c) => logs[c].push(value));
    turns.push([normals[3 * point], normals[3 * point + 1]]);
    seen.push({ point, colour: [...mean] });
  }
  if (turns.length < (isBare ? leastBarePlaces : leastPlaces)) return null;
  const slopes = logs.map((values) => slopeOf(values, turns));
  const flat = logs.map((values, c) =>
    values.map((value, i) => value - slopes[c][0] * turns[i][0] - slopes[c][1] * turns[i][1]),
  );
  const middle = flat.map(median);
  const misfits = castPoints.flatMap((point) => {
    if (!isSkin(point)) return [];
    const logs = logsOf(point).map((value, c) => {
      const [across, down] = slopes[c];
      return value - middle[c] - across * normals[3 * point] - down * normals[3 * point + 1];
    });
    return (logs[0] + logs[1] + logs[2]) / 3 < tooDark ? [] : [{ point, logs }];
  });
  const casts = colourCasts(misfits);
  const deviations = { brightness: [] as number[], hue: [] as number[] };
  for (let i = 0; i < turns.length; i++) {
    const [r, g, b] = [0, 1, 2].map((c) => flat[c][i] - middle[c] - casts[3 * seen[i].point + c]);
    deviations.brightness.push(Math.abs((r + g + b) / 3));
    deviations.hue.push(Math.abs(r - g), Math.abs(g - b));
  }
  const spread = (values: readonly number[], { least, most }: { least: number; most: number }) =>
    Math.min(most, Math.max(least, normalDeviation * median(values)));
  return {
    middle,
    slopes,
    casts,
    brightness: spread(deviations.brightness, brightnessRange),
    hue: spread(deviations.hue, hueRange),
    covered: isBare !== null,
    others,
    seen,
  };
}

/**
 * How values change with the direction in which the skin looks, to the right and down: the straight
 * fit that what hangs before the face pulls least, held near to none.
 */
function slopeOf(
  values: readonly number[],
  turns: readonly (readonly [number, number])[],
): readonly [number, number] {
  let slope: readonly [number, number] = [0, 0];
  for (let round = 0; round < slopeRounds; round++) {
    const rest = values.map((value, i) => value - slope[0] * turns[i][0] - slope[1] * turns[i][1]);
    const middle = median(rest);
    const weights = rest.map((value) => 1 / Math.max(slopeScale, Math.abs(value - middle)));
    let [xx, xy, yy, xv, yv] = [slopeHold, 0, slopeHold, 0, 0];
    values.forEach((value, i) => {
      const [x, y] = turns[i];
      xx += weights[i] * x * x;
      xy += weights[i] * x * y;
      yy += weights[i] * y * y;
      xv += weights[i] * x * (value - middle);
      yv += weights[i] * y * (value - middle);
    });
    const determinant = xx * yy - xy * xy;
    const clamp = (number: number) => Math.min(steepest, Math.max(-steepest, number));
    slope = [clamp((xv * yy - yv * xy) / determinant), clamp((yv * xx - xv * xy) / determinant)];
  }
  return slope;
}

/** How like skin a colour is, 0 to 1, under a given light. */
export function likeSkin(
  tone: SkinTone,
  red: number,
  green: number,
  blue: number,
  gainRed: number,
  gainGreen: number,
  gainBlue: number,
): number {
  const r = logAlbedo(red, gainRed) - tone.middle[0];
  const g = logAlbedo(green, gainGreen) - tone.middle[1];
  const b = logAlbedo(blue, gainBlue) - tone.middle[2];
  const brightness = (r + g + b) / 3 / tone.brightness;
  // Skin in a shadow is still skin, and its hue is less certain there.
  const reach = brightness < 0 ? 3.4 : 2.2;
  const slack = 2.6 * (1 + 0.25 * Math.min(3, Math.max(0, -brightness)));
  const hues = ((r - g) ** 2 + (g - b) ** 2) / (2 * tone.hue ** 2);
  const far = (brightness / reach) ** 2 + hues / slack ** 2;
  if (far <= 1) return 1;
  if (far >= 3) return 0;
  const t = (3 - far) / 2;
  return t * t * (3 - 2 * t);
}

/** The mean colour of a small square; false when it lies outside the picture. */
function meanAround(
  image: Readonly<RawImage>,
  x: number,
  y: number,
  radius: number,
  mean: Float64Array,
): boolean {
  const { data, width, height, channels } = image;
  const [x0, y0] = [Math.max(0, Math.round(x - radius)), Math.max(0, Math.round(y - radius))];
  const [x1, y1] = [Math.min(width, x0 + 2 * radius + 1), Math.min(height, y0 + 2 * radius + 1)];
  mean.fill(0);
  let count = 0;
  for (let row = y0; row < y1; row++) {
    for (let column = x0; column < x1; column++, count++) {
      const at = (row * width + column) * channels;
      for (let c = 0; c < 3; c++) mean[c] += data[at + c];
    }
  }
  if (count === 0) return false;
  for (let c = 0; c < 3; c++) mean[c] /= count;
  return true;
}
