import type { Point } from '../../core/geometry.js';
import type { Random } from '../../core/random.js';
import { along, between, courses, onSide, pathOf, sides, type Side } from './atlas.js';
import type { Coat } from './hairs.js';
import { around, within, type Character } from './traits.js';

/** The shape of a pair of brows. */
interface BrowShape {
  /** Share of the band between the mesh's upper and lower brow points that they fill. */
  readonly thickness: number;
  /** How far their middle line lies from the band's lower edge, 0 to 1. */
  readonly height: number;
  /** How far they rise in their outer half, in pixels. */
  readonly arch: number;
  /** Where they begin and end along the band; below 0 is nearer the nose. */
  readonly start: number;
  readonly end: number;
  readonly hairs: number;
  readonly strength: number;
  readonly length: number;
}

/** Draws both brows, hair by hair. About 3 ms. */
export function drawBrows(coat: Coat, character: Character, random: Random): void {
  const shape = drawShape(character, random);
  for (const side of sides) drawBrow(coat, shape, side, random);
}

function drawShape(character: Character, random: Random): BrowShape {
  const { masculine, spread, years, skin } = character;
  const some = (middle: number, deviation: number) => around(random, middle, deviation * spread);
  const bushy = years < 15 ? 0.75 : years > 56 ? 0.85 : 1;
  return {
    thickness: Math.min(Math.max(some(masculine ? 2.1 : 1.75, 0.26), 1.3), 2.8),
    height: some(0.1, 0.15),
    arch: some(masculine ? 0.2 : 0.8, 1),
    start: some(0, 0.05),
    end: Math.min(some(1, 0.06), 1.15),
    hairs: Math.round(bushy * Math.max(200, some(masculine ? 620 : 540, 120))),
    // On dark skin hairs stand out less, so it takes more of them to be seen as brows.
    strength:
      (bushy + Math.min(0.6, 2 * skin.melanin)) *
      Math.min(Math.max(some(masculine ? 0.13 : 0.085, 0.025), 0.05), 0.2),
    length: some(masculine ? 8.5 : 7.2, 1),
  };
}

function drawBrow(coat: Coat, shape: BrowShape, side: Side, random: Random): void {
  const upper = pathOf(courses.browUpper);
  const lower = pathOf(courses.browLower);
  const lift = around(random, 0, 0.5);
  for (let hair = 0; hair < shape.hairs; hair++) {
    const share = random.uniform() ** 0.92;
    const across = within(random, -0.75, 0.75) + around(random, 0, 0.12);
    const root = placeIn(upper, lower, shape, share, across, lift);
    const next = placeIn(upper, lower, shape, share + 0.06, across, lift);
    const course = Math.atan2(next.y - root.y, next.x - root.x);
    // At the nose hairs stand up, further out they lie along the brow and close in on its middle.
    const upright = Math.max(0, 1 - share / 0.25) * 0.75;
    const closing = across * 0.3 * (1 - upright);
    const angle = course + upright + around(random, 0, 0.22) + closing + 0.22 * (1 - share);
    const length =
      shape.length * within(random, 0.65, 1.1) * (1 - 0.4 * share) * (1 - 0.25 * upright);
    const thin = Math.min(1, (share + 0.04) / 0.14);
    coat.add({
      root: onSide(root, side),
      angle: side === 'right' ? angle : Math.PI - angle,
      bend: (side === 'right' ? -1 : 1) * within(random, 0.1, 0.5),
      length,
      strength: shape.strength * thin * within(random, 0.4, 1.3),
    });
  }
}

/** A place in the brow: `share` of its length, `across` from -1 (upper edge) to 1 (lower edge). */
function placeIn(
  upper: readonly Point[],
  lower: readonly Point[],
  shape: BrowShape,
  share: number,
  across: number,
  lift: number,
): Point {
  const place = shape.start + share * (shape.end - shape.start);
  const [top, bottom] = [along(upper, place), along(lower, place)];
  const beyond = Math.max(0, place - 1) * 40 + Math.min(0, place) * 40;
  const middle = between(bottom, top, shape.height);
  const taper = share < 0.3 ? 0.85 + 0.5 * share : 1 - 0.68 * ((share - 0.3) / 0.7) ** 1.5;
  const half = 0.5 * shape.thickness * taper * Math.hypot(top.x - bottom.x, top.y - bottom.y);
  const rise = shape.arch * Math.sin(Math.PI * Math.min(1, share) ** 1.5) + lift;
  return {
    x: middle.x - beyond,
    y: middle.y - rise + across * half + 0.35 * Math.max(0, beyond),
  };
}
