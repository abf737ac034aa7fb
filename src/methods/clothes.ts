import { z } from 'zod';
import { boxHeight, boxWidth, type Box } from '../core/geometry.js';
import type { RawImage } from '../core/image.js';
import { weighedCells, type Cells } from './body/cells.js';
import { layCells } from './body/lay-cells.js';
import { outsideEllipse } from './body/outside-ellipse.js';
import { personShare, smoothStep } from './body/person-share.js';
import { findSkin, type Skin } from './body/skin-share.js';
import { drawGuise } from './clothes/guise.js';
import { defineMethod } from './method.js';

const parameters = z.strictObject({
  colour: z
    .number()
    .min(0.2)
    .max(1)
    .default(1)
    .describe('how far brightness and hue are moved: 1 wholly, less leaves more of what they were'),
  smoothing: z
    .number()
    .min(0.005)
    .max(0.2)
    .default(0.035)
    .describe('prints and patterns finer than this share of the person’s width go'),
  texture: z
    .number()
    .min(0)
    .max(1)
    .default(0.4)
    .describe('how much of a new pattern is woven in; 0 for plain cloth'),
});

/** The difference that the new pattern makes at its strongest, in levels of brightness. */
const patternLevels = 48;
/** Cloth is never quite even; levels of brightness. */
const grainLevels = 5;
/** Below this mean distance from grey a picture counts as grey, and stays so. */
const leastColour = 2.5;
/** Cloth that goes on beyond the area changes over this share of the person's width. */
const fade = 0.06;
/** Eyes, lips and jewels are smaller than this share of a person's width, and stay. */
const features = 0.035;

/** Gives what a person wears other colours and another pattern. */
export const clothes = defineMethod({
  id: 'clothes',
  summary: 'gives what a person wears other colours and another pattern (not the face)',
  source:
    'L. Zheng, Y. Yang, A. Hauptmann, Person re-identification: past, present and future, ' +
    'arXiv 1610.02984',
  labels: ['person'],
  needs: ['people'],
  irreversible: false,
  guarantee:
    'In every covered pixel that is taken for a person and neither for skin nor for the head, ' +
    'detail finer than the smoothing goes, and brightness and hue move by a curve drawn for that ' +
    'person from a secret stream; nothing is claimed about recognition.',
  exposes: [
    'face, hair, skin, build, pose and company',
    'the cut of clothes, their folds, and which garment is darker than the other',
    'clothes and bags of the colour of skin, and whatever the network does not take for a person',
    'a person of whom only clothes are changed is still in the picture: recognition by face and body goes on',
  ],
  parameters,
  strengths: [
    { colour: 0.5, smoothing: 0.02, texture: 0 },
    { colour: 0.8, texture: 0.2 },
    {},
    { smoothing: 0.06, texture: 1 },
  ],
  paint: ({ image, region, area, seen }, { colour, smoothing, texture }, { identity, random }) => {
    const [width, height] = [boxWidth(area), boxHeight(area)];
    const { box } = region;
    const people = personShare(seen.people, width * height);
    const skin = findSkin(image, people, area, box, features);
    const worn = skin ? withoutSkin(people, skin, area) : people;
    const size = Math.max(1, Math.min(boxWidth(box), boxHeight(box)));
    const weights = fadedAtSides(worn, area, image, fade * size);
    const cells = weighedCells(image, area, weights, Math.max(1, Math.round(smoothing * size)), 1);
    const guise = drawGuise(identity, colour, isGrey(cells));
    dyeCells(cells, guise.dye);

    const levels = texture * patternLevels;
    return layCells(image, area, cells, {
      shareOf: (i) => weights[i],
      grain: random.bytes(width * height),
      grainLevels,
      pattern: (x, y) =>
        levels * guise.pattern((area.x0 + x - box.x0) / size, (area.y0 + y - box.y0) / size),
    });
  },
});

/** How much each pixel is clothes: a person, but neither skin nor within the head's ellipse. */
function withoutSkin(people: Float32Array, { share, head }: Skin, area: Box): Float32Array {
  const weights = outsideEllipse(head, area);
  for (let i = 0; i < weights.length; i++) weights[i] *= people[i] * (1 - share[i]);
  return weights;
}

/** Fades towards the sides of the area, over `reach` pixels, where the picture goes on. */
function fadedAtSides(
  weights: Float32Array,
  area: Box,
  image: Readonly<RawImage>,
  reach: number,
): Float32Array {
  const width = boxWidth(area);
  const ramp = (distance: number) => smoothStep(distance + 1, 0, Math.max(1, reach));
  const along = (length: number, cutFirst: boolean, cutLast: boolean) =>
    Float32Array.from({ length }, (_, i) =>
      Math.min(cutFirst ? ramp(i) : 1, cutLast ? ramp(length - 1 - i) : 1),
    );
  const across = along(width, area.x0 > 0, area.x1 < image.width);
  const down = along(boxHeight(area), area.y0 > 0, area.y1 < image.height);
  const faded = new Float32Array(weights.length);
  for (let y = 0, i = 0; y < down.length; y++) {
    for (let x = 0; x < width; x++, i++) faded[i] = weights[i] * across[x] * down[y];
  }
  return faded;
}

/** Whether what is worn has no colour, in the mean. */
function isGrey({ cb, cr }: Cells): boolean {
  let sum = 0;
  for (let i = 0; i < cb.length; i++) sum += Math.hypot(cb[i], cr[i]);
  return sum < leastColour * cb.length;
}

/** Replaces the colours of cells by those of the guise. */
function dyeCells({ y, cb, cr, own }: Cells, dye: ReturnType<typeof drawGuise>['dye']): void {
  for (let i = 0; i < y.length; i++) {
    const worn = dye(y[i], cb[i], cr[i], own[i] - y[i]);
    y[i] = worn.y;
    cb[i] = worn.cb;
    cr[i] = worn.cr;
  }
}
