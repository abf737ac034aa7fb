import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Box } from '../../src/core/geometry.js';
import { copyImage, type RawImage } from '../../src/core/image.js';
import type { Region } from '../../src/core/region.js';
import { applyMethod, applyPlan, outsideUntouched, plannedAreas } from '../../src/methods/apply.js';
import type { MethodStep } from '../../src/methods/apply.js';
import type { Method, MethodContext } from '../../src/methods/method.js';
import { coverage, shapeArea, type Shape } from '../../src/methods/shape.js';
import { convexHull } from '../../src/pixels/convex.js';
import { rasterisePolygon } from '../../src/pixels/raster.js';
import { makeContext } from './context.js';
import { drawGradient, drawNoise, drawPlain, seeded } from './draw.js';
import { calmLook, fakeContext, methodFakes, seenFor, type Reach } from './method-fakes.js';
import { makeRegion } from './region.js';

/** What a method that was given a survey needs of it; the others ignore it. */
type Survey = MethodContext['survey'];

const [width, height] = [72, 56];

/** Boxes of every kind: inside, cut by any border, larger than the picture, below a pixel. */
const anyBox = fc
  .record({
    x: fc.double({ min: -40, max: 70, noNaN: true }),
    y: fc.double({ min: -40, max: 54, noNaN: true }),
    w: fc.double({ min: 0.1, max: 100, noNaN: true }),
    h: fc.double({ min: 0.1, max: 100, noNaN: true }),
  })
  .map(({ x, y, w, h }): Box => ({ x0: x, y0: y, x1: x + w, y1: y + h }));

const anyShape: fc.Arbitrary<Shape> = fc.record({
  form: fc.constantFrom<Shape['form'][]>('box', 'ellipse', 'outline'),
  halo: fc.double({ min: 0, max: 0.6, noNaN: true }),
  feather: fc.constantFrom(0, 0, 0.15, 0.6),
});

const emptyBox: Box = { x0: 0, y0: 0, x1: 0, y1: 0 };
const sharpBox: Shape = { form: 'box', halo: 0, feather: 0 };

/** Every pixel is black or white, its neighbours the other: any average differs from it. */
function drawChecker(channels: 3 | 4 = 3): RawImage {
  const image = drawPlain(width, height, '#000000', channels);
  for (let i = 0; i < width * height; i++) {
    const value = ((i % width) + Math.floor(i / width)) % 2 ? 255 : 0;
    image.data.fill(value, i * channels, i * channels + 3);
  }
  return image;
}

function drawGreyNoise(): RawImage {
  const image = drawNoise(width, height, 'grey');
  for (let i = 0; i < image.data.length; i++) image.data[i] = image.data[i - (i % 3)];
  return image;
}

/** Pixels whose bytes differ, as indices. */
function changedPixels(before: RawImage, after: RawImage): Set<number> {
  const changed = new Set<number>();
  before.data.forEach((byte, i) => {
    if (byte !== after.data[i]) changed.add(Math.floor(i / before.channels));
  });
  return changed;
}

/** The pixels of the picture that a step covers fully, as indices. */
function hiddenPixels({ region, shape }: Pick<MethodStep, 'region' | 'shape'>): number[] {
  const covered = coverage(region, shape, width, height);
  if (!covered) return [];
  const { area, alpha } = covered;
  const across = area.x1 - area.x0;
  return [...alpha.keys()]
    .filter((i) => alpha[i] === 255)
    .map((i) => (area.y0 + Math.floor(i / across)) * width + area.x0 + (i % across));
}

/** The pixels that a step must change in one picture or another, as indices. */
function pixelsInReach(step: MethodStep, reach: Reach): number[] {
  const hidden = hiddenPixels(step);
  if (reach !== 'face') return hidden;
  const { mesh = [], box } = step.region;
  const middle = { x: (box.x0 + box.x1) / 2, y: (box.y0 + box.y1) / 2 };
  // The seam of a painted face may mix in what was there before.
  const well = 0.9;
  const oval = convexHull(
    Array.from({ length: mesh.length / 3 }, (_, i) => ({
      x: middle.x + well * (mesh[3 * i] - middle.x),
      y: middle.y + well * (mesh[3 * i + 1] - middle.y),
    })),
  );
  const inside = rasterisePolygon(oval, { x0: 0, y0: 0, x1: width, y1: height });
  return hidden.filter((pixel) => inside[pixel] === 255);
}

/** A line shorter than this may keep all of its pixels by chance. */
const shortLine = 8;

/** The rows and columns of `reached` in which not one pixel has changed. */
function linesMissed(reached: readonly number[], changed: ReadonlySet<number>): string[] {
  const lines = new Map<string, number[]>();
  for (const pixel of reached) {
    for (const line of [`column ${pixel % width}`, `row ${Math.floor(pixel / width)}`]) {
      lines.set(line, [...(lines.get(line) ?? []), pixel]);
    }
  }
  return [...lines]
    .filter(([, pixels]) => pixels.length >= shortLine && !pixels.some((p) => changed.has(p)))
    .map(([line]) => line);
}

/** A copy in which the given pixels are random. */
function withOtherPixels(image: RawImage, pixels: readonly number[], seed: number): RawImage {
  const other = copyImage(image);
  const random = seeded(seed);
  for (const pixel of pixels) other.data.set(random.bytes(image.channels), pixel * image.channels);
  return other;
}

/** Boxes in which no pixel of a picture may be out of a method's reach. */
const reachedBoxes: Record<string, Box> = {
  inside: { x0: 20.4, y0: 10.7, x1: 51.2, y1: 43.9 },
  'odd size': { x0: 3, y0: 5, x1: 20, y1: 16 },
  'whole picture': { x0: 0, y0: 0, x1: width, y1: height },
  'over the left and upper border': { x0: -9, y0: -14, x1: 13, y1: 11 },
  'over the right and lower border': { x0: 60, y0: 40, x1: 90, y1: 70 },
  'in the last two rows and columns': {
    x0: width - 2,
    y0: height - 2,
    x1: width,
    y1: height,
  },
};

/**
 * What every method must keep to. Registers its tests. What it needs besides the picture comes
 * from `method-fakes.ts`; `survey` is what the method's own `combine` would return, for one that
 * has one and is not listed there.
 */
export function methodContract(method: Method, survey?: Survey): void {
  const label = method.labels?.[0] ?? 'face';
  const reach = methodFakes[method.id]?.reach ?? 'each';
  const parametersWith = (strength: object = {}) =>
    method.parameters.parse({ ...methodFakes[method.id]?.parameters?.(), ...strength });
  const usual = parametersWith();
  const seenOf = (region: Region, shape: Shape, parameters = usual) =>
    seenFor(method, parameters, region, shapeArea(region, shape, width, height) ?? emptyBox);
  const stepFor = (
    box: Box,
    shape: Shape = sharpBox,
    id = 'r1',
    seed: number | string = 7,
    parameters = usual,
  ): MethodStep => ({
    region: makeRegion(box, label, id),
    seen: seenOf(makeRegion(box, label, id), shape, parameters),
    method,
    parameters,
    shape,
    context: {
      ...makeContext(`${seed} ${id}`),
      ...fakeContext(method, parameters),
      ...(survey === undefined ? {} : { survey }),
    },
  });
  const pictures: Record<string, () => RawImage> = {
    'a colour picture': () => drawNoise(width, height, 1),
    'a grey picture': drawGreyNoise,
    'a picture with alpha': () => drawNoise(width, height, 2, 4),
    'a black picture': () => drawPlain(width, height, '#000000'),
    'a white picture': () => drawPlain(width, height, '#ffffff'),
    'a gradient': () => drawGradient(width, height),
  };
  const { inside } = reachedBoxes;
  const paints = method.id !== 'keep';

  describe(`the method ${method.id}`, () => {
    it('says what it is, what it protects and what not', () => {
      expect(method.id).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
      expect(method.summary).toMatch(/^[^\n]{8,}[^.\n]$/);
      expect(method.guarantee).toMatch(/^[A-Z][^\n]*\.$/);
      expect(method.exposes.length).toBeGreaterThan(0);
    });

    it('has a default and a description for every parameter, and refuses unknown ones', () => {
      const schema = z.toJSONSchema(method.parameters, { io: 'input' });
      expect(schema.type).toBe('object');
      for (const [name, property] of Object.entries(schema.properties ?? {})) {
        expect(property, name).toMatchObject({ description: expect.stringMatching(/\w{2}/) });
        expect(property, name).toHaveProperty('default');
      }
      expect(method.parameters.safeParse({}).success).toBe(true);
      expect(method.parameters.safeParse({ 'no-such-parameter': 1 }).success).toBe(false);
    });

    it('offers no strength that its parameters would refuse', () => {
      for (const strength of method.strengths ?? []) {
        const { success } = method.parameters.safeParse(strength);
        expect(success, JSON.stringify(strength)).toBe(true);
      }
    });

    it('uses nothing that it does not ask for, whatever its strength', async () => {
      const image = drawNoise(width, height, 7);
      for (const strength of [{}, ...(method.strengths ?? [])]) {
        const step = () => stepFor(inside, sharpBox, 'r1', 7, parametersWith(strength));
        const asked = await applyPlan(image, [step()]);
        const seen = { ...step().seen, look: calmLook };
        const given = await applyPlan(image, [{ ...step(), seen }]);
        expect(outsideUntouched(asked, given, []), JSON.stringify(strength)).toBe(true);
      }
    });

    it.each(Object.entries(pictures))('leaves the rest of %s as it was', async (_, draw) => {
      const image = draw();
      const before = copyImage(image);
      await fc.assert(
        fc.asyncProperty(anyBox, anyShape, async (box, shape) => {
          const step = stepFor(box, shape);
          const after = await applyPlan(image, [step]);
          expect(outsideUntouched(image, after, plannedAreas([step], width, height))).toBe(true);
          expect(outsideUntouched(before, image, [])).toBe(true);
        }),
        { numRuns: 25 },
      );
    });

    it('does not change the picture that it reads', async () => {
      const image = drawNoise(width, height, 3);
      const before = copyImage(image);
      const area = { x0: 18, y0: 9, x1: 53, y1: 46 };
      const { region, parameters, context } = stepFor(inside);
      const seen = seenFor(method, parameters, region, area);
      await method.paint({ image, region, area, seen }, parameters, context);
      expect(outsideUntouched(before, image, [])).toBe(true);
    });

    if (!paints || reach === 'each' || method.irreversible) {
      it(paints ? 'covers every pixel, last row and column too' : 'changes nothing', async () => {
        for (const channels of [3, 4] as const) {
          const image = drawChecker(channels);
          for (const [name, box] of Object.entries(reachedBoxes)) {
            for (const form of ['box', 'ellipse', 'outline'] as const) {
              const step = stepFor(box, { form, halo: 0.1, feather: 0 });
              const changed = changedPixels(image, await applyPlan(image, [step]));
              const missed = hiddenPixels(step).filter((pixel) => !changed.has(pixel));
              expect(paints ? missed : [...changed], `${name}, ${form}`).toEqual([]);
            }
          }
        }
      });
    } else {
      it('leaves no pixel out of its reach, last row and column too', async () => {
        for (const channels of [3, 4] as const) {
          for (const [name, box] of Object.entries(reachedBoxes)) {
            for (const form of ['box', 'outline'] as const) {
              const shape: Shape = { form, halo: 0.1, feather: 0 };
              const reached = pixelsInReach(stepFor(box, shape), reach);
              const left = new Set(reached);
              const pictures = reach === 'face' ? 2 : 40;
              for (let seed = 0; seed < pictures && left.size > 0; seed++) {
                const image =
                  seed === 0 ? drawChecker(channels) : drawNoise(width, height, seed, channels);
                const changed = changedPixels(
                  image,
                  await applyPlan(image, [stepFor(box, shape, 'r1', seed)]),
                );
                const missed = seed === 0 ? [] : linesMissed(reached, changed);
                expect(missed, `${name}, ${form}`).toEqual([]);
                for (const pixel of changed) left.delete(pixel);
              }
              expect([...left], `${name}, ${form}`).toEqual([]);
            }
          }
        }
      });
    }

    it('copes with a region of one pixel', async () => {
      for (const image of [drawChecker(), drawChecker(4)]) {
        for (const [x, y] of [
          [0, 0],
          [width - 1, height - 1],
          [30, 20],
        ]) {
          const step = stepFor({ x0: x, y0: y, x1: x + 1, y1: y + 1 });
          const changed = changedPixels(image, await applyPlan(image, [step]));
          const expected = method.irreversible ? [y * width + x] : [...changed];
          expect([...changed]).toEqual(expected);
          expect(changed.size).toBeLessThanOrEqual(1);
        }
      }
    });

    it('leaves the picture alone when the region lies outside of it', async () => {
      const image = drawNoise(width, height, 4);
      const step = stepFor({ x0: width + 30, y0: 0, x1: width + 60, y1: 20 });
      expect(outsideUntouched(image, await applyPlan(image, [step]), [])).toBe(true);
      expect(await applyMethod({ ...step, canvas: copyImage(image) })).toBeNull();
    });

    it('gives the same bytes for the same seed', async () => {
      const image = drawNoise(width, height, 5);
      const run = () => applyPlan(image, [stepFor(inside, { ...sharpBox, feather: 0.2 })]);
      expect(outsideUntouched(await run(), await run(), [])).toBe(true);
    });

    it('gives the same bytes for overlapping regions in whatever order they come', async () => {
      const image = drawNoise(width, height, 6);
      const boxes = [inside, { x0: 40, y0: 30, x1: 66, y1: 50 }, { x0: 30, y0: 2, x1: 45, y1: 20 }];
      const steps = () => boxes.map((box, i) => stepFor(box, { ...sharpBox, halo: 0.2 }, `r${i}`));
      const forward = await applyPlan(image, steps());
      const backward = await applyPlan(image, steps().reverse());
      expect(outsideUntouched(forward, backward, [])).toBe(true);
      expect(outsideUntouched(image, forward, plannedAreas(steps(), width, height))).toBe(true);
    });

    if (method.account) {
      it('accounts for its guarantee in numbers that a manifest can hold', () => {
        const { region, parameters, context } = stepFor(inside);
        for (const channels of [3, 4] as const) {
          const area = { x0: 18, y0: 9, x1: 53, y1: 46 };
          const account = method.account?.({ region, area, channels }, parameters, context);
          expect(account).toBeTypeOf('object');
          expect(JSON.parse(JSON.stringify(account))).toEqual(account);
        }
      });
    }

    if (!method.irreversible) return;

    it('is irreversible: what it paints is the same whatever is hidden', async () => {
      for (const channels of [3, 4] as const) {
        const image = drawNoise(width, height, 8, channels);
        await fc.assert(
          fc.asyncProperty(anyBox, anyShape, fc.nat(), async (box, shape, seed) => {
            const step = () => stepFor(box, shape);
            const hidden = hiddenPixels(step());
            const other = withOtherPixels(image, hidden, seed);
            const [a, b] = [await applyPlan(image, [step()]), await applyPlan(other, [step()])];
            expect(outsideUntouched(a, b, [])).toBe(true);

            // Without the engine, which blanks what is hidden before it lets a method paint.
            const covered = coverage(step().region, shape, width, height);
            if (!covered) return;
            const direct = async (canvas: RawImage) => {
              const { region, parameters, context } = step();
              const seen = seenFor(method, parameters, region, covered.area);
              const input = { image: canvas, region, area: covered.area, seen };
              return method.paint(input, parameters, context);
            };
            const [p, q] = [await direct(image), await direct(other)];
            if (!p || !q) throw new Error('it painted nothing');
            expect(outsideUntouched(p, q, [])).toBe(true);
          }),
          { numRuns: 20 },
        );
      }
    });

    it('makes the hidden part of a transparent picture opaque', async () => {
      const image = drawNoise(width, height, 9, 4);
      const step = stepFor(inside);
      const { data } = await applyPlan(image, [step]);
      expect(hiddenPixels(step).every((pixel) => data[pixel * 4 + 3] === 255)).toBe(true);
    });
  });
}
