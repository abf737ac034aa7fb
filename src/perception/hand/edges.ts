/** What a step between two neighbours costs where the picture is even. */
const evenStep = 2;
/** No step costs more; the queue has so many buckets. */
const dearest = 255;

/** What is known of a pixel. */
const unknown = 0;
const inside = 1;
const outside = 2;

/**
 * Divides the pixels that may belong to something among it and the rest, by where the picture has
 * its edges: each goes to the side from which it is reached with the fewest changes of colour and
 * the fewest steps.
 *
 * @param planes red, green and blue, 0..255: 3 × height × width
 * @param sure what surely belongs to it, 255, row-major
 * @param possible what may belong to it, more than 0; the rest does not
 * @returns 1 for what belongs to it, else 0
 * @source after X. Bai, G. Sapiro, A geodesic framework for fast interactive image and video
 *   segmentation and matting, ICCV 2007
 */
export function divideAtEdges(
  planes: Readonly<Float32Array>,
  width: number,
  sure: Readonly<Uint8Array>,
  possible: Readonly<Uint8Array>,
): Float32Array {
  const count = sure.length;
  const sides = Uint8Array.from(sure, (share, at) =>
    share === 255 ? inside : possible[at] === 0 ? outside : unknown,
  );
  const costs = new Float64Array(count).fill(Infinity);
  const buckets: number[][] = Array.from({ length: dearest + 1 }, () => []);
  let waiting = 0;
  const reach = (at: number, cost: number, side: number) => {
    if (cost >= costs[at]) return;
    costs[at] = cost;
    sides[at] = side;
    buckets[cost % buckets.length].push(at);
    waiting++;
  };
  const spread = (from: number, cost: number) => {
    const x = from % width;
    const to = (at: number) => {
      if (costs[at] > cost) reach(at, cost + step(planes, count, from, at), sides[from]);
    };
    if (x > 0) to(from - 1);
    if (x + 1 < width) to(from + 1);
    if (from >= width) to(from - width);
    if (from + width < count) to(from + width);
  };
  for (let at = 0; at < count; at++) if (sides[at] !== unknown) costs[at] = 0;
  for (let at = 0; at < count; at++) if (costs[at] === 0) spread(at, 0);
  for (let cost = 0; waiting > 0; cost++) {
    const bucket = buckets[cost % buckets.length];
    for (const at of bucket.splice(0)) {
      waiting--;
      if (costs[at] === cost) spread(at, cost);
    }
  }
  return Float32Array.from(sides, (side) => (side === inside ? 1 : 0));
}

/** What it costs to go from a pixel to its neighbour: whole numbers from 1. */
function step(planes: Readonly<Float32Array>, plane: number, from: number, to: number): number {
  let change = 0;
  for (let at = 0; at < planes.length; at += plane) {
    change = Math.max(change, Math.abs(planes[at + from] - planes[at + to]));
  }
  return Math.min(dearest, evenStep + Math.round(change));
}
