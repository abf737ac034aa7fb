import { boxHeight, boxWidth, type Box } from '../../src/core/geometry.js';
import type { Label, Region } from '../../src/core/region.js';

/** Where the parts of an upright face lie in its box: shares of width and height. */
const facePoints = [
  [0.3, 0.38],
  [0.7, 0.38],
  [0.5, 0.6],
  [0.34, 0.8],
  [0.66, 0.8],
] as const;

/**
 * A region as perception would give it; faces and heads come with landmarks and a mesh (an oval
 * of 468 points), so that any method can work on it.
 */
export function makeRegion(box: Box, label: Label = 'face', id = 'r1'): Region {
  const at = (x: number, y: number) => ({
    x: box.x0 + x * boxWidth(box),
    y: box.y0 + y * boxHeight(box),
  });
  const region: Region = {
    id,
    label,
    box,
    score: 0.9,
    origin: { by: 'reviewer', reviewer: 'test' },
  };
  if (label !== 'face' && label !== 'head') return region;
  const mesh = Array.from({ length: 468 }, (_, i) => {
    const { x, y } = at(0.5 + 0.48 * Math.cos(i), 0.5 + 0.48 * Math.sin(i));
    return [x, y, 0];
  });
  for (const [index, [x, y]] of [
    [33, [0.22, 0.38]],
    [263, [0.78, 0.38]],
  ] as const) {
    mesh[index] = [at(x, y).x, at(x, y).y, 0];
  }
  return { ...region, landmarks: facePoints.map(([x, y]) => at(x, y)), mesh: mesh.flat() };
}
