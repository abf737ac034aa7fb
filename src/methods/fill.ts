import { z } from 'zod';
import { hexColour, parseColour } from '../pixels/colour.js';
import { plainImage } from '../pixels/fill.js';
import { defineMethod } from './method.js';

const parameters = z.strictObject({
  colour: z
    .string()
    .regex(hexColour, 'must be a colour such as #808080')
    .default('#808080')
    .describe('CSS hex colour without transparency; it never depends on what is hidden'),
});

/** Covers a region with one opaque colour. The default method, and the strongest. */
export const fill = defineMethod({
  id: 'fill',
  summary: 'covers with one colour',
  irreversible: true,
  guarantee:
    'Every covered pixel is a constant, so no pixel of the region can be computed back from it, ' +
    'whatever an attacker knows or trains.',
  exposes: [
    'that something was there, where and how large',
    'whatever lies outside the shape: body, clothes, company, place',
  ],
  parameters,
  paint: ({ image, area }, { colour }) => plainImage(area, image.channels, parseColour(colour)),
});
