import { shareInside } from '../core/geometry.js';
import type { RawImage } from '../core/image.js';
import type { Detection } from '../core/region.js';
import { suppress } from '../networks/nms.js';
import type { Networks } from '../networks/weights.js';
import { defineDetector, type Effort, type Thresholds } from './detector.js';
import { fuse, type Candidate } from './face/fuse.js';
import { calibrate, judge, judgementFor } from './face/judge.js';
import { search } from './face/search.js';
import { baseScale, sourcesOf, viewsFor, type View } from './face/views.js';

const added = 'yunet';
/** Faces whose boxes overlap by more than this are one face. */
const sameFace = 0.4;

/** What lies inside a likelier face by more than this is a part of it, and covered with it. */
const partOfFace = 0.75;

/** A candidate with the probability that it is a face. */
type Judged = Candidate & { readonly score: number };

/**
 * Finds faces, first of all so that none is missed: the picture is searched at several scales by
 * several networks, and what they say is weighed by a model fitted on crowds.
 */
export const face = defineDetector({
  id: 'face',
  summary: 'Finds faces, near and far, turned, masked or cut by the frame',
  source: 'Zhang et al., FaceBoxes: a CPU real-time face detector with high accuracy, IJCB 2017',
  labels: ['face'],
  networks: ['faceboxes', 'face-person'],
  optionalNetworks: [added],
  thresholds: { face: { low: 0.15, sure: 0.6 } },

  async detect(image: RawImage, request, networks) {
    if (!request.labels.has('face')) return [];
    const views = viewsFor(request.effort, networks.has(added));
    const limits = request.thresholds.face;
    const found = await findFaces(image, views, networks, limits.low);
    return found.map((one) => describe(one, views, request.effort, limits));
  },
});

async function findFaces(
  image: RawImage,
  views: readonly View[],
  networks: Networks,
  low: number,
): Promise<Judged[]> {
  const judgement = judgementFor(sourcesOf(views));
  const scale = baseScale(image.width, image.height);
  const sightings = await search(image, views, networks);
  const candidates = fuse(
    sightings.map((own, source) => calibrate(own, scale, judgement.trust[source])),
  );
  const judged = candidates
    .map((candidate) => ({ ...candidate, score: judge(candidate, scale, judgement) }))
    .filter(({ score }) => score >= low);
  return withoutParts(suppress(judged, sameFace));
}

/** Drops what lies inside a likelier one: a mouth or an eye that looked like a face of its own. */
function withoutParts(byScore: readonly Judged[]): Judged[] {
  return byScore.filter((one, index) =>
    byScore.slice(0, index).every((likelier) => shareInside(one.box, likelier.box) <= partOfFace),
  );
}

function describe(
  { box, score, landmarks, seen }: Judged,
  views: readonly View[],
  effort: Effort,
  { sure }: Thresholds,
): Detection {
  const sources = sourcesOf(views);
  const witnesses = views.filter(({ source }) => seen[sources.indexOf(source)]);
  const networks = [...new Set(witnesses.map(({ network }) => network))].sort();
  const doubt = score < sure ? doubtOf(witnesses.length, effort) : undefined;
  return {
    label: 'face',
    box,
    score,
    ...(landmarks && { landmarks: [...landmarks] }),
    ...(doubt !== undefined && { doubt }),
    origin: { by: 'network', detector: 'face', networks },
  };
}

/** Why a person should look, in words that help them decide. */
function doubtOf(witnesses: number, effort: Effort): string {
  if (effort === 'fast') return 'it may be no face';
  return witnesses === 1
    ? 'it may be no face: it was seen at one scale only'
    : 'it may be no face: those that looked disagree';
}
