import { describe, expect, test } from 'vitest';
import { shareInside } from '../../src/core/geometry.js';
import type { DetectedObject } from '../../src/perception/objects.js';
import { findPlates, type ReadLine } from '../../src/perception/plate.js';
import { plateLikeness } from '../../src/perception/plate/pattern.js';
import { lineOf } from '../../src/perception/text/detect.js';

describe('how much a text is composed like a plate', () => {
  test.each([
    ['B 172 WAW', 1, 'Bucharest'],
    ['LD51SMR', 1, 'United Kingdom'],
    ['M-AB 1234', 1, 'Germany'],
    ['AB-123-CD', 1, 'France'],
    ['1234 BCD', 1, 'Spain'],
    ['7ABC123', 1, 'California'],
    ['MH 12 AB 1234', 1, 'India'],
    ['34 AB 1234', 1, 'Turkey'],
    ['京A12345', 1, 'China'],
    ['B1S2FTO', 1, '5 read as S and 0 as O'],
    ['8172WAW', 1, 'B read as 8'],
    ['ROB172WAW', 1, 'the country read along'],
    ['·AB 123 CD·', 1, 'dots and rims read along'],
    ['X7Y3W49', 0.6, 'a mixture of no known country'],
    ['98YE', 0.4, 'a part of a plate'],
    ['123456', 0.2, 'digits alone'],
    ['10 Bean Bur', 0.1, 'small letters'],
    ['B l72 WAW', 1, 'a small letter that looks like a digit'],
    ['KAUFLAND', 0.15, 'letters alone, of a plate’s length'],
    ['TAXI', 0.1, 'a common word'],
    ['ZUG', 0, 'a short word'],
    ['12:45', 0.1, 'a time'],
    ['50%', 0.1, 'a discount'],
    ['EXIT 12', 0.1, 'a sign with a number'],
    ['Authorised personnel', 0.1, 'a sentence'],
    ['12.50', 0.2, 'an amount'],
    ['', 0, 'nothing was read'],
  ])('%j: %s (%s)', (text, likeness) => {
    expect(plateLikeness(text)).toBe(likeness);
  });
});

interface Spot {
  x: number;
  y: number;
  width?: number;
  height?: number;
  angle?: number;
  confidence?: number;
}

function line(text: string, { x, y, ...spot }: Spot): ReadLine {
  const { width = 120, height = 32, angle = 0, confidence = 0.95 } = spot;
  const box = { centre: { x, y }, width, height, angle };
  return { ...lineOf(box, 0.9, 1), reading: { text, confidence } };
}

const car: DetectedObject = {
  kind: 'car',
  box: { x0: 200, y0: 100, x1: 600, y1: 400 },
  score: 0.7,
};

describe('plates among text lines', () => {
  test('are found by what they read, without any vehicle', () => {
    const [plate] = findPlates([line('B172WAW', { x: 400, y: 300 })], [], 0.25);
    expect(plate.score).toBeGreaterThan(0.8);
    expect(plate.doubt).toBeUndefined();
    expect(plate.onVehicle).toBe(false);
  });

  test('that cannot be read are found by their place, and are doubtful', () => {
    const unread = line('', { x: 400, y: 300, confidence: 0 });
    const [plate] = findPlates([unread], [car], 0.25);
    expect(plate.score).toBeLessThan(0.6);
    expect(plate.doubt).toMatch(/does not read like one/);
    expect(findPlates([unread], [], 0.25)).toEqual([]);
  });

  test('on a chair are none', () => {
    const unread = line('', { x: 400, y: 300, confidence: 0 });
    expect(findPlates([unread], [{ ...car, kind: 'chair' }], 0.25)).toEqual([]);
  });

  test('are grown beyond their characters on every side, more at the ends', () => {
    const read = line('B172WAW', { x: 400, y: 300 });
    const [{ box }] = findPlates([read], [], 0.25);
    expect(shareInside(read.box, box)).toBe(1);
    expect(read.box.x0 - box.x0).toBeCloseTo(0.65 * 32 - 5, 6);
    expect(box.x1 - read.box.x1).toBeCloseTo(0.65 * 32 - 5, 6);
    expect(read.box.y0 - box.y0).toBeCloseTo(0.25 * 32 - 3, 6);
  });

  test('carry an outline only when they are turned', () => {
    const level = findPlates([line('B172WAW', { x: 400, y: 300 })], [], 0.25);
    const turned = findPlates([line('B172WAW', { x: 400, y: 300, angle: 0.4 })], [], 0.25);
    expect(level[0].outline).toBeUndefined();
    expect(turned[0].outline).toHaveLength(4);
  });

  test('of two lines become one region, below each other or side by side', () => {
    const below = [
      line('WB 12', { x: 400, y: 300, width: 70, height: 30 }),
      line('AB 1234', { x: 400, y: 332, width: 76, height: 30 }),
    ];
    const beside = [
      line('B 1', { x: 380, y: 300, width: 36 }),
      line('72WAW', { x: 450, y: 300, width: 80 }),
    ];
    for (const halves of [below, beside]) {
      const plates = findPlates(halves, [], 0.25);
      expect(plates).toHaveLength(1);
      for (const half of halves) expect(shareInside(half.box, plates[0].box)).toBe(1);
    }
  });

  test('are not made of the amounts of a bill', () => {
    const column = [0, 1, 2, 3].map((i) => line('10.00', { x: 400, y: 100 + 40 * i, width: 80 }));
    expect(findPlates(column, [], 0.25)).toEqual([]);
  });

  test('are not made of long lines or of what reads as something else', () => {
    const sign = line('Authorised personnel only', { x: 400, y: 50, width: 500 });
    const shop = line('ComputerLand', { x: 400, y: 50, width: 96 });
    expect(findPlates([sign, shop], [], 0.25)).toEqual([]);
  });
});
