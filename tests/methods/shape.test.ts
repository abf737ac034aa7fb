import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boxHeight,
  boxWidth,
  clipBox,
  roundBoxOut,
  type Box,
  type Point,
} from '../../src/core/geometry.js';
import { labels } from '../../src/core/region.js';
import {
  coverage,
  defaultShape,
  shapeArea,
  shapeSchema,
  type Coverage,
  type Shape,
} from '../../src/methods/shape.js';

const plain = (form: Shape['form'], halo: Shape['halo'] = 0, feather = 0): Shape => ({
  form,
  halo,
  feather,
});

function alphaAt({ area, alpha }: Coverage, x: number, y: number): number {
  const inside = x >= area.x0 && x < area.x1 && y >= area.y0 && y < area.y1;
  return inside ? alpha[(y - area.y0) * boxWidth(area) + x - area.x0] : 0;
}

/** Whether every pixel of the picture that a box touches is covered fully. */
function coversBox(covered: Coverage | null, box: Box, width: number, height: number): boolean {
  const pixels = clipBox(roundBoxOut(box), width, height);
  for (let y = pixels.y0; y < pixels.y1; y++) {
    for (let x = pixels.x0; x < pixels.x1; x++) {
      if (!covered || alphaAt(covered, x, y) !== 255) return false;
    }
  }
  return true;
}

function must(covered: Coverage | null): Coverage {
  if (!covered) throw new Error('nothing is covered');
  return covered;
}

const randomBox = fc
  .record({
    x: fc.double({ min: -30, max: 70, noNaN: true }),
    y: fc.double({ min: -30, max: 50, noNaN: true }),
    w: fc.double({ min: 0.01, max: 60, noNaN: true }),
    h: fc.double({ min: 0.01, max: 60, noNaN: true }),
  })
  .map(({ x, y, w, h }) => ({ x0: x, y0: y, x1: x + w, y1: y + h }));

const randomShape = fc.record({
  form: fc.constantFrom<Shape['form'][]>('box', 'ellipse', 'outline'),
  halo: fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.record({
      top: fc.double({ min: 0, max: 1, noNaN: true }),
      right: fc.double({ min: 0, max: 1, noNaN: true }),
      bottom: fc.double({ min: 0, max: 1, noNaN: true }),
      left: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  ),
  feather: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })),
});

describe('coverage', () => {
  it('covers the whole box to the last row and column, whatever the shape', () => {
    fc.assert(
      fc.property(randomBox, randomShape, (box, shape) => {
        const covered = coverage({ box }, shape, 60, 40);
        expect(coversBox(covered, box, 60, 40)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('gives whole-number areas inside the picture, the ones that shapeArea tells', () => {
    fc.assert(
      fc.property(randomBox, randomShape, (box, shape) => {
        const covered = coverage({ box }, shape, 60, 40);
        expect(shapeArea({ box }, shape, 60, 40)).toEqual(covered?.area ?? null);
        if (!covered) return;
        expect(covered.area).toEqual(clipBox(roundBoxOut(covered.area), 60, 40));
        expect(covered.alpha).toHaveLength(boxWidth(covered.area) * boxHeight(covered.area));
      }),
    );
  });

  it('covers exactly the pixels of a box without halo', () => {
    const { area, alpha } = must(
      coverage({ box: { x0: 2.3, y0: 3, x1: 7, y1: 5.01 } }, plain('box'), 20, 20),
    );
    expect(area).toEqual({ x0: 2, y0: 3, x1: 7, y1: 6 });
    expect(alpha.every((value) => value === 255)).toBe(true);
  });

  it.each(['box', 'ellipse', 'outline'] as const)('covers a region of one pixel (%s)', (form) => {
    const box = { x0: 9, y0: 9, x1: 10, y1: 10 };
    expect(coversBox(coverage({ box }, plain(form), 10, 10), box, 10, 10)).toBe(true);
  });

  it('covers the pixel on which a region without extent lies', () => {
    const covered = must(coverage({ box: { x0: 4, y0: 6, x1: 4, y1: 6 } }, plain('box'), 10, 10));
    expect(covered.area).toEqual({ x0: 4, y0: 6, x1: 5, y1: 7 });
  });

  it('refuses a box that is not of finite numbers instead of covering nothing', () => {
    const box = { x0: 1, y0: Number.NaN, x1: 5, y1: 9 };
    expect(() => coverage({ box }, plain('box'), 10, 10)).toThrow(RangeError);
  });

  it('is null for a region wholly outside the picture, on any side', () => {
    for (const [x0, y0] of [
      [-14, 5],
      [44, 5],
      [5, -14],
      [5, 44],
    ]) {
      const box = { x0, y0, x1: x0 + 10, y1: y0 + 10 };
      for (const form of ['box', 'ellipse'] as const) {
        expect(coverage({ box }, plain(form), 40, 40)).toBeNull();
      }
    }
  });

  it('covers the part of a halo that reaches into the picture', () => {
    const box = { x0: -12, y0: 0, x1: -2, y1: 10 };
    expect(must(coverage({ box }, plain('box', 0.5), 40, 40)).area.x1).toBe(3);
  });

  it('grows by shares of width and height, side by side', () => {
    const box = { x0: 40, y0: 40, x1: 60, y1: 80 };
    const halo = { top: 0.5, right: 0.25, bottom: 0.1, left: 1 };
    const { area } = must(coverage({ box }, plain('box', halo), 200, 200));
    expect(area).toEqual({ x0: 20, y0: 20, x1: 65, y1: 84 });
  });

  it('turns the halo along with a tilted face', () => {
    const box = { x0: 40, y0: 40, x1: 60, y1: 60 };
    const halo = { top: 0.5, right: 0.25, bottom: 0, left: 0.25 };
    const turned = (right: Point, left: Point) =>
      must(coverage({ box, landmarks: [right, left] }, plain('box', halo), 200, 200)).area;
    expect(turned({ x: 45, y: 45 }, { x: 55, y: 45 })).toEqual({ x0: 35, y0: 30, x1: 65, y1: 60 });
    // Head to the right: the eyes stand above one another, the subject's right eye on top.
    expect(turned({ x: 52, y: 45 }, { x: 52, y: 55 })).toEqual({ x0: 40, y0: 35, x1: 70, y1: 65 });
    // Upside down.
    expect(turned({ x: 55, y: 52 }, { x: 45, y: 52 })).toEqual({ x0: 35, y0: 40, x1: 65, y1: 70 });
  });

  it('does not trust the line between eyes that are as near as in a profile', () => {
    const box = { x0: 40, y0: 40, x1: 60, y1: 60 };
    const halo = { top: 0.5, right: 0, bottom: 0, left: 0 };
    const landmarks = [
      { x: 45, y: 44 },
      { x: 45, y: 47 },
    ];
    const { area } = must(coverage({ box, landmarks }, plain('box', halo), 200, 200));
    expect(area).toEqual({ x0: 40, y0: 30, x1: 60, y1: 60 });
  });

  it('draws an ellipse that is smooth and leaves the corners of a large halo alone', () => {
    const box = { x0: 40, y0: 40, x1: 80, y1: 90 };
    const covered = must(coverage({ box }, plain('ellipse', 0.5), 200, 200));
    const { x0, y0, x1, y1 } = covered.area;
    for (const [x, y] of [
      [x0, y0],
      [x1 - 1, y0],
      [x0, y1 - 1],
      [x1 - 1, y1 - 1],
    ]) {
      expect(alphaAt(covered, x, y)).toBe(0);
    }
    expect(covered.alpha.some((value) => value > 0 && value < 255)).toBe(true);
  });

  it('puts the feather outside: it only ever adds, and falls outwards', () => {
    const box = { x0: 60, y0: 60, x1: 100, y1: 100 };
    const hard = must(coverage({ box }, plain('ellipse', 0.2), 200, 200));
    const soft = must(coverage({ box }, plain('ellipse', 0.2, 0.5), 200, 200));
    for (let y = 0; y < 200; y++) {
      for (let x = 0; x < 200; x++) {
        expect(alphaAt(soft, x, y)).toBeGreaterThanOrEqual(alphaAt(hard, x, y));
      }
    }
    const outwards = Array.from({ length: 60 }, (_, i) => alphaAt(soft, 80 + i, 80));
    expect(outwards).toEqual([...outwards].sort((a, b) => b - a));
    expect(alphaAt(soft, hard.area.x1 + 8, 80)).toBeGreaterThan(0);
    expect(alphaAt(soft, hard.area.x1 + 21, 80)).toBe(0);
  });
});

describe('the outline of a region', () => {
  const box = { x0: 20, y0: 20, x1: 60, y1: 60 };
  const diamond = [
    { x: 40, y: 20 },
    { x: 60, y: 40 },
    { x: 40, y: 60 },
    { x: 20, y: 40 },
  ];

  it('is followed: its pixels are covered and the box’s corners are not', () => {
    const covered = must(coverage({ box, outline: diamond }, plain('outline'), 80, 80));
    for (const { x, y } of diamond)
      expect(alphaAt(covered, Math.min(x, 59), Math.min(y, 59))).toBe(255);
    expect(alphaAt(covered, 22, 22)).toBe(0);
    expect(alphaAt(covered, 57, 57)).toBe(0);
  });

  it('has its dents filled', () => {
    const dented = [...diamond.slice(0, 3), { x: 39, y: 41 }, diamond[3]];
    const straight = coverage({ box, outline: diamond }, plain('outline', 0.1), 80, 80);
    expect(coverage({ box, outline: dented }, plain('outline', 0.1), 80, 80)).toEqual(straight);
  });

  it('covers every pixel that the outline with its halo touches', () => {
    const share = fc.double({ min: 0, max: 0.6, noNaN: true });
    const corner = fc.record({
      x: fc.double({ min: 20, max: 60, noNaN: true }),
      y: fc.double({ min: 20, max: 60, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(corner, { minLength: 1, maxLength: 6 }), share, (extra, halo) => {
        const outline = [...diamond, ...extra];
        const covered = must(coverage({ box, outline }, plain('outline', halo), 80, 80));
        for (const { x, y } of outline) {
          for (const angle of [0, 1, 2, 3, 4, 5, 6]) {
            const px = Math.floor(x + halo * 40 * Math.cos(angle));
            const py = Math.floor(y + halo * 40 * Math.sin(angle));
            if (px >= 0 && py >= 0 && px < 80 && py < 80) {
              expect(alphaAt(covered, px, py)).toBe(255);
            }
          }
        }
      }),
    );
  });

  it('is the hull of the mesh where there is one', () => {
    const mesh = Array.from({ length: 468 }, (_, i) => [
      40 + (i % 2 ? 19 : 9) * Math.cos(i),
      40 + (i % 2 ? 19 : 9) * Math.sin(i),
      0,
    ]).flat();
    const covered = must(coverage({ box, mesh }, plain('outline'), 80, 80));
    expect(alphaAt(covered, 40 - 18, 40)).toBe(255);
    expect(alphaAt(covered, 22, 22)).toBe(0);
  });

  it('gives way to the box when it is missing or lies elsewhere', () => {
    const whole = coverage({ box }, plain('box', 0.1), 80, 80);
    const away = diamond.map(({ x, y }) => ({ x: x + 25, y }));
    const mesh = new Array<number>(468 * 3).fill(Number.NaN);
    expect(coverage({ box }, plain('outline', 0.1), 80, 80)).toEqual(whole);
    expect(coverage({ box, outline: away }, plain('outline', 0.1), 80, 80)).toEqual(whole);
    expect(coverage({ box, mesh }, plain('outline', 0.1), 80, 80)).toEqual(whole);
  });
});

describe('shapeSchema', () => {
  it('accepts the default of every label', () => {
    for (const label of labels) expect(() => shapeSchema.parse(defaultShape(label))).not.toThrow();
  });

  it('reaches over ears, hairline and jaw of a face by default', () => {
    const box = { x0: 100, y0: 100, x1: 200, y1: 240 };
    const covered = must(coverage({ box }, defaultShape('face'), 400, 400));
    expect(alphaAt(covered, 150, 60)).toBe(255);
    expect(alphaAt(covered, 80, 165)).toBe(255);
    expect(alphaAt(covered, 219, 165)).toBe(255);
    expect(alphaAt(covered, 150, 262)).toBe(255);
  });

  it.each([
    { form: 'circle', halo: 0, feather: 0 },
    { form: 'box', halo: -0.1, feather: 0 },
    { form: 'box', halo: { top: 0.1 }, feather: 0 },
    { form: 'box', halo: 0, feather: 2 },
    { form: 'box', halo: 0, feather: 0, colour: 'red' },
  ])('refuses %j', (shape) => {
    expect(shapeSchema.safeParse(shape).success).toBe(false);
  });

  it('describes every part', () => {
    for (const part of Object.values(shapeSchema.shape)) expect(part.description).toBeTruthy();
  });
});
