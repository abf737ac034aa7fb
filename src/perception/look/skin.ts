import type { RawImage } from '../../core/image.js';
import { median } from '../../numbers/median.js';
import { labOf } from '../../pixels/lab.js';

/** Vertices of the mesh in the middle of cheeks and forehead, where there is skin and no shadow. */
const skinPoints = [50, 101, 205, 280, 330, 425, 151, 108, 337] as const;
/** The distance between these two is the width of the face. */
const sides = [234, 454] as const;
/** Radius of a patch in widths of the face. */
const patchRadius = 0.035;
/** Below this the patches have no colour to speak of: a grey picture, or a face painted over. */
const leastYellow = 3;

/**
 * The individual typology angle of the skin on cheeks and forehead, in degrees:
 * arctan((L − 50) / b), of the medians over the patches. Above 55 very light, 41 to 55 light, 28
 * to 41 intermediate, 10 to 28 tan, −30 to 10 brown, below −30 dark.
 *
 * Photographs are not colorimeters: light, white balance and make-up move it by tens of degrees.
 * It is for comparing two versions of one photograph, and for groups of many people.
 *
 * @param mesh 468 × (x, y, z) in picture pixels
 * @returns undefined where the patches have no colour or lie out of the picture
 * @source Chardin, Cires, Hourseau, International Journal of Cosmetic Science 13, 1991
 */
export function skinToneOf(image: RawImage, mesh: readonly number[]): number | undefined {
  const [right, left] = sides;
  const width = Math.hypot(
    mesh[3 * left] - mesh[3 * right],
    mesh[3 * left + 1] - mesh[3 * right + 1],
    mesh[3 * left + 2] - mesh[3 * right + 2],
  );
  const light: number[] = [];
  const yellow: number[] = [];
  for (const index of skinPoints) {
    collect(image, mesh[3 * index], mesh[3 * index + 1], patchRadius * width, light, yellow);
  }
  if (light.length === 0) return undefined;
  const b = median(yellow);
  return b < leastYellow ? undefined : (Math.atan((median(light) - 50) / b) * 180) / Math.PI;
}

/** Appends L and b of the pixels whose centres are within a disc; of the nearest, if it has none. */
function collect(
  image: RawImage,
  x: number,
  y: number,
  radius: number,
  light: number[],
  yellow: number[],
): void {
  const { data, width, height, channels } = image;
  const reach = Math.max(radius, Math.SQRT1_2);
  for (let row = Math.ceil(y - reach - 0.5); row + 0.5 <= y + reach; row++) {
    if (row < 0 || row >= height) continue;
    for (let column = Math.ceil(x - reach - 0.5); column + 0.5 <= x + reach; column++) {
      if (column < 0 || column >= width) continue;
      if (Math.hypot(column + 0.5 - x, row + 0.5 - y) > reach) continue;
      const at = (row * width + column) * channels;
      const { l, b } = labOf(data[at], data[at + 1], data[at + 2]);
      light.push(l);
      yellow.push(b);
    }
  }
}
