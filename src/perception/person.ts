import { boxHeight, boxWidth, type Box } from '../core/geometry.js';
import type { Detection } from '../core/region.js';
import { defineDetector } from './detector.js';
import { findObjects } from './objects.js';

/** The head's share of a standing person's height, with some room. */
const headHeight = 0.22;

/**
 * Finds persons, and their heads for those whose face is not found: `head` is given for every
 * person, and whoever puts the findings together drops the heads that have a face.
 */
export const person = defineDetector({
  id: 'person',
  summary: 'Finds people, and the heads of those whose face cannot be seen',
  source: 'Zhou et al., Objects as points, 2019',
  labels: ['person', 'head'],
  networks: ['centernet'],
  thresholds: { person: { low: 0.3, sure: 0.6 }, head: { low: 0.35, sure: 1 } },

  async detect(image, request, networks) {
    const wantsPerson = request.labels.has('person');
    const wantsHead = request.labels.has('head');
    if (!wantsPerson && !wantsHead) return [];
    const { person: persons, head: heads } = request.thresholds;
    const lowest = Math.min(wantsPerson ? persons.low : 1, wantsHead ? heads.low : 1);
    const objects = await findObjects(image, await networks.get('centernet'), lowest);
    const origin = { by: 'network' as const, detector: 'person', networks: ['centernet'] };
    return objects
      .filter(({ kind }) => kind === 'person')
      .flatMap(({ box, score }): Detection[] => [
        ...(wantsPerson && score >= persons.low
          ? [
              {
                label: 'person' as const,
                box,
                score,
                ...(score < persons.sure ? { doubt: 'it may be no person' } : {}),
                origin,
              },
            ]
          : []),
        ...(wantsHead && score >= heads.low
          ? [
              {
                label: 'head' as const,
                box: headOf(box),
                score,
                doubt: 'a person without a face found',
                origin,
              },
            ]
          : []),
      ]);
  },
});

/** Where the head of a person is to be expected: the upper part, over the middle. */
export function headOf(box: Box): Box {
  const height = Math.min(
    boxHeight(box),
    Math.max(headHeight * boxHeight(box), 0.5 * boxWidth(box)),
  );
  const half = Math.min(boxWidth(box), height) / 2;
  const middle = (box.x0 + box.x1) / 2;
  return { x0: middle - half, y0: box.y0, x1: middle + half, y1: box.y0 + height };
}
