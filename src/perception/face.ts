import { defineDetector, type Thresholds } from './detector.js';
import { findCandidates } from './face/candidates.js';
import type { Candidate } from './face/fuse.js';
import { judge, judgementFor } from './face/judge.js';
import { baseScale, sourcesOf, viewsFor, type View } from './face/views.js';
import { suppress } from '../networks/nms.js';
import type { RawImage } from '../core/image.js';
import type { Detection } from '../core/region.js';

const added = 'yunet';
/** Faces whose boxes overlap by more than this are one face. */
const sameFace = 0.4;

/** Finds faces, first of all so that none is missed. */
export const face = defineDetector({
  id: 'face',
  summary: 'Finds faces of any size, near and far, turned, masked or cut by the frame',
  source: 'Zhang et al., FaceBoxes: a CPU real-time face detector with high accuracy, IJCB 2017',
  labels: ['face'],
  networks: ['faceboxes', 'face-person'],
  optionalNetworks: [added],
  thresholds: { face: { low: 0.2, sure: 0.6 } },

  async detect(image: RawImage, request, networks) {
    if (!request.labels.has('face')) return [];
    const views = viewsFor(request.effort, networks.has(added));
    const sources = sourcesOf(views);
    const judgement = judgementFor(sources);
    const scale = baseScale(image.width, image.height);
    const candidates = await findCandidates(image, views, networks);
    const { low } = request.thresholds.face;
    const judged = candidates
      .map((candidate) => ({ ...candidate, score: judge(candidate, scale, judgement) }))
      .filter(({ score }) => score >= low);
    return suppress(judged, sameFace).map((found) =>
      describe(found, views, sources, request.thresholds.face),
    );
  },
});

function describe(
  found: Candidate & { score: number },
  views: readonly View[],
  sources: readonly string[],
  { sure }: Thresholds,
): Detection {
  const networks = [
    ...new Set(
      views
        .filter(({ source }) => found.seen[sources.indexOf(source)])
        .map(({ network }) => network),
    ),
  ].sort();
  return {
    label: 'face',
    box: found.box,
    score: found.score,
    ...(found.landmarks && { landmarks: [...found.landmarks] }),
    ...(found.score < sure && { doubt: 'it may be no face' }),
    origin: { by: 'network', detector: 'face', networks },
  };
}
