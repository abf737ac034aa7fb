import type { Box } from '../../src/core/geometry.js';
import type { RawImage } from '../../src/core/image.js';
import type { FaceLook } from '../../src/core/look.js';
import type { Region } from '../../src/core/region.js';
import { surveyOfAnybody } from './described-faces.js';
import { generators, writeGenerator } from './drawn-generators.js';
import { needsOf, type Method, type MethodContext, type Seen } from '../../src/methods/method.js';

type Likeness = NonNullable<MethodContext['likeness']>;

/**
 * Which pixels of a region the contract asks a method to change.
 *
 * - `each`: every pixel, on a picture of black and white ones. What is irreversible has no choice.
 * - `over-seeds`: a pixel may keep its value by chance, or because it is as the method would make
 *   it; but no row and no column is left out, and over some seeds and pictures no pixel is.
 * - `face`: every pixel well inside the mesh; hair, ears and ground may stay.
 */
export type Reach = 'each' | 'over-seeds' | 'face';

/** What the contract hands to a method in place of perception and the rest of the dataset. */
export interface MethodFakes {
  readonly reach?: Reach;
  /** For a method whose defaults lack what only its user can give. */
  readonly parameters?: () => object;
  /** What the method's own `survey.combine` and `gallery.combine` would return. */
  readonly survey?: MethodContext['survey'];
  readonly gallery?: MethodContext['gallery'];
  readonly likeness?: Likeness;
  /** Replaces what `seenFor` makes of the method's needs. */
  readonly seen?: (region: Region, area: Box) => Seen;
}

/** Recognisers that take whatever is painted for the person before. */
const convinced: Likeness = {
  compare: () => Promise.resolve([{ recogniser: 'fake', cosine: 1, match: 0.6 }]),
};

/** By the method's id; a method that is not listed gets nothing and must reach each pixel. */
export const methodFakes: Readonly<Record<string, MethodFakes>> = {
  'dp-pix': { reach: 'over-seeds' },
  'dp-snow': { reach: 'over-seeds' },
  'dp-samp': { reach: 'over-seeds' },
  'dp-svd': { reach: 'over-seeds' },
  shuffle: { reach: 'over-seeds' },
  'texture-scramble': { reach: 'over-seeds' },
  colour: { reach: 'over-seeds' },
  noise: { reach: 'over-seeds' },
  edge: { reach: 'over-seeds' },
  warp: { reach: 'over-seeds' },
  reshape: { reach: 'face' },
  latent: { reach: 'face' },
  jpeg: { reach: 'over-seeds' },
  downsample: { reach: 'over-seeds' },
  synthetic: { reach: 'face' },
  'k-same': { reach: 'face', survey: surveyOfAnybody() },
  perturb: { reach: 'face', parameters: () => ({ tries: 1 }), likeness: convinced },
  'swap-generator': { parameters: () => ({ generator: writeGenerator('constant') }) },
};

/** Recognisers that never take what is painted for the person before. */
const strangers: Likeness = {
  compare: () => Promise.resolve([{ recogniser: 'fake', cosine: 0.1, match: 0.6 }]),
};

/** A recogniser that finds two faces the less alike the more their pixels differ. */
export function comparingPixels(clear: Readonly<RawImage>): Likeness {
  return {
    compare: (painted) => {
      const apart = painted.data.reduce(
        (sum, value, i) => sum + Math.abs(value - clear.data[i]),
        0,
      );
      const cosine = 1 - apart / clear.data.length / 20;
      return Promise.resolve([{ recogniser: 'pixels', cosine, match: 0.8 }]);
    },
  };
}

const calmEyes: FaceLook = {
  presence: 1,
  pose: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  gaze: [0, 0, -1],
  eyeOpenness: [0.3, 0.3],
};

/** All that can be seen of a calm face. */
export const calmLook: FaceLook = {
  ...calmEyes,
  expression: [0, 0, 0, 0.1, 0, 0, 0.9],
  age: 35,
  masculine: 0.5,
  skinTone: 30,
};

/** What perception would bring for the needs of a method: a calm face, a person everywhere. */
export function seenFor(method: Method, parameters: unknown, region: Region, area: Box): Seen {
  const { seen } = methodFakes[method.id] ?? {};
  if (seen) return seen(region, area);
  const needs = needsOf(method, parameters);
  const pixels = (area.x1 - area.x0) * (area.y1 - area.y0);
  return {
    ...(needs.includes('look') ? { look: calmLook } : {}),
    ...(needs.includes('gaze') ? { look: calmEyes } : {}),
    ...(needs.includes('people') ? { people: new Uint8Array(pixels).fill(255) } : {}),
  };
}

/** What a run would add to the streams of a method's context. */
export function fakeContext(
  method: Method,
  parameters: unknown,
): Pick<MethodContext, 'survey' | 'gallery' | 'likeness' | 'openGenerator'> {
  const { survey, gallery, likeness = strangers } = methodFakes[method.id] ?? {};
  const needs = needsOf(method, parameters);
  return {
    ...(survey === undefined ? {} : { survey }),
    ...(gallery === undefined ? {} : { gallery }),
    ...(needs.includes('likeness') ? { likeness } : {}),
    ...(needs.includes('generators') ? { openGenerator: generators.open } : {}),
  };
}
