import { z } from 'zod';
import { boxHeight, boxWidth } from '../../../src/core/geometry.js';
import { createImage } from '../../../src/core/image.js';
import { defineMethod } from '../../../src/methods/method.js';
import { hexColour, parseColour } from '../../../src/pixels/colour.js';

const colour = z.string().regex(hexColour, 'must be a colour such as #808080');

const parameters = z.strictObject({
  stripes: z
    .number()
    .int()
    .min(1)
    .max(50)
    .default(8)
    .describe('pairs of stripes across the longer side of the region'),
  dark: colour.default('#37474f').describe('CSS hex colour of every other stripe'),
  light: colour.default('#eceff1').describe('CSS hex colour of the stripes between'),
});

/** Covers a region with slanted stripes. Where they begin is drawn from the region's stream. */
export const stripes = defineMethod({
  id: 'stripes',
  summary: 'covers with slanted stripes of two colours',
  irreversible: true,
  guarantee:
    'Every covered pixel is one of two constant colours, so no pixel of the region can be ' +
    'computed back from it.',
  exposes: ['that something was there, where and how large'],
  parameters,
  paint: ({ image, region, area }, { stripes, dark, light }, { random }) => {
    const out = createImage(boxWidth(area), boxHeight(area), image.channels);
    const colours = [parseColour(dark), parseColour(light)];
    const stripeWidth = Math.max(boxWidth(region.box), boxHeight(region.box)) / (2 * stripes);
    const start = random.uniform() * 2;
    for (let y = 0, at = 0; y < out.height; y++) {
      for (let x = 0; x < out.width; x++, at += out.channels) {
        const { red, green, blue } = colours[Math.floor((x + y) / stripeWidth + start) % 2];
        out.data.set([red, green, blue], at);
        if (out.channels === 4) out.data[at + 3] = 255;
      }
    }
    return out;
  },
});

/** What a module exports to join the registry. */
export const methods = [stripes];
