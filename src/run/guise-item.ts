import { choose } from '../core/plugin.js';
import { createRandom, deriveKey } from '../core/random.js';
import type { Region } from '../core/region.js';
import type { Item } from '../formats/format.js';
import { readSource } from '../io/files.js';
import { decodePicture } from '../io/image.js';
import type { Json } from '../methods/method.js';
import { coverage } from '../methods/shape.js';
import { findInFrame, framesOf, planFound, type Frame } from './frame.js';
import { judgeFace, surrogateOf } from './guard.js';
import { guiseName, sharedBy } from './guises.js';
import { surveyName, type Kit } from './kit.js';
import { bringNeeds, type ReadyStep } from './needs.js';
import { carryOut } from './treat-frame.js';

/** A guise that a picture shows, for one method and choice of parameters. */
export interface ShownGuise {
  /** Of the method and its parameters. */
  readonly use: string;
  readonly guise: string;
}

/** What a picture says of the guises that it shows. JSON-safe. */
export interface GuiseReading {
  readonly item: Item;
  /** What was found in those of its frames that were read. */
  readonly frames: readonly { readonly index: number; readonly found: readonly Region[] }[];
  readonly shown: readonly (ShownGuise & { readonly reading?: Json })[];
}

/** So many frames of a picture are read; of more, some drawn by lot. */
const mostFrames = 12;

/** Reads what methods take over from the people of a picture who share a guise with others. */
export async function readGuises(item: Item, kit: Kit): Promise<GuiseReading> {
  const frames: GuiseReading['frames'][number][] = [];
  const shown: GuiseReading['shown'][number][] = [];
  for (const frame of drawn(await openFrames(item, kit), kit)) {
    const found = await findInFrame(frame, kit);
    frames.push({ index: frame.index, found });
    for (const { step, ...guise } of await stepsOf(frame, found, kit)) {
      const reading = await readStep(frame, step, kit);
      shown.push({ ...guise, ...(reading === null ? {} : { reading }) });
    }
  }
  return { item, frames, shown };
}

/**
 * Paints the new faces of a picture as they are at an attempt, to be thrown away.
 * @returns the guises that the guard refuses here, once for each frame that it refuses
 */
export async function tryGuises(
  { item, frames }: Pick<GuiseReading, 'item' | 'frames'>,
  attempt: number,
  kit: Kit,
): Promise<ShownGuise[]> {
  const opened = await openFrames(item, kit);
  const refused: ShownGuise[] = [];
  for (const { index, found } of frames) {
    const frame = opened[index];
    const steps = await stepsOf(frame, found, kit);
    const tried = steps
      .filter(({ step }) => surrogateOf(step, kit) === 'stranger')
      .map(({ step, ...guise }) => ({ guise, step: { ...step, attempt } }));
    if (tried.length === 0) continue;
    const image = await carryOut(
      frame,
      tried.map(({ step }) => step),
      kit,
    );
    for (const { guise, step } of tried) {
      if ((await judgeFace(step, image, kit))?.refused) refused.push(guise);
    }
  }
  return refused;
}

async function openFrames(item: Item, { policy: { limits } }: Kit): Promise<Frame[]> {
  const bytes = await readSource(item.source, limits.sizeBytes);
  const { frames } = await decodePicture(bytes, { file: item.id, pixelLimit: limits.pixels });
  return framesOf(item, frames);
}

/** At most {@link mostFrames}, in their order. */
function drawn(frames: readonly Frame[], { key }: Kit): Frame[] {
  const left = [...frames];
  const random = createRandom(deriveKey(key, 'frames', frames[0].item));
  while (left.length > mostFrames) left.splice(random.below(left.length), 1);
  return left;
}

/** The steps whose regions share a guise. */
async function stepsOf(
  frame: Frame,
  found: readonly Region[],
  kit: Kit,
): Promise<(ShownGuise & { readonly step: ReadyStep })[]> {
  const steps = await bringNeeds(frame, planFound(frame, found, kit), kit);
  return steps.flatMap((step) => {
    const method = choose('method', kit.registry.methods, step.method);
    if (!method.reading && method.surrogate !== 'stranger') return [];
    const shared = sharedBy(step.region, step.person, frame.item, kit.policy);
    return shared ? [{ step, use: surveyName(step), guise: guiseName(kit.key, shared) }] : [];
  });
}

async function readStep({ image }: Frame, step: ReadyStep, { registry }: Kit): Promise<Json> {
  const { region, shape, seen, parameters } = step;
  const { reading } = choose('method', registry.methods, step.method);
  const covered = reading && coverage(region, shape, image.width, image.height);
  if (!covered) return null;
  return reading.read({ image, region, area: covered.area, seen }, parameters);
}
