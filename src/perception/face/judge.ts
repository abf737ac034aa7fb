import { boxHeight, boxWidth } from '../../core/geometry.js';
import type { Candidate } from './fuse.js';
import type { Judgement } from './judgement.js';
import { judgements } from './judgements.js';
import { sigmoid } from './sighting.js';

/** Faces of this many base pixels are where sizes count from. */
const middleHeight = 20;

/**
 * What the judgement is made of: every source's log odds, the face's size and slimness with their
 * squares, and every source's log odds times the size, because a small face is seen at other
 * scales than a large one.
 *
 * @param scale base pixels a picture pixel
 */
export function featuresOf({ box, evidence }: Candidate, scale: number): number[] {
  const size = Math.log((boxHeight(box) * scale) / middleHeight);
  const slimness = Math.log(boxHeight(box) / boxWidth(box));
  return [
    ...evidence,
    size,
    slimness,
    size * size,
    slimness * slimness,
    ...evidence.map((logOdds) => logOdds * size),
  ];
}

/** The judgement that was fitted for a list of sources. */
export function judgementFor(sources: readonly string[]): Judgement {
  const key = sources.join();
  const found = judgements.find((judgement) => judgement.sources.join() === key);
  if (!found) throw new Error(`no judgement was fitted for ${key}`);
  return found;
}

/** The probability that it is a face, 0 to 1, given what every source says. */
export function judge(candidate: Candidate, scale: number, judgement: Judgement): number {
  const features = featuresOf(candidate, scale);
  return sigmoid(
    features.reduce((sum, value, index) => sum + value * judgement.weights[index], judgement.bias),
  );
}
