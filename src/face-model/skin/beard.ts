import type { Box } from '../../core/geometry.js';
import type { Random } from '../../core/random.js';
import { textureSize } from '../face.js';
import { addField, addNoise, createField, type Field, type Rows } from './field.js';
import type { Coat } from './hairs.js';
import { extentOfRegion, regions } from './regions.js';
import { around, within, type Beard, type Character } from './traits.js';

/** How much of the skin below is hidden, how many roots show, and how long hairs are in pixels. */
const growth: Record<Beard, { shadow: number; roots: number; hairs: number; length: number }> = {
  none: { shadow: 0.03, roots: 0, hairs: 0, length: 0 },
  shadow: { shadow: 0.12, roots: 0.1, hairs: 0, length: 0 },
  stubble: { shadow: 0.17, roots: 0.32, hairs: 1200, length: 1.8 },
  moustache: { shadow: 0.1, roots: 0.15, hairs: 2600, length: 5 },
  full: { shadow: 0.24, roots: 0.3, hairs: 4200, length: 5 },
};

/** Where there may be hair, in pixels. */
const beardRows: Rows = [85, textureSize];
const beardBox: Box = { x0: 0, y0: beardRows[0], x1: textureSize, y1: beardRows[1] };
const moustacheBox: Box = { x0: 72, y0: 144, x1: 184, y1: 180 };

/**
 * Draws what grows on a man's lower face: the shade of roots below the skin into `shade` (mutated),
 * hairs into `coat`. Up to 5 ms.
 */
export function drawBeard(shade: Field, coat: Coat, character: Character, random: Random): void {
  if (!character.masculine || character.years < 17) return;
  const { shadow, roots, hairs, length } = growth[character.beard];
  const part = character.beard === 'moustache' ? 'moustache' : 'beard';
  const [where, extent] = [regions()[part], extentOfRegion(part)];
  const density = createField();
  addNoise(density, random, [22, 22], 0.16, beardRows);
  addNoise(density, random, [7, 7], 0.2, beardRows);
  for (let i = 0; i < density.length; i++) {
    density[i] = Math.max(0, where[i] * (1 + density[i]));
  }
  // On dark skin roots show less against what is around them.
  const contrast = Math.min(1, 1.15 - 2.2 * character.skin.melanin);
  addField(shade, density, -shadow * contrast * within(random, 0.7, 1.2), extent);
  if (roots > 0) addRoots(density, coat, roots * within(random, 0.7, 1.2), random);
  const box = character.beard === 'moustache' ? moustacheBox : beardBox;
  for (let hair = 0; hair < hairs; hair++) {
    const at = { x: within(random, box.x0, box.x1), y: within(random, box.y0, box.y1) };
    const here = density[Math.floor(at.y) * textureSize + Math.floor(at.x)];
    if (random.uniform() > here) continue;
    // Downwards, and outwards on the cheeks.
    const outwards = ((128 - at.x) / 128) * (character.beard === 'moustache' ? 1.6 : 0.35);
    coat.add({
      root: at,
      angle: Math.PI / 2 + outwards + around(random, 0, 0.35),
      bend: around(random, 0, 0.4),
      length: length * within(random, 0.6, 1.2),
      strength: within(random, 0.2, 0.5),
    });
  }
}

function addRoots(density: Readonly<Field>, coat: Coat, amount: number, random: Random): void {
  const bytes = random.bytes(density.length);
  for (let i = 0; i < density.length; i++) {
    const share = density[i] * amount * (bytes[i] / 255) ** 2;
    coat.cover[i] += (1 - coat.cover[i]) * share;
  }
}
