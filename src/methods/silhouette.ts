import { z } from 'zod';
import { boxCentre, boxHeight, boxWidth, growBox, type Box, type Point } from '../core/geometry.js';
import type { RawImage } from '../core/image.js';
import { blendByMask } from '../pixels/blend.js';
import { hexColour, parseColour } from '../pixels/colour.js';
import { ellipsePoints } from '../pixels/convex.js';
import { plainImage } from '../pixels/fill.js';
import { rasterisePolygon } from '../pixels/raster.js';
import { defineMethod } from './method.js';

const colour = z.string().regex(hexColour, 'must be a colour such as #808080');

const parameters = z.strictObject({
  figure: colour.default('#7b8794').describe('CSS hex colour of head and shoulders'),
  background: colour.default('#cdd5dc').describe('CSS hex colour of all around them'),
});

/** Draws head and shoulders where a person was; the same for everybody. */
export const silhouette = defineMethod({
  id: 'silhouette',
  summary: 'covers with a drawn head and shoulders, the same for everybody',
  labels: ['face', 'head', 'person'],
  irreversible: true,
  guarantee:
    'Every covered pixel is one of two constant colours or between them and depends on the ' +
    'region’s box alone, so no pixel of the region can be computed back from it.',
  exposes: [
    'that a person was there, where and how large',
    'whatever lies outside the shape: body, clothes, company, place',
  ],
  parameters,
  paint: ({ image, region, area }, { figure, background }) => {
    const painted = plainImage(area, image.channels, parseColour(background));
    const frame = region.label === 'person' ? region.box : growBox(squareAround(region.box), 0.22);
    const ink = plainImage(area, image.channels, parseColour(figure));
    for (const outline of [headOutline(frame), shouldersOutline(frame, area.y1)]) {
      drawPolygon(painted, ink, outline, area);
    }
    return painted;
  },
});

/** The upright square around a box's centre with its longer side. */
function squareAround(box: Box): Box {
  const { x, y } = boxCentre(box);
  const half = Math.max(boxWidth(box), boxHeight(box), 1) / 2;
  return { x0: x - half, y0: y - half, x1: x + half, y1: y + half };
}

/** The figure is drawn in units of the frame's shorter side, from the middle of its upper edge. */
function placer(frame: Box): (x: number, y: number) => Point {
  const unit = Math.min(boxWidth(frame), boxHeight(frame));
  const middle = boxCentre(frame).x;
  return (x, y) => ({ x: middle + x * unit, y: frame.y0 + y * unit });
}

function headOutline(frame: Box): Point[] {
  const unit = Math.min(boxWidth(frame), boxHeight(frame));
  const across = 0.19 * unit;
  return ellipsePoints(placer(frame)(0, 0.37), {
    top: 0.225 * unit,
    bottom: 0.245 * unit,
    left: across,
    right: across,
  });
}

/** One side of neck and shoulder: a start, then cubic Bézier curves by two handles and an end. */
const neck = [0.092, 0.5] as const;
const shoulder = [
  [0.092, 0.66, 0.13, 0.675, 0.235, 0.71],
  [0.36, 0.752, 0.425, 0.83, 0.435, 1],
] as const;

function shouldersOutline(frame: Box, bottom: number): Point[] {
  const at = placer(frame);
  const side: (readonly [number, number])[] = [neck];
  let [fromX, fromY]: readonly [number, number] = neck;
  for (const [ax, ay, bx, by, toX, toY] of shoulder) {
    for (let i = 1; i <= 24; i++) {
      const t = i / 24;
      const bend = (p: number, a: number, b: number, q: number) =>
        (1 - t) ** 3 * p + 3 * (1 - t) ** 2 * t * a + 3 * (1 - t) * t ** 2 * b + t ** 3 * q;
      side.push([bend(fromX, ax, bx, toX), bend(fromY, ay, by, toY)]);
    }
    [fromX, fromY] = [toX, toY];
  }
  const right = side.map(([x, y]) => at(x, y));
  const left = side.map(([x, y]) => at(-x, y)).reverse();
  const foot = Math.max(bottom, at(0, 1).y) + 1;
  return [...right, { x: right[right.length - 1].x, y: foot }, { x: left[0].x, y: foot }, ...left];
}

function drawPolygon(canvas: RawImage, ink: RawImage, outline: readonly Point[], area: Box): void {
  const whole = { x0: 0, y0: 0, x1: canvas.width, y1: canvas.height };
  blendByMask(canvas, ink, whole, rasterisePolygon(outline, area));
}
