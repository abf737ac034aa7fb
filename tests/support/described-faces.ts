import { identityAxes, expressionAxes } from '../../src/face-model/axes.js';
import type { FaceDescription } from '../../src/face-model/population.js';
import { chromaSide, lumaSide } from '../../src/face-model/population/texture.js';
import type { Grouping } from '../../src/methods/k-same/guises.js';
import type { Described } from '../../src/methods/k-same/description.js';
import type { SurveyEntry } from '../../src/methods/method.js';
import { seeded } from './draw.js';

/** What a made-up person differs by from others. */
export interface MadeUp {
  /** Expression coordinates by the axis's id. */
  readonly expression?: Readonly<Record<string, number>>;
  /** The skin's grey, 0 to 255. */
  readonly skin?: number;
}

/**
 * The description of a face that no picture shows: random proportions, a random grey with random
 * brows, mouth and so on in blocks of 16 texels. The same seed gives the same person; another
 * picture of them differs a little.
 */
export function describeMadeUp(
  person: number | string,
  picture = 0,
  { expression = {}, skin }: MadeUp = {},
): FaceDescription {
  const own = seeded(`person ${person}`);
  const chance = seeded(`person ${person} picture ${picture}`);
  const grey = skin ?? 60 + own.below(120);
  const blocks = Array.from({ length: 64 }, () => grey + 12 * own.normal());
  const luma = Uint8Array.from({ length: lumaSide ** 2 }, (_, i) => {
    const [x, y] = [i % lumaSide, Math.floor(i / lumaSide)];
    return Math.min(255, Math.max(0, blocks[8 * (y >> 4) + (x >> 4)] + 2 * chance.normal()));
  });
  return {
    identity: identityAxes.map(() => Math.round(1000 * (own.normal() + 0.1 * chance.normal()))),
    luma: Buffer.from(luma).toString('base64'),
    chroma: Buffer.alloc(2 * chromaSide ** 2, 128).toString('base64'),
    seen: Buffer.alloc(chromaSide ** 2, 255).toString('base64'),
    iris: [90, 70, 50],
    expression: expressionAxes.map(({ id }) => Math.round(1000 * (expression[id] ?? 0))),
    tint: [Math.round(grey), Math.round(grey), Math.round(grey)],
  };
}

/** Entries of a survey: `pictures` of each of `people`, who are told apart by name. */
export function surveyOf(
  people: number,
  pictures = 1,
  madeUp: (person: number) => MadeUp = () => ({}),
): SurveyEntry[] {
  return Array.from({ length: people * pictures }, (_, at) => {
    const [person, picture] = [Math.floor(at / pictures), at % pictures];
    const described: Described = {
      fingerprint: `print-${person}-${picture}`,
      face: describeMadeUp(person, picture, madeUp(person)),
    };
    const item = `${person}/${picture}.png`;
    return { item, region: '0:r1', person: `p${person}`, description: described };
  });
}

/** Gives entries the way a survey does: from their start, every time anew. */
export function streamOf<T>(entries: readonly T[]): () => AsyncIterable<T> {
  return async function* () {
    for (const entry of entries) yield await Promise.resolve(entry);
  };
}

/** A finished survey of k-same that takes every region for somebody of its one group. */
export function surveyOfAnybody(): Grouping {
  const { identity, luma, chroma, iris } = describeMadeUp('anybody');
  const mean = { identity, luma, chroma, iris };
  const repose = expressionAxes.map(() => 0);
  const facts = { id: 'g1.1', label: 'everybody', guise: 'g1.1', people: 10, pictures: 10 };
  return { k: 10, groups: [{ ...facts, mean, repose }], members: new Proxy({}, { get: () => 0 }) };
}
