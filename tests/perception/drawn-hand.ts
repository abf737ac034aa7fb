import type { Point } from '../../src/core/geometry.js';
import type { Network, Tensor } from '../../src/networks/session.js';

/** An open hand, its fingers up and spread: 21 × (x, y, z) in a picture of 200 × 200 pixels. */
export const openHand: readonly number[] = [
  ...[100, 165, 0],
  ...[[76, 152], [60, 135], [48, 122], [38, 110]],
  ...[[78, 100], [75, 74], [74, 58], [73, 42]],
  ...[[98, 96], [98, 68], [98, 50], [98, 34]],
  ...[[117, 100], [121, 74], [123, 58], [125, 43]],
  ...[[133, 110], [141, 92], [146, 80], [151, 69]],
].flatMap((joint) => (typeof joint === 'number' ? [joint] : [...joint, 0])); // prettier-ignore

/** The same, turned about the middle of the picture; and where a point of it comes to lie. */
export function turnedHand(angle: number) {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const place = (x: number, y: number): Point => ({
    x: 100 + cos * (x - 100) - sin * (y - 100),
    y: 100 + sin * (x - 100) + cos * (y - 100),
  });
  const turned = Array.from({ length: 21 }, (_, joint) => {
    const { x, y } = place(openHand[3 * joint], openHand[3 * joint + 1]);
    return [x, y, openHand[3 * joint + 2]];
  });
  return { turned: turned.flat(), place };
}

/** A palm as the detector answers it, in input pixels from the middle of its cell. */
export interface AnsweredPalm {
  readonly stride: 8 | 16 | 32;
  readonly column: number;
  readonly row: number;
  /** Which of the cell's anchors. */
  readonly anchor?: number;
  readonly logit: number;
  /** Centre and size. */
  readonly box: readonly [number, number, number, number];
  /** From the wrist on. */
  readonly points?: readonly (readonly [number, number])[];
}

/** A palm detector that sees nothing but these, whatever it is shown. */
export function palmDetector(palms: readonly AnsweredPalm[]): Network {
  return fakeNetwork('hand-palm', ({ dims: [, , height, width] }) => {
    const outputs: Record<string, Tensor> = {};
    for (const [stride, anchors] of [
      [8, 2],
      [16, 2],
      [32, 6],
    ] as const) {
      // prettier-ignore
      const [rows, columns] = [height / stride, width / stride];
      const scores = new Float32Array(rows * columns * anchors).fill(-100);
      const boxes = new Float32Array(scores.length * 18);
      for (const { column, row, anchor = 0, logit, box, points = [], ...palm } of palms) {
        if (palm.stride !== stride) continue;
        const at = (row * columns + column) * anchors + anchor;
        scores[at] = logit;
        boxes.set([...box, ...points.flat()], 18 * at);
      }
      outputs[`scores_${stride}`] = { data: scores, dims: [1, rows, columns, anchors] };
      outputs[`boxes_${stride}`] = { data: boxes, dims: [1, rows, columns, 18 * anchors] };
    }
    return outputs;
  });
}

/** A network that answers by a function of its picture. */
export function fakeNetwork(
  id: string,
  answer: (image: Tensor) => Record<string, Tensor>,
): Network {
  return {
    ...{ id, backend: 'wasm', inputNames: ['image'], outputNames: [] },
    run: ({ image }) => Promise.resolve(answer(image)),
    release: () => Promise.resolve(),
  };
}
