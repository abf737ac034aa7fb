/** A position in pixels of the upright original; (0, 0) is the picture's top left corner. */
export interface Point {
  x: number;
  y: number;
}

/**
 * A rectangle in pixels of the upright original, half-open: it holds the positions with
 * `x0 <= x < x1` and `y0 <= y < y1`. May be fractional and may reach out of the picture until
 * it is clipped.
 */
export interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

export function boxWidth(box: Box): number {
  return Math.max(0, box.x1 - box.x0);
}

export function boxHeight(box: Box): number {
  return Math.max(0, box.y1 - box.y0);
}

export function boxArea(box: Box): number {
  return boxWidth(box) * boxHeight(box);
}

export function boxCentre(box: Box): Point {
  return { x: (box.x0 + box.x1) / 2, y: (box.y0 + box.y1) / 2 };
}

/** The part two boxes share; of area 0 when they do not touch. */
export function intersectBoxes(a: Box, b: Box): Box {
  const x0 = Math.max(a.x0, b.x0);
  const y0 = Math.max(a.y0, b.y0);
  return { x0, y0, x1: Math.max(x0, Math.min(a.x1, b.x1)), y1: Math.max(y0, Math.min(a.y1, b.y1)) };
}

/** The smallest box that holds both. */
export function uniteBoxes(a: Box, b: Box): Box {
  return {
    x0: Math.min(a.x0, b.x0),
    y0: Math.min(a.y0, b.y0),
    x1: Math.max(a.x1, b.x1),
    y1: Math.max(a.y1, b.y1),
  };
}

/** Intersection over union, 0 to 1. */
export function iou(a: Box, b: Box): number {
  const shared = boxArea(intersectBoxes(a, b));
  const all = boxArea(a) + boxArea(b) - shared;
  return all > 0 ? shared / all : 0;
}

/** The share of `inner`'s area that lies in `outer`, 0 to 1. */
export function shareInside(inner: Box, outer: Box): number {
  const area = boxArea(inner);
  return area > 0 ? boxArea(intersectBoxes(inner, outer)) / area : 0;
}

/** Moves every side outwards by a share of the box's own width and height. */
export function growBox(box: Box, byWidth: number, byHeight: number = byWidth): Box {
  const dx = boxWidth(box) * byWidth;
  const dy = boxHeight(box) * byHeight;
  return { x0: box.x0 - dx, y0: box.y0 - dy, x1: box.x1 + dx, y1: box.y1 + dy };
}

/** Moves every side outwards to whole pixels, so that no touched pixel is left out. */
export function roundBoxOut(box: Box): Box {
  return {
    x0: Math.floor(box.x0),
    y0: Math.floor(box.y0),
    x1: Math.ceil(box.x1),
    y1: Math.ceil(box.y1),
  };
}

/** The part of the box inside a picture of the given size; of area 0 when it lies outside. */
export function clipBox(box: Box, width: number, height: number): Box {
  return intersectBoxes(
    {
      x0: Math.min(Math.max(box.x0, 0), width),
      y0: Math.min(Math.max(box.y0, 0), height),
      x1: Math.max(box.x1, 0),
      y1: Math.max(box.y1, 0),
    },
    { x0: 0, y0: 0, x1: width, y1: height },
  );
}

/** The smallest box around points; of area 0 for none. */
export function boxAround(points: readonly Point[]): Box {
  if (points.length === 0) return { x0: 0, y0: 0, x1: 0, y1: 0 };
  const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  for (const { x, y } of points) {
    box.x0 = Math.min(box.x0, x);
    box.y0 = Math.min(box.y0, y);
    box.x1 = Math.max(box.x1, x);
    box.y1 = Math.max(box.y1, y);
  }
  return box;
}
