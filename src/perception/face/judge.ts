import { boxHeight, boxWidth, type Box } from '../../core/geometry.js';
import type { Candidate } from './fuse.js';
import type { Judgement, Model } from './judgement.js';
import { judgements } from './judgements.js';
import { logOdds, sigmoid, type Sighting } from './sighting.js';

/** Faces of this many base pixels are where sizes count from. */
const middleHeight = 20;

/** The judgement that was fitted for a list of sources. */
export function judgementFor(sources: readonly string[]): Judgement {
  const key = sources.join();
  const found = judgements.find((judgement) => judgement.sources.join() === key);
  if (!found) throw new Error(`no judgement was fitted for ${key}`);
  return found;
}

/**
 * The network's own log odds, the face's size and slimness, and products: a network is right about
 * small faces at one scale and about large ones at another.
 *
 * @param scale base pixels a picture pixel
 */
export function sightingFeatures({ box, score }: Sighting, scale: number): number[] {
  const own = logOdds(Math.max(0.02, score));
  const { size, slimness } = shapeOf(box, scale);
  return [own, size, slimness, size * size, own * own, own * size, own * size * size];
}

/** Gives sightings probabilities for scores, so that those of all sources can be compared. */
export function calibrate(sightings: readonly Sighting[], scale: number, trust: Model): Sighting[] {
  return sightings.map((sighting) => ({
    ...sighting,
    score: probability(trust, sightingFeatures(sighting, scale)),
  }));
}

/**
 * What every source says, the face's size and slimness with their squares, what every source says
 * times the size, and what the surest one says.
 *
 * @param scale base pixels a picture pixel
 */
export function candidateFeatures({ box, evidence }: Candidate, scale: number): number[] {
  const { size, slimness } = shapeOf(box, scale);
  return [
    ...evidence,
    ...evidence.map((belief) => belief * size),
    ...[size, slimness, size * size, slimness * slimness],
    Math.max(...evidence),
  ];
}

/** The probability that a candidate is a face, 0 to 1, given what every source says. */
export function judge(candidate: Candidate, scale: number, { verdict }: Judgement): number {
  return probability(verdict, candidateFeatures(candidate, scale));
}

function shapeOf(box: Box, scale: number): { size: number; slimness: number } {
  return {
    size: Math.log((boxHeight(box) * scale) / middleHeight),
    slimness: Math.log(boxHeight(box) / boxWidth(box)),
  };
}

function probability({ bias, weights }: Model, features: readonly number[]): number {
  return sigmoid(features.reduce((sum, value, index) => sum + value * weights[index], bias));
}
