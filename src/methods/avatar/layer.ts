import {
  boxAround,
  boxHeight,
  boxWidth,
  intersectBoxes,
  roundBoxOut,
} from '../../core/geometry.js';
import type { Box, Point } from '../../core/geometry.js';
import type { RawImage } from '../../core/image.js';
import type { Colour } from '../../pixels/colour.js';
import { ellipsePoints } from '../../pixels/convex.js';
import { rasterisePolygon } from '../../pixels/raster.js';

/** How much of each pixel of an area lies inside of something; 0 to 255, row-major. */
export type Cover = Uint8Array;

/** How bright a pixel of the picture is, 1 as its colour says. */
export type Light = (x: number, y: number) => number;

/** One shape of a drawing. */
export interface Layer {
  /** A closed polygon in picture pixels. */
  readonly outline: readonly Point[];
  readonly colour: Colour;
  /** 0 to 1; opaque when absent. */
  readonly opacity?: number;
  /** Drawn only as far as this covers; everywhere when absent. */
  readonly within?: Cover;
  readonly light?: Light;
}

/**
 * Draws a shape with smooth edges into `canvas` (mutated), the picture's pixels of `area`. Alpha
 * stays as it is. Cost: the polygon's own box.
 */
export function drawLayer(canvas: RawImage, area: Box, layer: Layer): void {
  const { outline, colour, opacity = 1, within, light } = layer;
  const part = partOf(outline, area);
  const [across, down] = [boxWidth(part), boxHeight(part)];
  if (across === 0 || down === 0) return;
  const cover = rasterisePolygon(outline, part);
  const { data, channels } = canvas;
  for (let y = part.y0, i = 0; y < part.y1; y++) {
    let at = (y - area.y0) * canvas.width + part.x0 - area.x0;
    for (let x = part.x0; x < part.x1; x++, i++, at++) {
      if (cover[i] === 0) continue;
      const share = (opacity * cover[i] * (within ? within[at] : 255)) / 65025;
      if (share === 0) continue;
      const bright = light ? light(x + 0.5, y + 0.5) : 1;
      const to = at * channels;
      data[to] = mixed(data[to], bright * colour.red, share);
      data[to + 1] = mixed(data[to + 1], bright * colour.green, share);
      data[to + 2] = mixed(data[to + 2], bright * colour.blue, share);
    }
  }
}

function mixed(below: number, above: number, share: number): number {
  return Math.round(below + (Math.min(255, above) - below) * share);
}

/** The cover of a polygon over a whole area. */
export function coverOf(outline: readonly Point[], area: Box): Cover {
  const cover = new Uint8Array(boxWidth(area) * boxHeight(area));
  const part = partOf(outline, area);
  const across = boxWidth(part);
  if (across === 0 || boxHeight(part) === 0) return cover;
  const drawn = rasterisePolygon(outline, part);
  for (let y = part.y0; y < part.y1; y++) {
    const from = (y - part.y0) * across;
    const to = (y - area.y0) * boxWidth(area) + part.x0 - area.x0;
    cover.set(drawn.subarray(from, from + across), to);
  }
  return cover;
}

/** The pixels of an area that a polygon can reach; of area 0 when it lies beside it. */
function partOf(outline: readonly Point[], area: Box): Box {
  return intersectBoxes(roundBoxOut(boxAround(outline)), area);
}

/** What lies in both. */
export function bothCovers(a: Cover, b: Cover): Cover {
  return a.map((share, i) => Math.round((share * b[i]) / 255));
}

/** What lies in the first and not in the second. */
export function coverWithout(a: Cover, b: Cover): Cover {
  return a.map((share, i) => Math.round((share * (255 - b[i])) / 255));
}

/**
 * A smooth closed curve through points, as a polygon.
 *
 * @source Catmull, Rom, A class of local interpolating splines, 1974
 */
function smoothClosed(points: readonly Point[], steps = 6): Point[] {
  const count = points.length;
  return points.flatMap((b, i) => {
    const a = points[(i + count - 1) % count];
    const [c, d] = [points[(i + 1) % count], points[(i + 2) % count]];
    return curve([a, b, c, d], steps);
  });
}

/** A smooth open curve through points; it begins and ends with the first and the last. */
export function smoothOpen(points: readonly Point[], steps = 6): Point[] {
  const last = points.length - 1;
  const pieces = points.slice(0, -1).flatMap((b, i) => {
    const a = points[Math.max(0, i - 1)];
    return curve([a, b, points[i + 1], points[Math.min(last, i + 2)]], steps);
  });
  return [...pieces, points[last]];
}

/** What lies between two lines from one corner to another, as a smooth polygon. */
export function enclosed(above: readonly Point[], below: readonly Point[]): Point[] {
  return smoothClosed([...above, ...below.slice(1, -1).reverse()]);
}

/** An upright ellipse as a polygon. */
export function oval(centre: Point, across: number, down = across): Point[] {
  return ellipsePoints(centre, { top: down, right: across, bottom: down, left: across });
}

function curve([a, b, c, d]: readonly [Point, Point, Point, Point], steps: number): Point[] {
  return Array.from({ length: steps }, (_, step) => {
    const t = step / steps;
    const at = (p: number, q: number, r: number, s: number) =>
      q + 0.5 * t * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * (q - r) + s - p)));
    return { x: at(a.x, b.x, c.x, d.x), y: at(a.y, b.y, c.y, d.y) };
  });
}

/** A line along points as a polygon, as thick at each as `thickness` says (0 to 1 along it). */
export function strokeAlong(
  points: readonly Point[],
  thickness: (along: number) => number,
): Point[] {
  const sides = points.map((point, i) => {
    const before = points[Math.max(0, i - 1)];
    const after = points[Math.min(points.length - 1, i + 1)];
    const length = Math.hypot(after.x - before.x, after.y - before.y) || 1;
    const half = thickness(i / (points.length - 1)) / 2 / length;
    return { x: -(after.y - before.y) * half, y: (after.x - before.x) * half, point };
  });
  return [
    ...sides.map(({ x, y, point }) => ({ x: point.x + x, y: point.y + y })),
    ...sides.reverse().map(({ x, y, point }) => ({ x: point.x - x, y: point.y - y })),
  ];
}
