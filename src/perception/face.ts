import type { RawImage } from '../core/image.js';
import { letterbox } from '../networks/letterbox.js';
import { suppress } from '../networks/nms.js';
import { defineDetector, type DetectRequest } from './detector.js';
import { faceBoxesMultiple, lookWithFaceBoxes } from './face/faceboxes.js';
import type { Sighting } from './face/sighting.js';

const sides = { fast: [1024], balanced: [768, 1536, 2560], thorough: [768, 1536, 2560] } as const;

/** Finds faces, first of all so that none is missed. */
export const face = defineDetector({
  id: 'face',
  summary: 'Finds faces of any size, near and far, turned, masked or cut by the frame',
  source: 'Zhang et al., FaceBoxes, IJCB 2017',
  labels: ['face'],
  networks: ['faceboxes'],
  thresholds: { face: { low: 0.3, sure: 0.7 } },

  async detect(image: RawImage, request: DetectRequest, networks) {
    if (!request.labels.has('face')) return [];
    const { low, sure } = request.thresholds.face;
    const network = await networks.get('faceboxes');
    const sightings: Sighting[] = [];
    for (const side of sides[request.effort]) {
      const scale = side / Math.max(image.width, image.height);
      const framed = letterbox(
        image,
        Math.ceil((image.width * scale) / faceBoxesMultiple) * faceBoxesMultiple,
        Math.ceil((image.height * scale) / faceBoxesMultiple) * faceBoxesMultiple,
      );
      sightings.push(...(await lookWithFaceBoxes(framed, network, low)));
    }
    return suppress(sightings, 0.4).map(({ box, score }) => ({
      label: 'face' as const,
      box,
      score,
      ...(score < sure ? { doubt: 'it may be no face' } : {}),
      origin: { by: 'network' as const, detector: 'face', networks: ['faceboxes'] },
    }));
  },
});
