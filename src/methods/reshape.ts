import { z } from 'zod';
import { boxHeight, boxWidth, type Box } from '../core/geometry.js';
import type { RawImage } from '../core/image.js';
import type { Likeness, LikenessReading } from '../core/likeness.js';
import type { Random } from '../core/random.js';
import { identityAxes } from '../face-model/axes.js';
import { fitFace } from '../face-model/fit.js';
import { formPoints } from '../face-model/form.js';
import { moveFace } from '../face-model/move.js';
import { placePoints } from '../face-model/pose.js';
import { placeSurrogate } from '../face-model/surrogate.js';
import { warp } from '../pixels/warp.js';
import { defineMethod } from './method.js';

const parameters = z.strictObject({
  strength: z
    .number()
    .min(0.25)
    .max(4)
    .default(2)
    .describe(
      'how far each proportion is moved on average, in standard deviations among people; each ' +
        'time the guard refuses a face it goes a quarter farther',
    ),
  tries: z
    .int()
    .min(1)
    .max(16)
    .default(4)
    .describe(
      'of so many drawn faces the one is taken that recognisers find least like the person',
    ),
});

/** Faces beyond so many deviations from the mean look wrong, whoever they are. */
const farthest = 3.5;
/** Axes that people read as a mood when they are moved far. */
const expressive = new Set(['brow-height', 'brow-slant', 'brow-distance', 'eye-slant']);
/** How much farther each new attempt goes. */
const widening = 0.25;

/** Gives a face other proportions and leaves every pixel of it its own. */
export const reshape = defineMethod({
  id: 'reshape',
  summary: 'moves the proportions of the face: eye distance, nose, jaw, brows (weak)',
  source:
    'V. Blanz, T. Vetter, A morphable model for the synthesis of 3D faces, SIGGRAPH 1999; ' +
    'L. Farkas, Anthropometry of the Head and Face, 2nd ed., 1994',
  labels: ['face'],
  needs: ['mesh', 'likeness'],
  irreversible: false,
  surrogate: 'relative',
  guarantee:
    'The proportions of the face are moved by the given number of standard deviations on average, ' +
    'in directions drawn from secret randomness; nothing is claimed about recognition, because ' +
    'skin, eyes, brows and hair stay as they are.',
  exposes: [
    'recognition: most of what recognisers and people go by is texture, and all of it stays',
    'reversal by somebody who fits or guesses the movement, or holds the run’s key',
    'skin, marks, eyes, brows, beard, hair, glasses, and everything around the face',
  ],
  parameters,
  strengths: [0.5, 1, 1.5, 2, 3, 4].map((strength) => ({ strength })),
  async paint({ image, region, area }, { strength, tries }, { identity, attempt, likeness }) {
    const { mesh } = region;
    if (!mesh) throw new TypeError('it needs a mesh of the face');
    const fitted = fitFace(mesh);
    const from = placePoints(formPoints(fitted.form), fitted.pose);
    const bounds = ellipseBounds(area, image, region.box);
    const far = strength * (1 + widening * attempt);
    const draw = (): RawImage => {
      const other = moveIdentity(fitted.form.identity, far, identity);
      // The rest stays on: the picture's own pixels are moved, and they know nothing of axes.
      const to = placeSurrogate(fitted, other, { restKept: 1 });
      return warp(image, area, moveFace(from, to, area, bounds));
    };
    return leastAlike(draw, likeness ? tries : 1, likeness);
  },
});

/** Of several drawn faces the one that the recogniser nearest to the person is farthest from. */
async function leastAlike(
  draw: () => RawImage,
  tries: number,
  likeness: Likeness | undefined,
): Promise<RawImage> {
  let best = draw();
  if (!likeness || tries === 1) return best;
  let least = nearestOf(await likeness.compare(best));
  for (let at = 1; at < tries; at++) {
    const other = draw();
    const nearness = nearestOf(await likeness.compare(other));
    if (nearness < least) [best, least] = [other, nearness];
  }
  return best;
}

/** How near the nearest recogniser is to a match, from a cosine of 1 (1) to the match (0). */
function nearestOf(readings: readonly LikenessReading[]): number {
  return Math.max(...readings.map(({ cosine, match }) => (cosine - match) / (1 - match)));
}

/** Moves each coordinate to one side or the other, by lot; towards the mean where it lies far out. */
function moveIdentity(identity: readonly number[], far: number, random: Random): number[] {
  return identity.map((value, axis) => {
    const share = expressive.has(identityAxes[axis].id) ? 0.5 : 1;
    // Half to one and a half times as far: nobody can tell by how much.
    const step = share * far * (0.5 + random.uniform()) * (random.below(2) ? 1 : -1);
    return Math.abs(value + step) <= Math.max(farthest, far) ? value + step : value - step;
  });
}

/** How far the area may reach beyond the face where the picture ends, as a share of its sides. */
const hiddenReach = 0.2;

/** The area as it would be if the picture did not end: there the seam lies, and nothing moves. */
function ellipseBounds(area: Box, { width, height }: Readonly<RawImage>, box: Box): Box {
  const [across, down] = [hiddenReach * boxWidth(box), hiddenReach * boxHeight(box)];
  return {
    x0: area.x0 > 0 ? area.x0 : Math.min(0, box.x0 - across),
    y0: area.y0 > 0 ? area.y0 : Math.min(0, box.y0 - down),
    x1: area.x1 < width ? area.x1 : Math.max(width, box.x1 + across),
    y1: area.y1 < height ? area.y1 : Math.max(height, box.y1 + down),
  };
}
