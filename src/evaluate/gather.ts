import type { Side } from '../attacks/attack.js';
import { chipSize } from '../core/chip.js';
import { GuiseError } from '../core/errors.js';
import type { Box } from '../core/geometry.js';
import { openScratch, type Scratch } from '../io/scratch.js';
import type { Observation } from '../measures/measure.js';
import { mapInOrder } from '../run/flow.js';
import { taskKey, type Journal } from './journal.js';
import type { FaceVariant, ObservedFace, ObservedPicture, ObserveTask } from './observation.js';
import type { Observers } from './observers.js';
import type { Pair, PairedDatasets } from './pairs.js';
import type { Sample } from './sample.js';
import type { SurroundingVectors } from './surroundings.js';

/** What was gathered of a face in one variant of its picture. */
export interface GatheredVariant {
  /** A vector a recogniser. */
  readonly anonymised: readonly Float32Array[];
  /** What was released stands in where the attacker's own anonymisation is not known. */
  readonly mimicked: readonly Float32Array[];
  readonly surroundings?: SurroundingVectors;
}

/** A face that was followed from the clear picture to its guises. */
export interface GatheredFace {
  readonly item: string;
  readonly box: Box;
  /** As somebody says; undefined where nobody does. */
  readonly name?: string;
  readonly aligned: boolean;
  readonly seemingly: ObservedFace['seemingly'];
  /** A vector a recogniser. */
  readonly clear: readonly Float32Array[];
  readonly surroundings?: SurroundingVectors;
  readonly variants: readonly GatheredVariant[];
}

/** A picture as far as the measures care. */
export interface GatheredPicture {
  readonly item: string;
  /** The name of the person it is about, where somebody says. */
  readonly name?: string;
  /** What each measure kept of each variant. */
  readonly kept: readonly (readonly (Observation | null)[])[];
}

/** Everything that attacks and measures need, of all pictures. */
export interface Gathered {
  readonly faces: readonly GatheredFace[];
  readonly pictures: readonly GatheredPicture[];
  /** See `chipRecord`. */
  readonly chips: Scratch;
  readonly variants: number;
  /** Clear pictures that lack an anonymised one in some variant. */
  readonly missing: number;
  /** Pictures that could not be compared, and why; the first of them. */
  readonly problems: readonly string[];
  readonly unreadable: number;
  /** Whether the attacker's own anonymisation could be made for every face. */
  readonly mimicked: boolean;
}

export interface GatherOptions {
  /** Closed in the end. */
  readonly observers: Observers;
  /** What is in it need not be looked at again; the rest is added. Stays open. */
  readonly journal?: Journal;
  readonly sample: Sample;
  /** Where the faces' chips lie while the evaluation lasts. */
  readonly scratchFolder: string;
  /** Whether the folder of a picture is its class. */
  readonly classes: boolean;
  readonly onPicture?: (done: number) => void;
}

const chipBytes = chipSize * chipSize * 3;
const mostProblems = 10;

/**
 * Looks at every picture of the sample and its guise, in worker processes. What is kept of a
 * picture is small and in the dataset's order, whatever the number of workers.
 * @throws GuiseError `dataset-unreadable`, `disk-full`
 */
export async function gather(paired: PairedDatasets, options: GatherOptions): Promise<Gathered> {
  const { observers, sample } = options;
  const chips = await openScratch(options.scratchFolder, chipBytes);
  const faces: GatheredFace[] = [];
  const pictures: GatheredPicture[] = [];
  const problems: string[] = [];
  const variants = paired.variants;
  let [missing, unreadable, done, mimicked] = [0, 0, 0, true];
  try {
    const observed = mapInOrder(pairsOf(paired, sample), observers.capacity, async (pair) => ({
      pair,
      seen: await observePair(pair, options),
    }));
    for await (const { pair, seen } of observed) {
      options.onPicture?.((done += 1));
      if (seen === undefined) missing += 1;
      else if (seen instanceof GuiseError) {
        unreadable += 1;
        if (problems.length < mostProblems) problems.push(seen.message);
      } else {
        for (const face of seen.faces) {
          mimicked &&= face.variants.every((variant) => variant.mimicked !== undefined);
          await storeChips(chips, faces.length, face);
          faces.push(gatherFace(pair, face));
        }
        const { id: item } = pair.item;
        const name = seen.faces.find((face) => face.name !== undefined)?.name;
        pictures.push({ item, ...(name === undefined ? {} : { name }), kept: seen.kept });
      }
    }
  } catch (error) {
    await chips.close();
    throw error;
  } finally {
    observers.close();
  }
  return { faces, pictures, chips, variants, missing, problems, unreadable, mimicked };
}

async function* pairsOf(paired: PairedDatasets, sample: Sample): AsyncIterable<Pair> {
  for await (const pair of paired.pairs()) if (sample.takes(pair.item)) yield pair;
}

/**
 * Looks at a picture, unless what an interrupted evaluation saw of it is at hand.
 * @returns undefined when an anonymised picture is missing, or what was wrong with one
 */
async function observePair(
  { item, variants }: Pair,
  { observers, journal, classes }: GatherOptions,
): Promise<ObservedPicture | GuiseError | undefined> {
  if (!variants) return undefined;
  const className = classes ? item.id.split('/').at(-2) : undefined;
  const task: ObserveTask = {
    item: item.id,
    clear: item.source,
    variants,
    ...(item.boxes === undefined ? {} : { boxes: item.boxes }),
    ...(className === undefined ? {} : { className }),
  };
  const key = journal && (await taskKey(task));
  const known = key && (await journal.find(key));
  if (known) return known;
  const seen = await observers.run(task).catch(asProblem);
  if (key !== undefined && !(seen instanceof GuiseError)) await journal?.keep(key, seen);
  return seen;
}

/** @throws what is not about the picture alone */
function asProblem(error: unknown): GuiseError {
  if (error instanceof GuiseError && error.kind.exitCode === 1) return error;
  throw error;
}

/**
 * Where the chip of a face lies among the records: the clear one first, then two a variant.
 * @param variants how many there are
 */
export function chipRecord(face: number, side: Side, variant: number, variants: number): number {
  const first = face * (1 + 2 * variants);
  if (side === 'clear') return first;
  return first + 1 + 2 * variant + (side === 'anonymised' ? 0 : 1);
}

async function storeChips(chips: Scratch, face: number, observed: ObservedFace): Promise<void> {
  const count = observed.variants.length;
  await chips.write(chipRecord(face, 'clear', 0, count), observed.clear.chip);
  for (const [index, variant] of observed.variants.entries()) {
    const { anonymised, mimicked = anonymised } = variant;
    await chips.write(chipRecord(face, 'anonymised', index, count), anonymised.chip);
    await chips.write(chipRecord(face, 'mimicked', index, count), mimicked.chip);
  }
}

function gatherFace(pair: Pair, face: ObservedFace): GatheredFace {
  return {
    item: pair.item.id,
    box: face.box,
    ...(face.name === undefined ? {} : { name: face.name }),
    aligned: face.aligned,
    seemingly: face.seemingly,
    clear: face.clear.vectors,
    ...(face.surroundings ? { surroundings: face.surroundings } : {}),
    variants: face.variants.map(gatherVariant),
  };
}

function gatherVariant(variant: FaceVariant): GatheredVariant {
  const { anonymised, mimicked = anonymised, surroundings } = variant;
  return {
    anonymised: anonymised.vectors,
    mimicked: mimicked.vectors,
    ...(surroundings ? { surroundings } : {}),
  };
}
