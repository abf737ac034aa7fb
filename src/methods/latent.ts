import { z } from 'zod';
import { drawIdentity, fitFace } from '../face-model/fit.js';
import { formPoints } from '../face-model/form.js';
import { readLight } from '../face-model/light.js';
import { meanPerson, mixPeople, tonedLike, type Shares } from '../face-model/mix.js';
import { describeFace, personOf, readDescription, rowOfFace } from '../face-model/population.js';
import { levelDepth } from '../face-model/pose.js';
import { renderFace } from '../face-model/render.js';
import { drawAppearance } from '../face-model/skin/draw.js';
import {
  angleIn,
  colourShare,
  faded,
  isGrey,
  makeGrey,
  skinToneOf,
} from '../face-model/skin/tone.js';
import { placeSurrogate } from '../face-model/surrogate.js';
import { defineMethod } from './method.js';

const changes = ['replace', 'noise', 'remove'] as const;
type Change = (typeof changes)[number];

const parameters = z.strictObject({
  change: z
    .enum(changes)
    .default('replace')
    .describe(
      'replace: moved towards somebody drawn; noise: mixed with somebody drawn so that faces ' +
        'still differ as much as people do; remove: moved towards the mean face',
    ),
  amount: z
    .number()
    .min(0.1)
    .max(1)
    .default(0.8)
    .describe(
      'how much of the person’s own identity goes: 1 is all that the face model knows of it; each ' +
        'time the guard refuses a face, a tenth more',
    ),
});

/** How much more of the person goes with each new attempt. */
const widening = 0.1;

/** Changes the coordinates of a face that say who it is, and leaves the others. */
export const latent = defineMethod({
  id: 'latent',
  summary: 'replaces, noises or removes by an amount what says who a face is',
  source:
    'E. Newton, L. Sweeney, B. Malin, IEEE TKDE 17(2), 2005, for faces as coordinates; ' +
    'IdentityDP, arXiv 2103.01745, for noise on those of identity alone',
  labels: ['face'],
  needs: ['mesh', 'gaze', 'hands'],
  irreversible: false,
  surrogate: 'relative',
  guarantee:
    'The coordinates of the face that say who it is, in shape and in skin, keep the share of the ' +
    'person’s own that `amount` leaves, and none at 1; no noise is calibrated to a privacy bound, ' +
    'and what recognisers still see is measured.',
  exposes: [
    'recognition with amounts below 1: a part of the face is the person’s own',
    'solving for the rest: whoever knows or guesses what was mixed in can take it out again',
    'hair, ears, neck, the outline of the head, body, clothes, company and place',
    'what covers a part of the face, pose, gaze, expression, light and the tone of the skin',
  ],
  parameters,
  strengths: [
    ...[0.3, 0.5].map((amount) => ({ change: 'remove' as const, amount })),
    ...[0.5, 0.7, 0.9, 1].map((amount) => ({ change: 'replace' as const, amount })),
  ],
  paint(
    { image, region, area, seen: { look, inFront } },
    { change, amount },
    { identity, attempt },
  ) {
    const { mesh } = region;
    if (!mesh) throw new TypeError('it needs a mesh of the face');
    const fitted = fitFace(mesh);
    const from = levelDepth(mesh, fitted.pose, formPoints(fitted.form));
    const light = readLight(image, from);
    const own = personOf(rowOfFace(readDescription(describeFace(image, mesh))));
    const tone = skinToneOf(light.tint);
    const shares = sharesOf(change, Math.min(1, amount + widening * attempt));
    const like = (appearance: typeof own.appearance) =>
      tonedLike(faded(appearance, colourShare(appearance, light.tint)), own.appearance);
    const other = {
      identity: drawIdentity(identity),
      appearance: like(drawAppearance({ skinTone: angleIn(tone, 0.5) }, identity)),
    };
    const mean = meanPerson(tone);
    const person = mixPeople(own, other, { ...mean, appearance: like(mean.appearance) }, shares);
    const painted = renderFace({
      image,
      area,
      from,
      to: placeSurrogate(fitted, person.identity, { restKept: shares.own }),
      appearance: person.appearance,
      light,
      ...(look ? { look } : {}),
      ...(inFront ? { inFront } : {}),
    });
    // Teeth and gums have their colours from elsewhere.
    if (isGrey(image, area)) makeGrey(painted);
    return painted;
  },
});

function sharesOf(change: Change, amount: number): Shares {
  if (change === 'remove') return { own: 1 - amount, other: 0 };
  if (change === 'replace') return { own: 1 - amount, other: amount };
  // Squares sum to 1, so that the spread among people stays what it is.
  return { own: Math.sqrt(1 - amount ** 2), other: amount };
}
