import { createImage } from '../../core/image.js';
import type { Random } from '../../core/random.js';
import { textureSize, type Appearance } from '../face.js';
import { drawBeard } from './beard.js';
import { drawBrows } from './brows.js';
import { drawSkin, type Skin } from './complexion.js';
import { atRest, type Creasing } from './creasing.js';
import { drawFolds } from './folds.js';
import { Coat } from './hairs.js';
import { drawLashes } from './lashes.js';
import { drawLips } from './mouth.js';
import { writeSkin } from './palette.js';
import { drawCharacter, forkRandom, type Character, type Traits } from './traits.js';

/**
 * Draws the surface of a face that nobody has: skin, lips, brows, lashes, lines and beard, made
 * from what is published of skin and hair, with no picture of anybody in it. The same `random`
 * gives the same face; what it does moves its folds alone. It runs on beyond the oval of the face as skin. About 15 ms.
 */
export function drawAppearance(
  traits: Traits,
  random: Random,
  creasing: Creasing = atRest,
): Appearance {
  const stream = () => forkRandom(random);
  const character = drawCharacter(traits, stream());
  const skin = drawSkin(character, stream());
  drawFolds(skin.shade, character, creasing, stream());
  drawLips(skin, character, stream());
  const [hair, lashes] = [new Coat(), new Coat()];
  drawBrows(hair, character, stream());
  drawLashes(lashes, character, stream());
  drawBeard(skin.shade, hair, character, stream());
  return { albedo: painted(skin, character, hair, lashes), iris: character.iris };
}

function painted(skin: Skin, { skin: own, hair: colour }: Character, hair: Coat, lashes: Coat) {
  const image = createImage(textureSize, textureSize);
  const { data } = image;
  writeSkin(data, own, skin.melanin, skin.blood, skin.shade);
  const hairs = [colour.red, colour.green, colour.blue];
  for (let i = 0, at = 0; i < textureSize * textureSize; i++, at += 3) {
    const cover = hair.cover[i];
    const lash = lashes.cover[i];
    if (cover + lash === 0) continue;
    for (let c = 0; c < 3; c++) {
      const grown = data[at + c] + cover * (hairs[c] - data[at + c]);
      data[at + c] = Math.round(grown + lash * (0.5 * hairs[c] - grown));
    }
  }
  return image;
}
