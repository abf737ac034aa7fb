// A method that tells in the manifest what the engine gave it.
import { z } from 'zod';

/** A survey that lists what was described, and by whose name. */
const roll = {
  describe: ({ region }) => (region.mesh === undefined ? null : 'seen'),
  combine: async (entries) => {
    const persons = [];
    for await (const { person = null } of entries()) persons.push(person);
    let again = 0;
    for await (const { description } of entries()) again += description === 'seen' ? 1 : 0;
    return { persons, again };
  },
};

const teller = {
  id: 'teller',
  summary: 'fills with grey and tells what it was given',
  irreversible: false,
  guarantee: 'none; for tests',
  exposes: ['what it was given'],
  labels: ['face'],
  needs: ['mesh', 'gaze'],
  parameters: z.strictObject({
    gallery: z
      .union([
        z.literal(''),
        z.string().transform((file) => ({ file })),
        z.object({ file: z.string(), sha256: z.string() }),
      ])
      .default('')
      .describe('a folder'),
  }),
  survey: roll,
  reading: {
    read: ({ image }) => image.width,
    settle: (widths) => widths.sort((a, b) => a - b),
  },
  gallery: roll,
  account: (
    _input,
    _parameters,
    { identity, survey, gallery = null, attempt, settled = null },
  ) => ({
    ...{ survey, gallery, attempt, settled },
    identity: identity.below(1_000_000),
  }),
  paint: ({ image, area, seen }) => {
    if (seen.look?.gaze === undefined) throw new TypeError('no gaze');
    const [width, height] = [area.x1 - area.x0, area.y1 - area.y0];
    const data = new Uint8Array(width * height * image.channels).fill(90);
    return { data, width, height, channels: image.channels };
  },
};

export const methods = [teller];
