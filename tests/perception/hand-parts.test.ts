import { describe, expect, it } from 'vitest';
import { pointToInput, type Placement } from '../../src/networks/placement.js';
import { coverHand, palmSize } from '../../src/perception/hand/cover.js';
import { divideAtEdges } from '../../src/perception/hand/edges.js';
import { placeOnJoints, placeOnPalm } from '../../src/perception/hand/joints.js';
import { maskHands } from '../../src/perception/hand/mask.js';
import { lookForPalms } from '../../src/perception/hand/palms.js';
import { drawBox, drawPlain } from '../support/draw.js';
import { openHand, palmDetector, turnedHand, type AnsweredPalm } from './drawn-hand.js';

const halved: Placement = { a: 0.5, b: 0, x0: 10, y0: 20 };

describe('lookForPalms', () => {
  const look = (palms: readonly AnsweredPalm[]) => {
    const tensor = { data: new Float32Array(3 * 192 * 256), dims: [1, 3, 192, 256] };
    return lookForPalms({ tensor, placement: halved }, palmDetector(palms), 0.5);
  };

  it('reads an anchor of each layer from the middle of its cell', async () => {
    for (const stride of [8, 16, 32] as const) {
      const [palm, ...others] = await look([
        {
          ...{ stride, column: 3, row: 2, anchor: 1, logit: 3, box: [4, -6, 40, 20] },
          points: [[1, 9], [0, 0], [5, -7]], // prettier-ignore
        },
      ]);
      const [x, y] = [3.5 * stride, 2.5 * stride];
      expect(others).toEqual([]);
      expect(palm.score).toBeCloseTo(1 / (1 + Math.exp(-3)), 6);
      expect(palm.box).toEqual({
        x0: 10 + (x + 4 - 20) / 2,
        y0: 20 + (y - 6 - 10) / 2,
        x1: 10 + (x + 4 + 20) / 2,
        y1: 20 + (y - 6 + 10) / 2,
      });
      expect(palm.wrist).toEqual({ x: 10 + (x + 1) / 2, y: 20 + (y + 9) / 2 });
      expect(palm.knuckle).toEqual({ x: 10 + (x + 5) / 2, y: 20 + (y - 7) / 2 });
    }
  });

  it('takes anchors that see one palm for one, and leaves out what is doubtful', async () => {
    const palm = { stride: 8, row: 4, box: [0, 0, 60, 60] } as const;
    const found = await look([
      { ...palm, column: 5, logit: 1 },
      { ...palm, column: 6, logit: 2 },
      { ...palm, column: 20, logit: -0.1 },
    ]);
    expect(found.map(({ score }) => score)).toEqual([1 / (1 + Math.exp(-2))]);
  });
});

describe('the crop of a hand', () => {
  it('stands upright on a palm, however the palm is turned, with the fingers well inside', () => {
    for (const angle of [0, 1, 2.5, -2]) {
      const [x, y] = [Math.sin(angle), -Math.cos(angle)];
      const placement = placeOnPalm({
        box: { x0: 80, y0: 80, x1: 120, y1: 120 },
        score: 1,
        wrist: { x: 100 - 20 * x, y: 100 - 20 * y },
        knuckle: { x: 100 + 10 * x, y: 100 + 10 * y },
      });
      const wrist = pointToInput(placement, 100 - 20 * x, 100 - 20 * y);
      const tip = pointToInput(placement, 100 + 60 * x, 100 + 60 * y);
      expect(wrist.x).toBeCloseTo(112, 6);
      expect(tip.x).toBeCloseTo(112, 6);
      expect(wrist.y).toBeGreaterThan(150);
      expect(wrist.y).toBeLessThan(224);
      expect(tip.y).toBeGreaterThan(0);
      expect(tip.y).toBeLessThan(50);
    }
  });

  it('lies the same way on joints that are turned', () => {
    const upright = placeOnJoints(openHand);
    const { turned, place } = turnedHand(2);
    const placement = placeOnJoints(turned);
    for (const joint of [0, 4, 12, 20]) {
      const [x, y] = openHand.slice(3 * joint, 3 * joint + 2);
      const there = place(x, y);
      const [a, b] = [pointToInput(upright, x, y), pointToInput(placement, there.x, there.y)];
      expect(b.x).toBeCloseTo(a.x, 3);
      expect(b.y).toBeCloseTo(a.y, 3);
      expect(Math.min(a.x, a.y, 224 - a.x, 224 - a.y)).toBeGreaterThan(0);
    }
  });
});

describe('coverHand', () => {
  const area = { x0: 0, y0: 0, x1: 200, y1: 200 };
  const covered = (points: readonly number[], breadth: number) => {
    const cover = new Uint8Array(200 * 200);
    coverHand(points, breadth, area, cover);
    return cover;
  };

  it('holds every joint and the palm, and leaves the gaps between spread fingers', () => {
    const cover = covered(openHand, 1);
    for (let joint = 0; joint < 21; joint++) {
      const [x, y] = openHand.slice(3 * joint, 3 * joint + 2).map(Math.round);
      expect(cover[y * 200 + x], `joint ${joint}`).toBe(255);
    }
    expect(cover[120 * 200 + 100]).toBe(255);
    // Between the tips of index and middle finger, and beside the hand.
    expect(cover[35 * 200 + 85]).toBe(0);
    expect(cover[120 * 200 + 20]).toBe(0);
  });

  it('is as large however the hand is turned', () => {
    const sum = (cover: Uint8Array) => cover.reduce((all, share) => all + share / 255, 0);
    const { turned } = turnedHand(0.7);
    expect(palmSize(turned)).toBeCloseTo(palmSize(openHand), 6);
    expect(sum(covered(turned, 1)) / sum(covered(openHand, 1))).toBeCloseTo(1, 1);
  });

  it('holds the slenderer hand within the broader', () => {
    const [slender, broad] = [covered(openHand, 0.7), covered(openHand, 1.4)];
    expect(slender.every((share, at) => share <= broad[at])).toBe(true);
    expect(slender.filter(Boolean).length).toBeLessThan(0.8 * broad.filter(Boolean).length);
  });

  it('covers nothing of an area that the hand lies outside of', () => {
    const cover = new Uint8Array(100);
    coverHand(openHand, 1, { x0: 190, y0: 190, x1: 200, y1: 200 }, cover);
    expect(cover.some(Boolean)).toBe(false);
  });
});

describe('divideAtEdges', () => {
  const width = 40;
  const row = (of: (x: number) => number) =>
    Float32Array.from({ length: 3 * width * 5 }, (_, at) => of(at % width));
  const share = (is: (x: number) => boolean) =>
    Uint8Array.from({ length: width * 5 }, (_, at) => (is(at % width) ? 255 : 0));
  const lengthOf = (planes: Float32Array) =>
    divideAtEdges(
      planes,
      width,
      share((x) => x < 10),
      share((x) => x < 30),
    )
      .subarray(2 * width, 3 * width)
      .reduce((sum, value) => sum + value, 0);

  it('divides where the colour changes, wherever in the doubtful part that is', () => {
    for (const edge of [12, 18, 27])
      expect(lengthOf(row((x) => (x < edge ? 200 : 150)))).toBe(edge);
  });

  it('divides in the middle where nothing changes', () => {
    expect(Math.abs(lengthOf(row(() => 90)) - 20)).toBeLessThanOrEqual(1);
  });

  it('is led astray neither by noise nor by a slope', () => {
    const noisy = row((x) => (x < 24 ? 200 : 120) + 4 * Math.sin(9 * x) + x / 2);
    expect(lengthOf(noisy)).toBe(24);
  });
});

describe('maskHands', () => {
  it('ends where the hand’s colour ends, also where the picture is larger than its grid', () => {
    for (const scale of [1, 4]) {
      const image = drawPlain(200 * scale, 200 * scale, '#c08868');
      // An index finger that is narrower than the joints alone would say.
      drawBox(
        image,
        { x0: 70 * scale, y0: 20 * scale, x1: 78 * scale, y1: 100 * scale },
        '#704028',
      );
      const area = { x0: 0, y0: 0, x1: 200 * scale, y1: 200 * scale };
      const hand = openHand.map((value) => value * scale);
      const mask = maskHands(image, [hand], area);
      const at = (x: number, y: number) => mask[y * scale * 200 * scale + x * scale];
      expect(at(74, 60)).toBe(255);
      expect(at(82, 45)).toBe(0);
      expect(at(66, 45)).toBe(0);
      expect(at(100, 120)).toBe(255);
      expect(at(20, 20)).toBe(0);
    }
  });
});
