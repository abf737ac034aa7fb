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
    const output = build(kit);
    const [height, width] = size;
    const pixels = noise(height * width * 3, 7);
    const [expected] = evaluate(
      kit,
      { x: { dims: [1, height, width, 3], data: Float64Array.from(pixels) } },
      [output],
    );
    const side = (fixed: number): InputSize =>
      multipleOf === undefined ? fixed : { multipleOf, nominal: 8 };
    const compiled = compile(kit, {
      id: 'case',
      start: 'x',
      height: side(height),
      width: side(width),
      normalisation: { kind: 'scale', scale: 1, offset: 0 },
      outputs: [{ name: 'out', node: output }],
    });
    const network = await openNetwork(compiled.bytes, { id: 'case' });
    const { out } = await network.run({
      image: { data: planar(pixels, height * width), dims: [1, 3, height, width] },
    });
    await network.release();

    expect(out!.dims).toEqual(expected!.dims);
    expect(furthest(out!.data, expected!.data)).toBeLessThan(2e-5);
  });

  test('every operator that can be compiled is compared', () => {
    const kit = new GraphKit();
    for (const { build } of operatorCases) build(kit);
    const compared = new Set([...kit.nodes.values()].map(({ op }) => op));
    expect(Object.keys(converters).filter((op) => !compared.has(op))).toEqual([]);
  });
});

function planar(pixels: Float32Array, count: number): Float32Array {
  return Float32Array.from(pixels, (_, at) => pixels[(at % count) * 3 + Math.floor(at / count)]!);
}

function furthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = 0;
  for (let at = 0; at < b.length; at++) most = Math.max(most, Math.abs(a[at]! - b[at]!));
  return most;
}
