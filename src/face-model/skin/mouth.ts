import type { Random } from '../../core/random.js';
import { textureSize } from '../face.js';
import { lips, pathOf } from './atlas.js';
import { addLine, addNoise, createField, fading, type Rows } from './field.js';
import { ageing, type Skin } from './complexion.js';
import { addRegion, regions } from './regions.js';
import { around, within, type Character } from './traits.js';

/** The rows in which the lips lie. */
const lipRows: Rows = [160, 194];

/**
 * Draws the lips into the skin (mutated): thin skin over much blood, finely lined, with a lighter
 * border above. About 2 ms.
 */
export function drawLips(skin: Skin, character: Character, random: Random): void {
  const aged = ageing(character.years);
  const painted = !character.masculine && character.years > 18 && random.uniform() < 0.5;
  const blood = around(random, character.masculine ? 0.9 : 1.65, 0.2 * character.spread);
  addRegion(skin.blood, 'lips', blood - 0.35 * aged + (painted ? 0.6 : 0));
  // Lips hold little melanin of their own, which shows where the skin around them holds much.
  const paler = Math.min(1, character.skin.melanin / 0.12);
  addRegion(skin.melanin, 'lips', within(random, -0.2, 0.25) - 0.25 * paler);
  addRegion(skin.melanin, 'lowerLip', -0.3 * paler * within(random, 0.3, 1.2));
  addRegion(skin.shade, 'lips', (painted ? -0.18 : character.masculine ? 0 : -0.06) - 0.2 * paler);
  addRegion(skin.shade, 'upperLip', character.masculine ? -0.14 : -0.22);
  addRegion(skin.shade, 'lowerLip', within(random, 0.05, 0.14));

  const lines = createField();
  const { lips: lip } = regions();
  addNoise(lines, random, [1.7, 9], 0.05 + 0.05 * aged, lipRows);
  addNoise(lines, random, [4, 6], 0.03, lipRows);
  for (let i = lipRows[0] * textureSize; i < lipRows[1] * textureSize; i++) {
    skin.shade[i] += lines[i] * lip[i];
  }

  const border = pathOf(lips.outer.slice(0, 11));
  addLine(skin.shade, border, { width: 2.4, course: fading }, 0.08 * (1 - 0.5 * aged));
  addRegion(skin.blood, 'lipRim', 0.12);
  const under = pathOf([91, 181, 84, 17, 314, 405, 321]).map(({ x, y }) => ({ x, y: y + 1.5 }));
  addLine(skin.shade, under, { width: 1.6, course: fading }, -0.08);
}
