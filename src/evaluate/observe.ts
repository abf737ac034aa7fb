import { choose } from '../core/plugin.js';
import { GuiseError } from '../core/errors.js';
import type { Box } from '../core/geometry.js';
import type { RawImage } from '../core/image.js';
import type { FaceLook } from '../core/look.js';
import { inverseMove } from '../core/move.js';
import type { TreatedRegion } from '../core/record.js';
import type { Source } from '../formats/format.js';
import { readSource } from '../io/files.js';
import { decodePicture } from '../io/image.js';
import type { Observation, TreatedArea } from '../measures/measure.js';
import { shapeArea, shapeSchema } from '../methods/shape.js';
import { findRegions } from '../perception/find.js';
import { createChip, openRecogniser } from '../perception/identity.js';
import { lookAtFace } from '../perception/look.js';
import { moveImage } from '../pixels/move-image.js';
import { mimic } from './mimic.js';
import { keepForMeasures, wantedBy } from './measuring.js';
import { see } from './see.js';
import {
  placeOf,
  type FaceSide,
  type FaceVariant,
  type ObservedFace,
  type ObservedPicture,
  type ObserveKit,
  type ObserveSettings,
  type ObserveTask,
  type Place,
  type Variant,
} from './observation.js';
import { describeSurroundings, type SurroundingVectors } from './surroundings.js';

/**
 * Looks at one picture and all that was made of it: faces as chips and descriptions on every side,
 * what the networks see, and what the measures keep of that. The faces are those that the first
 * variant treated, so that variants are compared on the same ones; where some are named, the
 * others are not described. Of several frames the first counts.
 *
 * @throws GuiseError when one cannot be read or they differ in size
 */
export async function observe(task: ObserveTask, kit: ObserveKit): Promise<ObservedPicture> {
  const { networks, settings } = kit;
  const clear = await load(task.clear, task.item, settings);
  const { width, height } = clear.image;
  const found = await findTreated(task.variants[0].regions, clear.image, kit);
  const wanted = wantedBy(kit);
  const places = await placeFaces(task, clear.image, found, wanted.sights.has('looks'), kit);
  const described = places.filter(({ matters }) => matters);
  const reaches = found.filter(({ label }) => label === 'face').map(({ reach }) => reach);
  const clearSides = await describeFaces(clear, described, reaches, kit);
  const seenClear = await see(clear.image, wanted, networks);

  const variants: FaceVariant[][] = [];
  const kept: (Observation | null)[][] = [];
  for (const variant of task.variants) {
    const released = bringBack(await load(variant.source, variant.name, settings), variant);
    refuseOtherSize(released, width, height);
    const sides = await describeFaces(released, described, reaches, kit);
    const mimicked = await describeMimicked(task, variant, clear, described, kit);
    variants.push(
      sides.map(({ surroundings, ...anonymised }, index) => ({
        anonymised,
        ...(mimicked ? { mimicked: mimicked[index] } : {}),
        ...(surroundings ? { surroundings } : {}),
      })),
    );
    const areas = variant.regions ? areasOf(variant.regions, clear.image) : found;
    kept.push(
      await keepForMeasures(
        task,
        { seenClear, wanted, released: released.image, areas, places },
        kit,
      ),
    );
  }
  return {
    faces: described.map(({ box, look, name }, index): ObservedFace => {
      const { surroundings, ...side } = clearSides[index];
      return {
        box,
        ...(name === undefined ? {} : { name }),
        aligned: look.landmarks !== undefined,
        clear: side,
        seemingly: pickSeemingly(look),
        ...(surroundings ? { surroundings } : {}),
        variants: variants.map((faces) => faces[index]),
      };
    }),
    kept,
  };
}

interface NamedPlace extends Place {
  readonly name?: string;
  /** Whether the face is to be described: it has a name, or nobody names any. */
  readonly matters: boolean;
}

/**
 * Looks at the faces among what was treated.
 * @param all whether the measures want to see also those that do not matter
 */
async function placeFaces(
  { item: id, boxes }: ObserveTask,
  image: RawImage,
  found: readonly TreatedArea[],
  all: boolean,
  { people, networks }: ObserveKit,
): Promise<NamedPlace[]> {
  const faces = found.filter(({ label }) => label === 'face').map(({ box }) => box);
  const names = people.namesOf({ id, ...(boxes ? { boxes } : {}) }, faces, image);
  const places: NamedPlace[] = [];
  for (const [index, box] of faces.entries()) {
    const name = names[index];
    const matters = name !== undefined || people.hintsOf === undefined;
    if (!matters && !all) continue;
    const look = await lookAtFace(image, { box }, networks);
    places.push({ box, look, matters, ...(name === undefined ? {} : { name }) });
  }
  return places;
}

interface Loaded {
  readonly image: RawImage;
  readonly bytes: Buffer;
  readonly name: string;
}

async function load(source: Source, file: string, settings: ObserveSettings): Promise<Loaded> {
  const bytes = await readSource(source, settings.sizeLimitBytes);
  const { frames } = await decodePicture(bytes, { file, pixelLimit: settings.pixelLimit });
  return { image: frames[0], bytes, name: file };
}

/** A picture that was moved is looked at as if it lay where it was; what was cut off is lost. */
function bringBack(released: Loaded, { move }: Variant): Loaded {
  return move ? { ...released, image: moveImage(released.image, inverseMove(move)) } : released;
}

function refuseOtherSize({ image, name }: Loaded, width: number, height: number): void {
  if (image.width === width && image.height === height) return;
  const size = `${image.width} x ${image.height}`;
  throw new GuiseError('size-changed', { file: name, size, expected: `${width} x ${height}` });
}

/** What was treated; without a manifest, the faces of the clear picture. */
async function findTreated(
  regions: readonly TreatedRegion[] | undefined,
  image: RawImage,
  { registry, networks }: ObserveKit,
): Promise<TreatedArea[]> {
  if (regions) return areasOf(regions, image);
  const sure = choose('detector', registry.detectors, 'face').thresholds.face?.sure ?? 0.5;
  const at = { low: sure, sure };
  const thresholds = { face: at, head: at, person: at, plate: at, text: at, code: at };
  const request = { labels: new Set(['face'] as const), effort: 'balanced' as const, thresholds };
  const found = await findRegions(image, request, registry.detectors, networks);
  return found.map(({ label, box }) => ({ label, box, reach: box }));
}

/** What was treated in the first frame, with what may have changed because of it. */
function areasOf(regions: readonly TreatedRegion[], { width, height }: RawImage): TreatedArea[] {
  return regions
    .filter(({ frame = 0 }) => frame === 0)
    .map((region) => {
      const { label, box } = region;
      const reach = shapeArea(region, shapeSchema.parse(region.shape), width, height) ?? box;
      return { label, box, reach };
    });
}

/** Chips and descriptions of the faces on one side, with their surroundings where asked for. */
async function describeFaces(
  side: Loaded,
  places: readonly Place[],
  reaches: readonly Box[],
  kit: ObserveKit,
): Promise<(FaceSide & { surroundings?: SurroundingVectors })[]> {
  const boxes = places.map(({ box }) => box);
  const surroundings = kit.settings.surroundings
    ? await describeSurroundings(side, boxes, reaches, kit.networks)
    : undefined;
  const described = [];
  for (const [index, place] of places.entries()) {
    const face = await describeFace(side.image, place, kit);
    described.push({ ...face, ...(surroundings ? { surroundings: surroundings[index] } : {}) });
  }
  return described;
}

async function describeFace(image: RawImage, place: Place, kit: ObserveKit): Promise<FaceSide> {
  const chip = createChip(image, placeOf(place));
  const vectors: Float32Array[] = [];
  for (const id of kit.settings.recognisers) {
    const recogniser = await openRecogniser(id, kit.networks);
    vectors.push((await recogniser.embed([chip])).data);
  }
  return { chip: chip.data, vectors };
}

async function describeMimicked(
  { item }: ObserveTask,
  { regions }: Variant,
  clear: Loaded,
  places: readonly Place[],
  kit: ObserveKit,
): Promise<FaceSide[] | null> {
  const { mimicKey } = kit.settings;
  if (!mimicKey || !regions || places.length === 0) return null;
  const image = await mimic(clear.image, item, regions, mimicKey, kit.registry, kit.networks);
  if (!image) return null;
  const described: FaceSide[] = [];
  for (const place of places) described.push(await describeFace(image, place, kit));
  return described;
}

function pickSeemingly({ age, masculine, skinTone }: FaceLook): ObservedFace['seemingly'] {
  return {
    ...(age === undefined ? {} : { age }),
    ...(masculine === undefined ? {} : { masculine }),
    ...(skinTone === undefined ? {} : { skinTone }),
  };
}
