import type { Grid } from '../../pixels/membrane.js';
import { squaredDistances } from '../../pixels/feather.js';
import { openMask } from '../../pixels/opening.js';
import { triangles } from '../canonical.js';

/** Where less than this looks like skin, something else is. */
const notSkin = 0.5;

/** What is thinner is no hair that hangs over a face, but a brow or an arm of glasses; face heights. */
const leastThick = 0.065;
/** So far beyond what is thick its ragged rim goes, likewise. */
const ragged = 0.02;
/** What hides less of a face than this is left out of account, in squares of its height. */
const leastHidden = 0.008;

/** A byte a cell: 1 where what is not skin lies in breadth, and on its rim; thin lines are left out. */
export function broadParts({ data, width, height }: Grid, size: number): Uint8Array {
  const other = Uint8Array.from(data, (alike) => (alike < notSkin ? 255 : 0));
  const thick = openMask(other, width, height, (leastThick / 2) * size);
  const away = squaredDistances(thick, width, height);
  const reach = (ragged * size) ** 2;
  return other.map((_, i) => (away[i] <= reach ? 1 : 0));
}

/**
 * Opens a face, in place, to what hangs over it in breadth: curtains of hair, which may hide more of
 * it than what is thin.
 *
 * @param broad as of {@link broadParts}
 * @param wider how open the face may become
 */
export function openToCurtains(
  open: Float32Array,
  broad: Readonly<Uint8Array>,
  wider: Readonly<Float32Array>,
  { width, height }: Grid,
  size: number,
): void {
  const hides = broad.map((is, i) => (is === 1 && wider[i] > 0.05 && open[i] < 0.95 ? 1 : 0));
  const queue = new Int32Array(hides.length);
  for (let first = 0; first < hides.length; first++) {
    if (hides[first] !== 1) continue;
    let length = 0;
    const add = (i: number) => {
      if (hides[i] !== 1) return;
      hides[i] = 2;
      queue[length++] = i;
    };
    add(first);
    for (let next = 0; next < length; next++) visitBeside(queue[next], width, height, add);
    if (length < leastHidden * size * size) continue;
    for (let k = 0; k < length; k++) open[queue[k]] = Math.max(open[queue[k]], wider[queue[k]]);
  }
}

/** A byte a cell: 1 where what is not skin is joined to what is not skin outside of the oval. */
export function reachFromOutside(
  skin: Grid,
  seen: Readonly<Uint16Array>,
  open: Readonly<Float32Array>,
): Uint8Array {
  const { width, height } = skin;
  const reached = new Uint8Array(seen.length);
  const queue = new Int32Array(seen.length);
  let length = 0;
  const add = (i: number) => {
    if (reached[i] === 1) return;
    reached[i] = 1;
    // Half-skin cells at the rim are taken in, but nothing is reached through them.
    if (skin.data[i] < notSkin && open[i] > 0.05) queue[length++] = i;
  };
  for (let i = 0; i < seen.length; i++) {
    const outside = seen[i] === 0 || seen[i] * 3 > triangles.length;
    if (outside && skin.data[i] < notSkin) add(i);
  }
  for (let next = 0; next < length; next++) visitBeside(queue[next], width, height, add);
  return reached;
}

/** Calls for the cells to the four sides of one. */
function visitBeside(
  i: number,
  width: number,
  height: number,
  visit: (beside: number) => void,
): void {
  const x = i % width;
  if (x > 0) visit(i - 1);
  if (x + 1 < width) visit(i + 1);
  if (i >= width) visit(i - width);
  if (i + width < width * height) visit(i + width);
}
