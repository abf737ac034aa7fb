import { describe, expect, test } from 'vitest';

import { compile, type InputSize } from '../../src/networks/compile/compile.js';
import { converters } from '../../src/networks/compile/convert/index.js';
import { openNetwork } from '../../src/networks/session.js';

import { GraphKit, noise } from './graph-kit.js';
import { operatorCases } from './operator-cases.js';
import { evaluate } from './reference.js';

describe('every operator gives what the reference evaluation gives', () => {
  test.each(operatorCases)('$what', async ({ build, size = [7, 5], multipleOf }) => {
    const kit = new GraphKit();
    await compare(kit, build(kit), size, multipleOf, 1, 0);
  });

  test('every operator that can be compiled is compared', () => {
    const kit = new GraphKit();
    for (const { build } of operatorCases) build(kit);
    const compared = new Set([...kit.nodes.values()].map(({ op }) => op));
    expect(Object.keys(converters).filter((op) => !compared.has(op))).toEqual([]);
  });
});

describe('the normalisation of the picture is part of the network', () => {
  const same = { strides: [1, 2, 2, 1], dilations: [1, 1, 1, 1], padding: 'SAME' };
  const weights = (kit: GraphKit): string => kit.weight([3, 3, 3, 4]);
  const around = (kit: GraphKit): string => kit.integers([0, 0, 1, 1, 1, 1, 0, 0], [4, 2]);
  const forms: [string, (kit: GraphKit) => string][] = [
    ['in a convolution that pads', (kit) => kit.node('Conv2D', ['x', weights(kit)], same)],
    [
      'in a convolution with a bias',
      (kit) =>
        kit.node('_FusedConv2D', ['x', weights(kit), kit.weight([4])], {
          ...same,
          fused_ops: ['BiasAdd', 'Relu'],
        }),
    ],
    [
      'in a convolution behind padding by hand',
      (kit) =>
        kit.node('Conv2D', [kit.node('Pad', ['x', around(kit)]), weights(kit)], {
          ...same,
          padding: 'VALID',
        }),
    ],
    ['in any other operation', (kit) => kit.node('Relu', ['x'])],
    ['behind padding alone', (kit) => kit.node('Pad', ['x', around(kit)])],
    [
      'in several at once',
      (kit) => {
        const strides = { ...same, strides: [1, 1, 1, 1] };
        const conv = kit.node('Conv2D', ['x', kit.weight([3, 3, 3, 3])], strides);
        return kit.node('Add', ['x', conv]);
      },
    ],
  ];
  test.each(forms)('%s', async (_, build) => {
    const kit = new GraphKit();
    await compare(kit, build(kit), [7, 5], undefined, 2 / 3, -1.25);
  });
});

/** Compiles a graph, runs it on noise, and expects what the reference evaluation gives. */
async function compare(
  kit: GraphKit,
  output: string,
  [height, width]: readonly [number, number],
  multipleOf: number | undefined,
  scale: number,
  offset: number,
): Promise<void> {
  const pixels = noise(height * width * 3, 7);
  const data = Float64Array.from(pixels, (value) => value * scale + offset);
  const [expected] = evaluate(kit, { x: { dims: [1, height, width, 3], data } }, [output]);
  const side = (fixed: number): InputSize =>
    multipleOf === undefined ? fixed : { multipleOf, nominal: 8 };
  const compiled = compile(kit, {
    id: 'case',
    start: 'x',
    height: side(height),
    width: side(width),
    normalisation: { kind: 'scale', scale, offset },
    outputs: [{ name: 'out', node: output }],
  });
  const network = await openNetwork(compiled.bytes, { id: 'case' });
  const { out } = await network.run({
    image: { data: planar(pixels, height * width), dims: [1, 3, height, width] },
  });
  await network.release();
  expect(out!.dims).toEqual(expected!.dims);
  expect(furthest(out!.data, expected!.data)).toBeLessThan(2e-5);
}

function planar(pixels: Float32Array, count: number): Float32Array {
  return Float32Array.from(pixels, (_, at) => pixels[(at % count) * 3 + Math.floor(at / count)]!);
}

function furthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = 0;
  for (let at = 0; at < b.length; at++) most = Math.max(most, Math.abs(a[at]! - b[at]!));
  return most;
}
