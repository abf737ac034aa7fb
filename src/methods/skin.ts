import { z } from 'zod';
import { boxHeight, boxWidth, growBox, type Box } from '../core/geometry.js';
import { weighedCells } from './body/cells.js';
import { layCells } from './body/lay-cells.js';
import { outsideEllipse } from './body/outside-ellipse.js';
import { personShare } from './body/person-share.js';
import { findSkin } from './body/skin-share.js';
import { defineMethod } from './method.js';

const parameters = z.strictObject({
  size: z
    .number()
    .min(0.005)
    .max(0.1)
    .default(0.02)
    .describe('marks smaller than about this share of the person’s width go'),
  strength: z
    .number()
    .min(0.1)
    .max(1)
    .default(1)
    .describe('how much of the smooth skin is laid over: 1 wholly'),
  face: z.boolean().default(false).describe('whether the face is smoothed too'),
});

/** Skin is never quite even; levels of brightness. */
const grainLevels = 6;
/** The face within the box of the head, hair left out. */
const faceOfHead = 0.72;
/** Holes in skin of this radius are marks in any case, in widths of the person. */
const leastHole = 0.035;

/** Smooths the skin of a person outside the face, so that marks and small tattoos fade. */
export const skin = defineMethod({
  id: 'skin',
  summary: 'smooths skin outside the face, so that moles, scars and small tattoos fade',
  source:
    'M. Soriano et al., Adaptive skin color modeling using the skin locus, Pattern Recognition ' +
    '36(3), 2003',
  labels: ['person'],
  needs: ['people'],
  irreversible: false,
  guarantee:
    'In every covered pixel that is taken for skin and not for the face, what is finer than the ' +
    'given size is replaced by the skin around it; nothing is claimed about recognition.',
  exposes: [
    'face, hair, clothes, build, pose and company',
    'tattoos larger than a few times the size, and marks at the edge of skin',
    'skin that is not found: in deep shadow, in odd light, in grey pictures; then all of the person is smoothed',
    'the tone of the skin',
  ],
  parameters,
  strengths: [{ size: 0.01, strength: 0.6 }, {}, { size: 0.05 }, { size: 0.05, face: true }],
  paint: ({ image, region, area, seen }, { size, strength, face }, { random }) => {
    const [width, height] = [boxWidth(area), boxHeight(area)];
    const people = personShare(seen.people, width * height);
    const found = findSkin(image, people, area, region.box, Math.max(leastHole, 1.6 * size));
    const share = found?.share ?? people;
    const keep = found && !face ? outsideEllipse(faceOf(found.head), area) : undefined;

    const side = Math.min(boxWidth(region.box), boxHeight(region.box));
    const step = Math.max(1, Math.round(size * side));
    const cells = weighedCells(image, area, found?.pure ?? people, step, 2);
    return layCells(image, area, cells, {
      shareOf: (i) => strength * share[i] * (keep ? keep[i] : 1),
      grain: random.bytes(width * height),
      grainLevels,
    });
  },
});

/** The ellipse of the face within the one of the head. */
function faceOf(head: Box): Box {
  return growBox(head, (faceOfHead - 1) / 2);
}
