import { boxArea, boxCentre, boxHeight, clipBox, iou, shareInside } from '../core/geometry.js';
import type { RawImage } from '../core/image.js';
import type { Detection, Label, Region } from '../core/region.js';
import type { Networks } from '../networks/weights.js';
import type { Detector, DetectRequest } from './detector.js';

/** Regions of one label that overlap by more than this are one thing, found twice. */
const sameThing = 0.5;
/** A head of whose box a face lies inside by more than this is that face's head. */
const faceOfHead = 0.5;

/**
 * Finds the requested regions in a picture. Only detectors that serve a requested label run. Adds
 * the regions already known, such as those of the dataset's labels, which win over what is found
 * in the same place. A head is reported only where no face is.
 *
 * The result is in reading order with the ids r1, r2, …, boxes clipped to the picture, and depends
 * on nothing but the arguments.
 *
 * @throws GuiseError `network-missing`, `network-altered`, `inference-failed`
 */
export async function findRegions(
  image: RawImage,
  request: DetectRequest,
  detectors: ReadonlyMap<string, Detector>,
  networks: Networks,
  known: readonly Detection[] = [],
): Promise<Region[]> {
  // A head counts only without a face, so whoever asks for heads needs the faces found as well.
  const labels = new Set<Label>(request.labels);
  if (labels.has('head')) labels.add('face');
  const found: Detection[] = [];
  for (const detector of detectors.values()) {
    if (!detector.labels.some((label) => labels.has(label))) continue;
    found.push(...(await detector.detect(image, { ...request, labels }, networks)));
  }
  found.sort((a, b) => b.score - a.score);
  const kept = withoutFacedHeads(withoutDuplicates(known, found, image));
  const wanted = kept.filter(
    (detection) => request.labels.has(detection.label) || known.includes(detection),
  );
  return inReadingOrder(wanted).map((detection, index) => ({
    ...detection,
    id: `r${index + 1}`,
    box: clipBox(detection.box, image.width, image.height),
  }));
}

/**
 * Keeps the earlier of two finds that are one thing, and drops finds outside the picture. What is
 * known stays wherever it lies and overlaps: somebody meant each of those boxes.
 */
function withoutDuplicates(
  known: readonly Detection[],
  found: readonly Detection[],
  image: RawImage,
): Detection[] {
  const isInside = ({ box }: Detection) => boxArea(clipBox(box, image.width, image.height)) > 0;
  const kept = [...known];
  for (const detection of found.filter(isInside)) {
    const isNew = kept.every(
      (other) => other.label !== detection.label || iou(other.box, detection.box) <= sameThing,
    );
    if (isNew) kept.push(detection);
  }
  return kept;
}

function withoutFacedHeads(detections: readonly Detection[]): Detection[] {
  const faces = detections.filter(({ label }) => label === 'face');
  return detections.filter(
    (detection) =>
      detection.label !== 'head' ||
      detection.origin.by !== 'network' ||
      faces.every((face) => shareInside(face.box, detection.box) <= faceOfHead),
  );
}

/**
 * Top to bottom in rows, and within a row from left to right. What has its centre above the lower
 * edge of the row's first belongs to the row.
 */
export function inReadingOrder<T extends Pick<Detection, 'box'>>(detections: readonly T[]): T[] {
  const byTop = [...detections].sort(
    (a, b) => compareCentres(a, b, 'y') || compareCentres(a, b, 'x'),
  );
  const rows: T[][] = [];
  for (const detection of byTop) {
    const row = rows.at(-1);
    const first = row?.[0];
    const reach = first && boxCentre(first.box).y + boxHeight(first.box) / 2;
    if (row && reach !== undefined && boxCentre(detection.box).y <= reach) row.push(detection);
    else rows.push([detection]);
  }
  return rows.flatMap((row) =>
    row.sort((a, b) => compareCentres(a, b, 'x') || compareCentres(a, b, 'y')),
  );
}

function compareCentres(
  a: Pick<Detection, 'box'>,
  b: Pick<Detection, 'box'>,
  axis: 'x' | 'y',
): number {
  return boxCentre(a.box)[axis] - boxCentre(b.box)[axis];
}
