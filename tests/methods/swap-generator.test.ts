import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Box } from '../../src/core/geometry.js';
import { copyImage, type RawImage } from '../../src/core/image.js';
import { swapGenerator } from '../../src/methods/swap-generator.js';
import { templatePoints } from '../../src/methods/swap-generator/align.js';
import { generatorContract } from '../../src/networks/generator-input.js';
import { makeContext } from '../support/context.js';
import { drawBox, drawGradient, drawNoise, drawPlain, seeded } from '../support/draw.js';
import { drawnSide, generators, writeGenerator } from '../support/drawn-generators.js';
import { makeRegion } from '../support/region.js';

afterAll(generators.close);

const box: Box = { x0: 40, y0: 40, x1: 80, y1: 88 };
const area: Box = { x0: 30, y0: 28, x1: 90, y1: 98 };

async function paint(
  image: RawImage,
  generator: string,
  seed: number | string = 1,
  hidden: 'area' | 'ellipse' = 'area',
): Promise<RawImage> {
  const parameters = swapGenerator.parameters.parse({ generator, hidden });
  const input = { image, region: makeRegion(box), area, seen: {} };
  const painted = await swapGenerator.paint(input, parameters, {
    ...makeContext(seed),
    openGenerator: generators.open,
  });
  if (!painted) throw new Error('it painted nothing');
  return painted;
}

function pixel({ data, width, channels }: RawImage, x: number, y: number): number[] {
  const at = (y * width + x) * channels;
  return [...data.subarray(at, at + 3)];
}

const middle = [(area.x1 - area.x0) / 2, (area.y1 - area.y0) / 2] as const;

describe('what a generator sees', () => {
  it.each(['area', 'ellipse'] as const)('is no pixel of the hidden %s', async (hidden) => {
    const clear = drawGradient(120, 120);
    const other = copyImage(clear);
    const noise = drawNoise(120, 120, 4);
    for (let y = area.y0; y < area.y1; y++) {
      for (let x = area.x0; x < area.x1; x++) {
        const across = (x + 0.5 - 60) / 30;
        const down = (y + 0.5 - 63) / 35;
        if (hidden === 'ellipse' && Math.hypot(across, down) > 1) continue;
        other.data.set(noise.data.subarray(3 * (y * 120 + x), 3 * (y * 120 + x) + 3), 3 * (y * 120 + x)); // prettier-ignore
      }
    }
    const echo = writeGenerator('echo');
    const [a, b] = [await paint(clear, echo, 1, hidden), await paint(other, echo, 1, hidden)];
    expect(Buffer.from(a.data).equals(b.data)).toBe(true);
    expect(pixel(a, ...middle)).toEqual([128, 128, 128]);
  });

  it('is the surroundings', async () => {
    const image = drawPlain(120, 120, '#c08040');
    const inside = drawPlain(120, 120, '#c08040');
    drawBox(inside, area, '#000000');
    const painted = await paint(inside, writeGenerator('echo'), 1, 'ellipse');
    const plain = await paint(image, writeGenerator('echo'), 1, 'ellipse');
    expect(pixel(plain, 1, 1)).toEqual([192, 128, 64]);
    expect(pixel(painted, 1, 1)).toEqual([0, 0, 0]);
  });

  it('is the face when its contract says so', async () => {
    const image = drawPlain(120, 120, '#c08040');
    const painted = await paint(image, writeGenerator('echo', { sees: 'face' }));
    expect(pixel(painted, ...middle)).toEqual([192, 128, 64]);
  });

  it('is the mask, in the numbers that the contract gives it', async () => {
    const inputs = [{ role: 'mask', name: 'mask', hidden: 0.5, shown: -1 }];
    const image = drawPlain(120, 120, '#000000');
    const painted = await paint(image, writeGenerator('mask', { inputs }));
    expect(pixel(painted, ...middle)).toEqual([191, 191, 191]);
  });

  it('has its face where the template says', async () => {
    const image = drawPlain(120, 120, '#000000');
    const region = makeRegion(box);
    const places = templatePoints(
      generatorContract.parse({
        guise: 1,
        model: { file: 'x', sha256: '0'.repeat(64) },
        size: drawnSide,
        align: [[0.3, 0.35], [0.7, 0.35], [0.5, 0.6], [0.35, 0.8], [0.65, 0.8]], // prettier-ignore
        inputs: [{ role: 'noise', name: 'z', dims: [1] }],
        output: { name: 'face', range: [0, 1] },
      }),
    );
    expect(places[1]).toEqual({ x: 0.7 * drawnSide, y: 0.35 * drawnSide });
    // A generator that shows the discs it is given brings them back to the landmarks.
    const inputs = [{ role: 'landmarks', name: 'picture', channels: 3, range: [-1, 1] }];
    const painted = await paint(image, writeGenerator('echo', { inputs }));
    for (const { x, y } of region.landmarks ?? []) {
      expect(pixel(painted, Math.floor(x) - area.x0, Math.floor(y) - area.y0)[0]).toBeGreaterThan(
        90,
      );
    }
    expect(pixel(painted, ...middle)[0]).toBeLessThan(90);
  });
});

describe('what is painted', () => {
  it('is what the generator gave, led over to the surroundings at the seam', async () => {
    const image = drawPlain(120, 120, '#204060');
    const painted = await paint(image, writeGenerator('constant'));
    expect(pixel(painted, ...middle)).toEqual([204, 102, 153]);
    const steps = [0, 1, 2, 3, 4].map((x) => pixel(painted, x, 35)[0]);
    expect(steps[0]).toBeLessThan(70);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });

  it('follows the identity: the same for one stream, another for another', async () => {
    const image = drawPlain(120, 120, '#204060');
    const inputs = [{ role: 'identity', name: 'z', dims: [1, 4] }];
    const generator = writeGenerator('seed', { inputs });
    const [a, b, c] = [
      await paint(image, generator, 'a'),
      await paint(image, generator, 'a'),
      await paint(image, generator, 'b'),
    ];
    expect(a.data).toEqual(b.data);
    expect(pixel(a, ...middle)).not.toEqual(pixel(c, ...middle));
    const random = seeded('identity a');
    const expected = [0, 1, 2].map(() => Math.round(127.5 * (Math.tanh(random.normal()) + 1)));
    pixel(a, ...middle).forEach((value, c) =>
      expect(Math.abs(value - expected[c])).toBeLessThan(2),
    );
  });

  it('is opaque', async () => {
    const image = drawNoise(120, 120, 3, 4);
    const painted = await paint(image, writeGenerator('constant'));
    expect(painted.data.filter((_, i) => i % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
  });
});

describe('a generator that cannot be used', () => {
  const image = drawPlain(120, 120, '#808080');

  it.each([
    ['dot', {}, /dot\.onnx .* gives 1 × 3 × 1 × 1 in place of 1 × 3 × 32 × 32/],
    ['narrow', {}, /narrow\.onnx .* does not run on what its contract says .*Check size/],
    ['nothing', {}, /nothing\.onnx .* no numbers/],
    ['echo', { size: 4 }, /size: .*docs\/extend\/generator\.md/],
    [
      'echo',
      { inputs: [{ role: 'noise', name: 'z', dims: [1, 4] }] },
      /inputs are picture; the contract names z/,
    ],
    ['echo', { output: { name: 'image', range: [0, 1] } }, /outputs are face; .* names image/],
    ['echo', { output: { name: 'face', range: [1, 1] } }, /ends must differ/],
  ] as const)('%s %j is refused by name', async (name, changes, message) => {
    await expect(paint(image, writeGenerator(name, changes))).rejects.toMatchObject({
      code: 'generator-unfit',
      message: expect.stringMatching(message),
    });
  });

  it('is asked for when none is given', async () => {
    await expect(paint(image, '')).rejects.toMatchObject({ code: 'usage' });
  });

  it('is refused when contract or network are not the ones that were pinned', async () => {
    const file = writeGenerator('echo', { align: 'arcface' });
    await expect(generators.open({ file, sha256: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'generator-unfit',
      message: expect.stringContaining('has changed since the policy was read'),
    });
    const model = path.join(path.dirname(file), 'echo.onnx');
    appendFileSync(model, 'x');
    await expect(generators.open({ file })).rejects.toMatchObject({ code: 'network-altered' });
    writeGenerator('echo');
    await expect(generators.open({ file })).resolves.toHaveProperty('contract.size', drawnSide);
  });

  it('is refused when the contract is no contract', async () => {
    const file = writeGenerator('echo', { align: 'none' });
    await expect(generators.open({ file })).rejects.toMatchObject({ code: 'generator-unfit' });
    writeFileSync(file, 'not json');
    await expect(generators.open({ file })).rejects.toThrow(/it is no JSON/);
  });
});
