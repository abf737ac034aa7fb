import type { RawImage } from '../../core/image.js';
import type { Networks } from '../../networks/weights.js';
import { fuse, type Candidate } from './fuse.js';
import { look } from './look.js';
import type { Sighting } from './sighting.js';
import { sourcesOf, type View } from './views.js';

/** Looks at the picture in every view and puts the sightings together; unjudged. */
export async function findCandidates(
  image: RawImage,
  views: readonly View[],
  networks: Networks,
): Promise<Candidate[]> {
  const bySource = new Map<string, Sighting[]>(sourcesOf(views).map((source) => [source, []]));
  for (const view of views) {
    bySource.get(view.source)!.push(...(await look(image, view, networks)));
  }
  return fuse([...bySource.values()]);
}
