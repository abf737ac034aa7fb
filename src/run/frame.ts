import type { RawImage } from '../core/image.js';
import { regionSchema, type Region } from '../core/region.js';
import type { Item, LabelledBox } from '../formats/format.js';
import type { DetectRequest } from '../perception/detector.js';
import { findRegions } from '../perception/find.js';
import { regionsFromLabels } from '../policy/imported.js';
import { labelsExpected, labelsWanted, planRegions, readsText, type Step } from '../policy/plan.js';
import { thresholdsOf } from '../policy/thresholds.js';
import type { Kit } from './kit.js';
import { bringNeeds, type ReadyStep } from './needs.js';

/** One frame of a picture, and what is known of it before anybody looks. */
export interface Frame {
  /** Id of the item in its dataset. */
  readonly item: string;
  /** 0 for the first. */
  readonly index: number;
  /** Whether the picture has no other frame. */
  readonly alone: boolean;
  readonly image: RawImage;
  readonly boxes: readonly LabelledBox[];
  /** What an earlier run found in it; then nothing is looked for. */
  readonly known?: readonly Region[];
}

/** The frames of a picture, each with what is known of it. Labels are of the first. */
export function framesOf(item: Omit<Item, 'source'>, images: readonly RawImage[]): Frame[] {
  return images.map((image, index) => {
    const known = item.known
      ?.filter(({ frame = 0 }) => frame === index)
      .map((region) => regionSchema.parse(region));
    return {
      ...{ item: item.id, index, alone: images.length === 1, image },
      boxes: index === 0 ? (item.boxes ?? []) : [],
      ...(known ? { known } : {}),
    };
  });
}

const ownLabels = { by: 'labels', file: 'the dataset’s labels' } as const;

/** Finds what is identifying in a frame and decides what is done to each. */
export async function planFrame(frame: Frame, kit: Kit): Promise<ReadyStep[]> {
  const regions = await findInFrame(frame, kit);
  return bringNeeds(frame, planFound(frame, regions, kit), kit);
}

/** Decides by the policy what is done to regions; the same regions give the same steps. */
export function planFound(frame: Frame, regions: readonly Region[], kit: Kit): Step[] {
  const { width, height } = frame.image;
  return planRegions(regions, { id: frame.item, width, height }, kit.policy, kit.registry);
}

/** What the policy has the detectors look for. */
export function detectRequest({ policy, registry }: Kit): DetectRequest {
  return {
    labels: policy.detection.from === 'labels' ? new Set() : labelsWanted(policy),
    effort: policy.detection.effort,
    thresholds: thresholdsOf(policy, registry),
    readText: readsText(policy),
  };
}

/** The regions of a frame, as the policy has them found. */
export function findInFrame(
  { image, boxes, item, known: found }: Frame,
  kit: Kit,
): Promise<Region[]> {
  if (found) {
    const expected = labelsExpected(kit.policy);
    return Promise.resolve(found.filter(({ label }) => expected.has(label)));
  }
  const { from, classes } = kit.policy.detection;
  const labelled = from === 'networks' ? [] : regionsFromLabels(boxes, classes, image, item);
  // The file's name stays out of the ledger: it may name a person.
  const known = labelled.map((region) => ({ ...region, origin: ownLabels }));
  return findRegions(image, detectRequest(kit), kit.registry.detectors, kit.networks, known);
}
