import { floats, transpose, type Builder, type Live, type Value } from '../builder.js';
import { sameSize, type Size } from '../sizes.js';
import type { Constant } from '../tfjs.js';

import type { Converter } from './converter.js';

const operators: Record<string, string> = {
  Add: 'Add',
  AddV2: 'Add',
  BiasAdd: 'Add',
  Sub: 'Sub',
  Mul: 'Mul',
  RealDiv: 'Div',
  Maximum: 'Max',
  Minimum: 'Min',
};

/** Add, Sub, Mul, RealDiv, Maximum, Minimum with TensorFlow's broadcasting. */
export const arithmetic: Converter = (node, inputs, builder) => {
  const [left, right] = inputs as [Value, Value];
  const live = left.kind === 'live' ? left : right;
  if (live.kind !== 'live') throw new Error(`${node.name}: nothing to compute`);
  if (node.op === 'Maximum' || node.op === 'Minimum') {
    const clipped = clipAt(node.op, live, live === left ? right : left, builder);
    if (clipped) return clipped;
  }
  const dims = broadcast(left.dims, right.dims);
  const names = [left, right].map((value) =>
    value.kind === 'constant' ? operand(value, dims.length, builder) : nameAt(value, dims.length),
  );
  return { kind: 'live', name: builder.node(operators[node.op]!, names), dims };
};

/** The sum of any number of tensors of one shape. */
export const addAll: Converter = (node, inputs, builder) => {
  const [first] = inputs;
  if (!first || inputs.some((value) => value.kind !== 'live')) {
    throw new Error(`${node.op} ${node.name}: constants are not supported`);
  }
  const names = inputs.map((value) => (value as Live).name);
  return { kind: 'live', name: builder.node('Sum', names), dims: first.dims };
};

/** 1 where two tensors are equal and 0 elsewhere; the cast to numbers that follows is free. */
export const equal: Converter = (node, inputs, builder) => {
  const [left, right] = inputs;
  if (left?.kind !== 'live' || right?.kind !== 'live') {
    throw new Error(`${node.op} ${node.name}: constants are not supported`);
  }
  const same = builder.node('Equal', [left.name, right.name]);
  return { kind: 'live', name: builder.node('Cast', [same], { to: { i: 1 } }), dims: left.dims };
};

/** Minimum or Maximum with a single number, as a Clip, which the runtime fuses. */
function clipAt(op: string, input: Live, limit: Value, builder: Builder): Live | undefined {
  if (limit.kind !== 'constant' || limit.data.length !== 1) return undefined;
  const bound = builder.scalar(floats(limit)[0]!);
  const bounds = op === 'Maximum' ? [bound] : ['', bound];
  return { ...input, name: builder.node('Clip', [input.name, ...bounds]) };
}

/**
 * Writes a constant so that it broadcasts against a tensor of the given rank: for rank 4 its
 * trailing axis, the channels, becomes the second.
 */
export function operand(constant: Constant, rank: number, builder: Builder): string {
  if (constant.data.length === 1) return builder.scalar(floats(constant)[0]!);
  if (rank !== 4) return builder.weights(floats(constant), constant.dims);
  const dims = [...Array<number>(4 - constant.dims.length).fill(1), ...constant.dims];
  const channelsFirst = transpose({ ...constant, dims }, [0, 3, 1, 2]);
  return builder.weights(floats(channelsFirst), channelsFirst.dims.slice(1));
}

function nameAt(value: Live, rank: number): string {
  if (value.dims.length !== rank) throw new Error('tensors of two ranks cannot be combined');
  return value.name;
}

function broadcast(left: readonly Size[], right: readonly Size[]): Size[] {
  const rank = Math.max(left.length, right.length);
  return Array.from({ length: rank }, (_, axis) => {
    const a = left[axis - rank + left.length] ?? 1;
    const b = right[axis - rank + right.length] ?? 1;
    if (a === 1) return b;
    if (b === 1 || sameSize(a, b)) return a;
    throw new Error('the shapes do not fit together');
  });
}
