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

/**
 * Opens a face, in place, to what hangs over it in breadth: curtains of hair, which may hide more of
 * it than what is thin.
 */
export function openToCurtains(
  open: Float32Array,
  skin: Grid,
  wider: Readonly<Float32Array>,
  size: number,
): void {
  const mayHide = (i: number) => wider[i] > 0.05 && open[i] < 0.95;
  const { width, height, data } = skin;
  const other = new Uint8Array(data.length);
  let hidden = 0;
  for (let i = 0; i < data.length; i++) {
    if (data[i] >= notSkin) continue;
    other[i] = 255;
    if (mayHide(i)) hidden++;
  }
  if (hidden < leastHidden * size * size) return;
  const thick = openMask(other, width, height, (leastThick / 2) * size);
  const away = squaredDistances(thick, width, height);
  const reach = (ragged * size) ** 2;
  const hides = new Uint8Array(data.length);
  for (let i = 0; i < hides.length; i++) if (away[i] <= reach && mayHide(i)) hides[i] = 1;
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
