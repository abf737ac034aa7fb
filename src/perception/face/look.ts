import type { RawImage } from '../../core/image.js';
import { letterbox, type Framed } from '../../networks/letterbox.js';
import { suppress } from '../../networks/nms.js';
import type { Network } from '../../networks/session.js';
import type { Networks } from '../../networks/weights.js';
import { lookWithFacePerson, facePersonMultiple } from './face-person.js';
import { faceBoxesMultiple, lookWithFaceBoxes } from './faceboxes.js';
import type { Sighting } from './sighting.js';
import { mirror, mirrorSighting, turn } from './turn.js';
import { baseScale, tilesFor, type Searcher, type View } from './views.js';
import { lookWithYunet, yunetMultiple } from './yunet.js';

interface Search {
  /** What the input's sides must be multiples of. */
  readonly multiple: number;
  /** Scores below tell nothing. */
  readonly low: number;
  run(framed: Framed, network: Network, low: number): Promise<Sighting[]>;
}

const searches: Readonly<Record<Searcher, Search>> = {
  faceboxes: { multiple: faceBoxesMultiple, low: 0.25, run: lookWithFaceBoxes },
  'face-person': {
    multiple: facePersonMultiple,
    low: 0.1,
    run: async (framed, network, low) => (await lookWithFacePerson(framed, network, low)).faces,
  },
  yunet: { multiple: yunetMultiple, low: 0.1, run: lookWithYunet },
};

/** Sightings of one view that overlap by more than this are one. */
const sameSighting = 0.6;
/** More than anybody can review; bounds the time on noise. */
const mostSightings = 3000;

/** Looks at the whole picture once. What the networks see twice in one view is seen once. */
export async function look(image: RawImage, view: View, networks: Networks): Promise<Sighting[]> {
  const { multiple, low, run } = searches[view.network];
  const network = await networks.get(view.network);
  const scale = baseScale(image.width, image.height) * view.factor;
  const seen: Sighting[] = [];
  for (const { window, width, height } of tilesFor(image.width, image.height, scale, multiple)) {
    const framed = letterbox(image, width, height, window);
    if (view.mirrored) {
      const sightings = await run(mirror(framed), network, low);
      seen.push(...sightings.map((sighting) => mirrorSighting(sighting, window)));
    } else {
      const turned = view.quarterTurns ? turn(framed, view.quarterTurns) : framed;
      seen.push(...(await run(turned, network, low)));
    }
  }
  const best = seen.sort((a, b) => b.score - a.score).slice(0, mostSightings);
  return suppress(best, sameSighting);
}
