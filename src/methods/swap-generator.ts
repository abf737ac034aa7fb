import { z } from 'zod';
import { GuiseError } from '../core/errors.js';
import { fileParameter, networkReferenceSchema } from './file-parameter.js';
import { defineMethod } from './method.js';
import { placeCrop } from './swap-generator/align.js';
import { compose, pictureOf } from './swap-generator/compose.js';
import { feedOf } from './swap-generator/feed.js';
import { cutCrop, hiddenPixels } from './swap-generator/hide.js';

const parameters = z.strictObject({
  generator: z
    .union([networkReferenceSchema, fileParameter])
    .prefault('')
    .describe(
      'a generator of your own: path of its contract, a JSON file, from the policy file; or ' +
        '{ network: ID } for one that was added; needed',
    ),
  hidden: z
    .enum(['area', 'ellipse'])
    .default('area')
    .describe(
      'what the generator may not see and makes anew: all of the area, or the ellipse in it, ' +
        'which looks better and is only for regions whose shape is an ellipse',
    ),
});

/** Replaces a face by one that a generator of the user's makes of its surroundings. */
export const swapGenerator = defineMethod({
  id: 'swap-generator',
  summary: 'replaces a face by one from a generator of your own',
  source:
    'Inpainting as in Hukkelås, Mester, Lindseth, DeepPrivacy, ISVC 2019, arXiv 1909.04538; ' +
    'the generator is the user’s',
  labels: ['face'],
  needs: ['landmarks', 'mesh', 'generators'],
  irreversible: false,
  surrogate: 'stranger',
  guarantee:
    'The pixels of every covered face are made by the given generator, which never sees those it ' +
    'replaces unless its contract says that it sees the face.',
  exposes: [
    'whatever the generator copies: a face of its training, or with a contract that sees the ' +
      'face the person’s own',
    'pose, and with landmarks or mesh in the contract expression and where the parts of the face lie',
    'whatever lies outside the shape: hair, body, clothes, company, place',
  ],
  parameters,
  async paint({ image, region, area }, { generator: reference, hidden }, context) {
    if (reference === '') {
      throw new GuiseError('usage', {
        reason:
          'swap-generator needs a generator of yours: give its contract with ' +
          'parameters: { generator: FILE.json }. See docs/extend/generator.md.',
      });
    }
    const { openGenerator } = context;
    if (!openGenerator) {
      throw new GuiseError('usage', { reason: 'swap-generator needs the networks of a run.' });
    }
    const generator = await openGenerator(reference);
    const { contract } = generator;
    const placement = placeCrop(region, contract);
    const pixels = hiddenPixels(hidden, area, image);
    const blanked = contract.sees === 'surroundings';
    const crop = cutCrop(image, placement, contract.size, { area, pixels, blanked });
    const { landmarks = [], mesh = [] } = region;
    const { identity, random: noise } = context;
    const feed = feedOf(contract, { crop, placement, landmarks, mesh, identity, noise });
    const made = pictureOf(await generator.run(feed), contract);
    return compose(image, made, placement, area, pixels);
  },
});
