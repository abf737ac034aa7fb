import { describe, expect, test } from 'vitest';
import type { Framed } from '../../src/networks/letterbox.js';
import { boxToImage } from '../../src/networks/placement.js';
import { fuse } from '../../src/perception/face/fuse.js';
import { calibrate, judge, judgementFor } from '../../src/perception/face/judge.js';
import { halve, mirror, mirrorSighting, turn } from '../../src/perception/face/reframe.js';
import { logOdds, sigmoid } from '../../src/perception/face/sighting.js';
import { baseScale, sourcesOf, tilesFor, viewsFor } from '../../src/perception/face/views.js';

/** An input of 4 × 2 pixels whose values count up, over a picture at twice the scale. */
function framed(): Framed {
  const data = Float32Array.from({ length: 3 * 8 }, (_, index) => index);
  return { tensor: { data, dims: [1, 3, 2, 4] }, placement: { a: 2, b: 0, x0: 10, y0: 20 } };
}

/** The box of the input pixel that has a value in the first plane. */
function pixelOf({ tensor }: Framed, value: number) {
  const at = tensor.data.indexOf(value);
  const [, , , width] = tensor.dims;
  const x0 = at % width;
  const y0 = Math.floor(at / width);
  return { x0, y0, x1: x0 + 1, y1: y0 + 1 };
}

describe('turned and mirrored inputs', () => {
  test.each([1, 3] as const)(
    '%i quarter turns keep every pixel at its place in the picture',
    (turns) => {
      const upright = framed();
      const turned = turn(upright, turns);
      expect(turned.tensor.dims).toEqual([1, 3, 4, 2]);
      for (let value = 0; value < 8; value++) {
        expect(boxToImage(turned.placement, pixelOf(turned, value))).toEqual(
          boxToImage(upright.placement, pixelOf(upright, value)),
        );
      }
    },
  );

  test('one quarter turn is clockwise: the top row becomes the right column', () => {
    const { data } = turn(framed(), 1).tensor;
    expect([data[1], data[3], data[5], data[7]]).toEqual([0, 1, 2, 3]);
  });

  test('what is found in the mirror image comes back to its place', () => {
    const upright = framed();
    const mirrored = mirror(upright);
    expect([...mirrored.tensor.data.subarray(0, 4)]).toEqual([3, 2, 1, 0]);
    const box = boxToImage(mirrored.placement, pixelOf(mirrored, 0));
    expect(mirrorSighting({ box, score: 1 }, upright).box).toEqual(
      boxToImage(upright.placement, pixelOf(upright, 0)),
    );
  });

  test('half the scale is the mean of four pixels, filled up with grey', () => {
    const { tensor, placement } = halve(framed(), 2);
    expect(tensor.dims).toEqual([1, 3, 2, 2]);
    expect([...tensor.data.subarray(0, 4)]).toEqual([2.5, 4.5, 127.5, 127.5]);
    expect(placement).toEqual({ a: 4, b: 0, x0: 10, y0: 20 });
  });
});

describe('views', () => {
  test('every effort has a judgement, with and without the network that can be added', () => {
    for (const effort of ['fast', 'balanced', 'thorough'] as const) {
      for (const withYunet of [false, true]) {
        const sources = sourcesOf(viewsFor(effort, withYunet));
        const { trust, verdict } = judgementFor(sources);
        expect(trust).toHaveLength(sources.length);
        expect(trust.every(({ weights }) => weights.length === 7)).toBe(true);
        expect(verdict.weights).toHaveLength(2 * sources.length + 5);
      }
    }
  });

  test('photos of any resolution are brought to the same size, small ones are not enlarged', () => {
    expect(baseScale(1000, 1000)).toBe(0.5);
    expect(baseScale(4000, 250)).toBe(0.5);
    expect(baseScale(100, 100)).toBe(1);
  });

  test('a picture that fits is one input, from its top left corner', () => {
    expect(tilesFor(1000, 500, 0.5, 128)).toEqual([
      { window: { x0: 0, y0: 0, x1: 1024, y1: 512 }, width: 512, height: 256 },
    ]);
  });

  test('tiles of a long picture overlap and reach its end', () => {
    const tiles = tilesFor(8000, 100, 1, 128);
    expect(tiles).toHaveLength(3);
    for (const [index, { window }] of tiles.entries()) {
      if (index > 0) expect(tiles[index - 1].window.x1 - window.x0).toBeGreaterThanOrEqual(256);
    }
    expect(tiles[2].window.x1).toBeGreaterThanOrEqual(8000);
  });
});

describe('fusing what several sources saw', () => {
  const near = { x0: 0, y0: 0, x1: 10, y1: 10 };
  const nearer = { x0: 1, y0: 0, x1: 11, y1: 10 };
  const far = { x0: 50, y0: 50, x1: 60, y1: 60 };

  test('makes one candidate of overlapping sightings, at their mean weighted by score squared', () => {
    const [first, second, ...more] = fuse([
      [
        { box: near, score: 0.8 },
        { box: far, score: 0.3 },
      ],
      [{ box: nearer, score: 0.4 }],
    ]);
    expect(more).toEqual([]);
    expect(first.box.x0).toBeCloseTo(0.16 / 0.8, 9);
    expect(first.evidence).toEqual([logOdds(0.8), logOdds(0.4)]);
    expect(first.seen).toEqual([true, true]);
    expect(second.box.x1).toBeCloseTo(far.x1, 9);
    expect(second.seen).toEqual([true, false]);
    expect(sigmoid(second.evidence[1])).toBeLessThan(0.01);
  });

  test('takes the landmarks of the surest source that has any', () => {
    const landmarks = [{ x: 1, y: 2 }];
    const [{ landmarks: taken }] = fuse([
      [{ box: near, score: 0.9 }],
      [{ box: near, score: 0.5, landmarks }],
      [{ box: near, score: 0.4, landmarks: [{ x: 9, y: 9 }] }],
    ]);
    expect(taken).toEqual(landmarks);
  });

  test('finds nothing in nothing', () => {
    expect(fuse([[], []])).toEqual([]);
  });
});

describe('judging', () => {
  const box = { x0: 0, y0: 0, x1: 20, y1: 40 };

  test('a sighting gets the probability that its trust gives its score at its size', () => {
    // Own log odds ln 3, plus the size: ln(40 · 0.5 / 20) = 0.
    const trust = { bias: Math.log(2), weights: [1, 5, 0, 0, 0, 0, 0] };
    const [{ score }] = calibrate([{ box, score: 0.75 }], 0.5, trust);
    expect(score).toBeCloseTo(6 / 7, 9);
  });

  test('a candidate is judged by every source and by its shape', () => {
    const verdict = { bias: 0, weights: [1, -1, 0, 0, 0, 1, 0, 0, 0] };
    const candidate = { box, evidence: [logOdds(0.9), logOdds(0.75)], seen: [true, true] };
    // Odds of 9 against 3, times a slimness of 2.
    expect(judge(candidate, 0.5, { sources: ['a', 'b'], trust: [], verdict })).toBeCloseTo(
      6 / 7,
      9,
    );
  });
});
