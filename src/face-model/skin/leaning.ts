import { identityAxes } from '../axes.js';
import type { AgeBand, Presentation, Traits } from './traits.js';

type Shifts = Readonly<Record<string, number>>;

/**
 * By how many standard deviations men's faces lie from the mean of all, on the axes where the sexes
 * differ; women's lie as far on the other side. Rounded, and halved where published groups differ;
 * of lips less, since those of 104 men and 53 women differ by nothing to the mesh network.
 *
 * @source L. Farkas, Anthropometry of the Head and Face, 2nd ed., 1994; Z. Zhuang et al., Facial
 * anthropometric differences among gender, ethnicity, and age groups, 2010
 */
const masculine: Shifts = {
  'head-width': 0.4,
  'jaw-width': 0.7,
  'chin-width': 0.6,
  'lower-face-length': 0.4,
  'chin-height': 0.5,
  'chin-projection': 0.4,
  'forehead-slope': 0.4,
  'brow-ridge': 0.9,
  'eye-depth': 0.3,
  'cheek-fullness': -0.4,
  'eye-size': -0.5,
  'brow-height': -0.4,
  'nose-width': 0.5,
  'nose-length': 0.4,
  'nose-projection': 0.4,
  'nose-bridge-width': 0.4,
  'nose-tip': -0.3,
  'mouth-width': 0.4,
  'upper-lip': -0.2,
  'lower-lip': -0.2,
};

/** The same for ages, against adults. */
const byAge: Readonly<Record<AgeBand, Shifts>> = {
  child: {
    'lower-face-length': -1.1,
    'midface-length': -0.9,
    'forehead-height': 0.8,
    'jaw-width': -0.8,
    'chin-projection': -0.7,
    'brow-ridge': -1,
    'eye-size': 1.2,
    'cheek-fullness': 1.1,
    'nose-length': -1,
    'nose-projection': -1,
    'nose-bridge': -0.9,
    'mouth-width': -0.6,
  },
  young: {},
  middle: { 'upper-lip': -0.3, 'nose-length': 0.2 },
  senior: {
    'upper-lip': -0.8,
    'lower-lip': -0.6,
    'lip-height': 0.5,
    'nose-length': 0.6,
    'nose-tip': -0.6,
    'cheek-fullness': -0.4,
    'eye-size': -0.4,
  },
};

const leaning: Readonly<Record<Presentation, number>> = { feminine: -1, masculine: 1, any: 0 };

/**
 * An identity of the population moved towards what is wished of it; what is not wished stays.
 *
 * @param identity along the identity axes, in standard deviations
 */
export function leanIdentity(identity: readonly number[], traits: Traits): number[] {
  const sex = leaning[traits.presentation ?? 'any'];
  const age: Shifts = traits.ageBand ? byAge[traits.ageBand] : {};
  const shiftOf = (id: string) => sex * (masculine[id] ?? 0) + (age[id] ?? 0);
  return identity.map((value, axis) => value + shiftOf(identityAxes[axis].id));
}
