import { boxToImage, pointToImage } from '../../networks/placement.js';
import type { Framed } from '../../networks/letterbox.js';
import type { Network, Tensor } from '../../networks/session.js';
import type { Sighting } from './sighting.js';

const strides = [8, 16, 32];

/**
 * Runs YuNet, which a person may have added, over a framed part of the picture.
 *
 * @source Wu, Peng, Yu, YuNet: a tiny millisecond-level face detector, Machine Intelligence
 *   Research 20, 2023
 */
export async function lookWithYunet(
  framed: Framed,
  network: Network,
  low: number,
): Promise<Sighting[]> {
  const { data, dims } = framed.tensor;
  const plane = data.length / 3;
  const blueFirst = new Float32Array(data.length);
  blueFirst.set(data.subarray(2 * plane), 0);
  blueFirst.set(data.subarray(plane, 2 * plane), plane);
  blueFirst.set(data.subarray(0, plane), 2 * plane);
  const outputs = await network.run({ input: { data: blueFirst, dims } });
  return decodeYunet(outputs, dims[3], low).map(({ box, score, landmarks }) => ({
    box: boxToImage(framed.placement, box),
    score,
    landmarks: landmarks!.map(({ x, y }) => pointToImage(framed.placement, x, y)),
  }));
}

/**
 * Reads the network's outputs; boxes and points are in input pixels.
 *
 * @param outputs for each stride S of 8, 16, 32 over the cells row by row: `cls_S` and `obj_S`
 *   1 × cells × 1, `bbox_S` 1 × cells × 4 (centre in cells, log size), `kps_S` 1 × cells × 10
 */
export function decodeYunet(
  outputs: Readonly<Record<string, Tensor>>,
  inputWidth: number,
  low: number,
): Sighting[] {
  const found: Sighting[] = [];
  for (const stride of strides) {
    const columns = inputWidth / stride;
    const classes = outputs[`cls_${stride}`].data;
    const objects = outputs[`obj_${stride}`].data;
    const boxes = outputs[`bbox_${stride}`].data;
    const points = outputs[`kps_${stride}`].data;
    for (let cell = 0; cell < classes.length; cell++) {
      const score = Math.sqrt(clamp(classes[cell]) * clamp(objects[cell]));
      if (score < low) continue;
      const column = cell % columns;
      const row = Math.floor(cell / columns);
      const x = (column + boxes[4 * cell]) * stride;
      const y = (row + boxes[4 * cell + 1]) * stride;
      const halfWidth = (Math.exp(boxes[4 * cell + 2]) * stride) / 2;
      const halfHeight = (Math.exp(boxes[4 * cell + 3]) * stride) / 2;
      found.push({
        box: { x0: x - halfWidth, y0: y - halfHeight, x1: x + halfWidth, y1: y + halfHeight },
        score,
        landmarks: Array.from({ length: 5 }, (_, index) => ({
          x: (column + points[10 * cell + 2 * index]) * stride,
          y: (row + points[10 * cell + 2 * index + 1]) * stride,
        })),
      });
    }
  }
  return found;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
