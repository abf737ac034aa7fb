import type { Point } from '../../core/geometry.js';
import type { Random } from '../../core/random.js';
import { placeOf } from './atlas.js';
import { addNoise, addSpot, createField, type Field } from './field.js';
import { addRegion, regions } from './regions.js';
import { around, chosen, forkRandom, within, type Character } from './traits.js';

/**
 * What makes skin look as it does, for every pixel of the texture, as natural logarithms of a
 * factor: 0 is the person's own mean.
 */
export interface Skin {
  readonly melanin: Field;
  readonly blood: Field;
  /** Brightness, of what pores and folds do to light. */
  readonly shade: Field;
}

/**
 * Draws skin: redder and darker parts, mottling, pores, freckles, moles and spots. About 5 ms.
 *
 * @source N. Tsumura et al., Image-Based Skin Color and Texture Analysis/Synthesis, 2003: regional
 * variation of two pigments
 */
export function drawSkin(character: Character, random: Random): Skin {
  const skin = { melanin: createField(), blood: createField(), shade: createField() };
  colourRegions(skin, character, random);
  mottle(skin, character, random);
  const aged = ageing(character.years);
  const freckles = forkRandom(random);
  if (character.skin.melanin < 0.09) freckle(skin.melanin, freckles, character.spread);
  scatter(skin.melanin, random, 5 + 14 * aged, [0.7, 1.3], [0.15, 0.5]);
  scatter(skin.melanin, random, within(random, 0, 4 * character.spread), [0.7, 1.3], [0.9, 1.6]);
  if (aged > 0.4) scatter(skin.melanin, random, 22 * aged, [1.5, 3.6], [0.08, 0.32]);
  const red = character.years > 12 && character.years < 32 ? within(random, 0, 9) : 2;
  scatter(skin.blood, random, red, [1.1, 2.2], [0.15, 0.45]);
  return skin;
}

/** 0 for the young, 1 at about 80 years. */
export function ageing(years: number): number {
  return Math.min(Math.max((years - 24) / 52, 0), 1.1);
}

function colourRegions(
  { melanin, blood, shade }: Skin,
  character: Character,
  random: Random,
): void {
  const { spread, years } = character;
  const some = (middle: number, deviation: number) => around(random, middle, deviation * spread);
  const flush = Math.max(0.1, some(0.34, 0.16));
  addRegion(blood, 'cheeks', flush);
  addRegion(blood, 'nose', flush * within(random, 0.7, 1.5));
  addRegion(blood, 'chin', some(0.14, 0.08));
  addRegion(blood, 'forehead', some(-0.12, 0.06));
  addRegion(blood, 'sockets', some(0.12, 0.1));
  addRegion(blood, 'mouthRound', some(-0.08, 0.06));
  const rings = Math.max(0, some(0.16 + 0.1 * ageing(years), 0.1));
  addRegion(melanin, 'sockets', rings / (1 + character.skin.melanin / 0.15));
  addRegion(shade, 'sockets', -0.35 * rings);
  addRegion(melanin, 'forehead', some(-0.04, 0.05));
  addRegion(melanin, 'cheeks', some(-0.06, 0.04));
  addRegion(melanin, 'mouthRound', some(0.06, 0.05));
  addRegion(shade, 'hollows', 1);
}

function mottle({ melanin, blood, shade }: Skin, character: Character, random: Random): void {
  const aged = ageing(character.years);
  // The darker the skin, the more the same share of melanin shows.
  const uneven =
    (within(random, 0.7, 1.3) * character.spread) / (1 + character.skin.melanin / 0.07);
  for (const [cell, amount] of [
    [72, 0.04],
    [30, 0.04],
    [13, 0.045],
    [6, 0.04],
  ]) {
    addNoise(melanin, random, [cell, cell], amount * uneven * (1 + 0.6 * aged));
  }
  for (const [cell, amount] of [
    [48, 0.06],
    [18, 0.06],
    [8, 0.06],
    [3.4, 0.05],
  ]) {
    addNoise(blood, random, [cell, cell], amount * within(random, 0.6, 1.3));
  }
  const coarse =
    (character.masculine ? 0.027 : 0.015) * within(random, 0.7, 1.4) * (1 + 0.5 * aged);
  const child = character.years < 15 ? 0.5 : 1;
  addNoise(shade, random, [5, 4.4], 0.5 * coarse * child);
  addNoise(shade, random, [2.3, 2.3], coarse * child);
  addGrain(shade, random, 0.8 * coarse * child);
}

/** Pores: every pixel by itself, and more on the nose and the cheeks beside it. */
function addGrain(shade: Field, random: Random, amount: number): void {
  const { nose, cheeks } = regions();
  const bytes = random.bytes(shade.length);
  for (let i = 0; i < shade.length; i++) {
    const grain = (bytes[i] - 127.5) / 73.9;
    // Pores are pits: what is darker is more so than what is lighter.
    const pit = grain < 0 ? 1.25 * grain : 0.75 * grain;
    shade[i] += amount * pit * (0.8 + 0.8 * nose[i] + 0.4 * cheeks[i]);
  }
}

function freckle(melanin: Field, random: Random, spread: number): void {
  const many = chosen(random, [
    [0, 0.5],
    [45, 0.32],
    [200, 0.18],
  ]);
  const middle = placeOf(5);
  const depth = within(random, 0.2, 0.65) * Math.sqrt(spread);
  for (let left = many * within(random, 0.6, 1.3); left > 0; left--) {
    const at = {
      x: middle.x + around(random, 0, 52),
      y: middle.y + around(random, -4, 22),
    };
    const size = within(random, 0.5, 1.15);
    addSpot(
      melanin,
      { at, across: size, down: size * within(random, 0.8, 1.2) },
      depth * within(random, 0.4, 1.2),
    );
  }
}

/** Spots anywhere: how many, their spread in pixels and their depth, each between two. */
function scatter(
  field: Field,
  random: Random,
  count: number,
  size: readonly [number, number],
  depth: readonly [number, number],
): void {
  for (let left = Math.floor(count); left > 0; left--) {
    const at: Point = { x: within(random, 20, 236), y: within(random, 30, 236) };
    const across = within(random, ...size);
    addSpot(
      field,
      { at, across, down: across * within(random, 0.8, 1.25) },
      within(random, ...depth),
    );
  }
}
