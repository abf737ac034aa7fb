import { compile } from '../../src/networks/compile/compile.js';

import { GraphKit } from './graph-kit.js';

/** The bytes of a network that describes an 8×8 picture by four numbers. */
export function tinyNetwork(): Uint8Array {
  const kit = new GraphKit();
  const mean = kit.node('Mean', ['x', kit.integers([1, 2])]);
  const output = kit.node('MatMul', [mean, kit.weight([3, 4])]);
  return compile(kit, {
    id: 'tiny',
    start: 'x',
    height: 8,
    width: 8,
    normalisation: { kind: 'scale', scale: 1 / 255, offset: 0 },
    outputs: [{ name: 'descriptor', node: output }],
  }).bytes;
}
