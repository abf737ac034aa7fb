import { z } from 'zod';
import type { FaceLook } from '../core/look.js';
import type { Random } from '../core/random.js';
import { drawIdentity } from '../face-model/fit.js';
import {
  carriable,
  describeFace,
  drawPerson,
  learnPopulation,
  paintPerson,
  readFace,
  readPopulation,
  type Carried,
  type FaceInPicture,
  type FaceReading,
  type Person,
  type Population,
} from '../face-model/population.js';
import { drawRepose, inRepose } from '../face-model/repose.js';
import { creasingOf } from '../face-model/skin/creasing.js';
import { drawAppearance } from '../face-model/skin/draw.js';
import { headHairOf } from '../face-model/skin/head-hair.js';
import { leanIdentity } from '../face-model/skin/leaning.js';
import { angleIn, skinToneOf } from '../face-model/skin/tone.js';
import { forkRandom, type Traits } from '../face-model/skin/traits.js';
import { fileParameter } from './file-parameter.js';
import { defineMethod, type Json } from './method.js';
import { readNoticed, settleNoticed, type Noticed } from './synthetic/noticed.js';

const keepable = ['age', 'presentation', 'skin-tone'] as const;
type Kept = (typeof keepable)[number];

const parameters = z.strictObject({
  keep: z
    .array(z.enum(keepable))
    .default([...keepable])
    .describe(
      'what the new face has in common with the person, coarsely: age (four bands), presentation ' +
        '(feminine, masculine or neither), skin-tone (six tones)',
    ),
  carry: z
    .array(z.enum(carriable))
    .default([...carriable])
    .describe(
      'what the new face takes over from the picture besides the pose of the head: expression, ' +
        'gaze, light, tone (of the skin around it, and how dark the hair is), outline (of the face, ' +
        'at the first attempt); each tells something of who somebody is',
    ),
  variety: z
    .number()
    .min(0.5)
    .max(2)
    .default(1)
    .describe('how much new faces differ from the mean face; 1 is as much as people do'),
  gallery: fileParameter
    .prefault('')
    .describe(
      'a folder of faces of people who have agreed to it: new faces are drawn from how these vary ' +
        'instead; its path from the policy file, empty for none',
    ),
});

/** How much farther from the ordinary a face may be each time the guard has refused one. */
const widening = 0.25;
const farthest = 2;

/** Puts the face of somebody who does not exist in a face's place. */
export const synthetic = defineMethod({
  id: 'synthetic',
  summary: 'puts the face of nobody in its place, in the same pose, expression and light',
  labels: ['face'],
  needs: ({ keep, carry, gallery }) => {
    if (gallery === '' && (keep.includes('age') || keep.includes('presentation'))) {
      return ['mesh', 'look', 'hands'];
    }
    const looks = carry.includes('gaze') || carry.includes('expression');
    return looks ? ['mesh', 'gaze', 'hands'] : ['mesh', 'hands'];
  },
  irreversible: false,
  surrogate: 'stranger',
  guarantee:
    'The identity of each new face, in shape and in skin, is drawn from secret randomness and not ' +
    'from the person: what it shares with the person is pose, what covers the face, what `carry` ' +
    'names (gaze, expression, light, tone and how dark the hair is, outline of the face), and what ' +
    '`keep` names in coarse steps; how well recognisers still do is measured, not bounded.',
  exposes: [
    'recognisers retrained on such pictures of other people: by hair, light and expression they ' +
      'know far more people than by guessing',
    'hair, ears, neck, the outline of the head, body, clothes, company and place',
    'what covers a part of the face, such as glasses or a hand',
    'pose, and what `carry` names: gaze, expression, light, tone, outline',
    'what `keep` names: a person of a rare kind among the others remains one',
  ],
  parameters,
  strengths: [
    {},
    { keep: ['skin-tone'] },
    { keep: [], variety: 1.4 },
    { keep: [], carry: ['expression', 'gaze'] },
    { keep: [], carry: [] },
  ],
  gallery: {
    describe: ({ image, region }) => (region.mesh ? { ...describeFace(image, region.mesh) } : null),
    combine: async (entries, { gallery }, random) => {
      const path = gallery === '' ? '' : gallery.file;
      return { ...(await learnPopulation(entries, path, random)) };
    },
  },
  reading: {
    read({ image, region, seen: { look } }, { keep, carry, gallery }) {
      const { mesh } = region;
      if (!mesh || gallery !== '') return null;
      return { ...noticed({ image, look }, readFace({ image, mesh }), keep, carry) };
    },
    settle: (readings) => ({ ...settleNoticed(readings.map(readNoticed)) }),
  },
  paint({ image, region, area, seen }, { keep, carry, variety }, context) {
    const { identity, attempt, gallery, settled } = context;
    const { mesh } = region;
    if (!mesh) throw new TypeError('it needs a mesh of the face');
    const face = { image, area, mesh, look: seen.look, inFront: seen.inFront };
    const reading = readFace(face);
    const spread = Math.min(farthest, variety + widening * attempt);
    // An outline that the guard refused is let go first.
    const carried = attempt > 0 ? carry.filter((what) => what !== 'outline') : carry;
    if (gallery !== undefined) {
      const drawn = drawPerson(populationOf(gallery), identity, spread);
      return paintPerson(face, { ...drawn, repose: drawRepose(identity) }, carried, reading);
    }
    const kept = settled ? readNoticed(settled) : noticed(face, reading, keep, carry);
    const { expression } = reading.fitted.form;
    const done = carry.includes('expression') ? expression : expression.map(() => 0);
    return paintPerson(face, inventPerson(kept, done, spread, identity), carried, reading);
  },
});

/** What is noticed of somebody, as far as it is to be kept. */
function noticed(
  { image, look }: Pick<FaceInPicture, 'image' | 'look'>,
  { placed, light: { tint } }: FaceReading,
  keep: readonly Kept[],
  carry: readonly Carried[],
): Noticed {
  const hair = carry.includes('tone') ? headHairOf(image, placed, tint) : undefined;
  return {
    ...(keep.includes('age') ? ageOf(look) : {}),
    ...(keep.includes('presentation') ? presentationOf(look) : {}),
    ...(keep.includes('skin-tone') ? { skinTone: skinToneOf(tint) } : {}),
    ...(hair === undefined ? {} : { headHair: hair }),
  };
}

/**
 * Somebody new; what is kept is the same in coarse steps, all else is drawn.
 *
 * @param expression what the face does, along the expression axes
 */
function inventPerson(
  { skinTone, ...kept }: Noticed,
  expression: readonly number[],
  spread: number,
  random: Random,
): Person {
  // A stream each, so that what is kept of somebody does not move what is drawn of the rest: the
  // same guise stays one person although an age is read differently in the next picture.
  const [shape, tone, surface, calm] = [0, 1, 2, 3].map(() => forkRandom(random));
  const place = tone.uniform();
  const traits: Traits = {
    ...kept,
    spread,
    ...(skinTone === undefined ? {} : { skinTone: angleIn(skinTone, place) }),
  };
  const repose = drawRepose(calm);
  return {
    identity: leanIdentity(drawIdentity(shape, spread), traits),
    appearance: drawAppearance(traits, surface, creasingOf(inRepose(expression, repose))),
    repose,
  };
}

function ageOf(look: FaceLook | undefined): Pick<Noticed, 'ageBand'> {
  if (look?.age === undefined) return {};
  const { age } = look;
  return { ageBand: age < 15 ? 'child' : age < 35 ? 'young' : age < 55 ? 'middle' : 'senior' };
}

/** Who is plainly taken for neither is drawn as neither. */
function presentationOf(look: FaceLook | undefined): Pick<Noticed, 'presentation'> {
  if (look?.masculine === undefined) return {};
  const { masculine } = look;
  return { presentation: masculine > 0.7 ? 'masculine' : masculine < 0.3 ? 'feminine' : 'any' };
}

/** Opened once for each gallery: it is the same object for every face of a run. */
const populations = new WeakMap<object, Population>();

function populationOf(gallery: Json): Population {
  if (typeof gallery !== 'object' || gallery === null) return readPopulation(gallery);
  const known = populations.get(gallery);
  if (known) return known;
  const population = readPopulation(gallery);
  populations.set(gallery, population);
  return population;
}
