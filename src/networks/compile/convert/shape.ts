import {
  fromFront,
  heldValue,
  integersOf,
  onnxAxis,
  type Builder,
  type Live,
  type Value,
} from '../builder.js';
import { addToSize, atNominal, formula, type Size } from '../sizes.js';
import { ints } from '../tfjs.js';

import { liveInput, type Converter } from './converter.js';

/** Pad, PadV2 and MirrorPad's plain form: a constant around the tensor, zero unless given. */
export const pad: Converter = (node, inputs, builder) => {
  const input = liveInput(node, inputs, 0);
  const pairs = integersOf(inputs[1], `the padding of ${node.name}`);
  const rank = input.dims.length;
  const before = Array<number>(rank).fill(0);
  const after = Array<number>(rank).fill(0);
  for (let axis = 0; axis < rank; axis++) {
    before[onnxAxis(axis, rank)] = pairs[2 * axis]!;
    after[onnxAxis(axis, rank)] = pairs[2 * axis + 1]!;
  }
  const arguments_ = [input.name, builder.integers([...before, ...after])];
  const fill = inputs[2];
  if (fill?.kind === 'live') throw new Error(`${node.name}: what to pad with must be known`);
  const value = heldValue(fill?.data[0] ?? 0, input.pending);
  if (value !== 0) arguments_.push(builder.scalar(value));
  const dims = input.dims.map((size, axis) =>
    addToSize(size, pairs[2 * axis]! + pairs[2 * axis + 1]!),
  );
  return { ...input, name: builder.node('Pad', arguments_), dims };
};

/** ConcatV2: joins tensors along one axis, which is the last input. */
export const concat: Converter = (node, inputs, builder) => {
  const parts = inputs.slice(0, -1).map((_, position) => liveInput(node, inputs, position));
  const [first] = parts as [Live];
  const rank = first.dims.length;
  const [given] = integersOf(inputs.at(-1), `the axis of ${node.name}`) as [number];
  const axis = fromFront(given, rank);
  const dims = first.dims.map((size, at): Size => {
    if (at !== axis) return size;
    return parts.reduce((sum, part) => sum + fixed(part.dims[at]!, node.name), 0);
  });
  const name = builder.node(
    'Concat',
    parts.map((part) => part.name),
    { axis: { i: onnxAxis(axis, rank) } },
  );
  return { kind: 'live', name, dims };
};

/** Reshape, in TensorFlow's order of elements. */
export const reshape: Converter = (node, inputs, builder) => {
  const input = liveInput(node, inputs, 0);
  const target = integersOf(inputs[1], `the shape of ${node.name}`);
  const count = input.dims.reduce<number>((all, size) => all * fixed(size, node.name), 1);
  const known = target.reduce((all, size) => (size < 0 ? all : all * size), 1);
  return reshapeTo(
    input,
    target.map((size) => (size < 0 ? count / known : size)),
    builder,
  );
};

/** Squeeze: drops axes of extent one. */
export const squeeze: Converter = (node, inputs, builder) => {
  const input = liveInput(node, inputs, 0);
  const rank = input.dims.length;
  const given = ints(node, 'squeeze_dims').map((axis) => fromFront(axis, rank));
  const gone = (size: Size, axis: number): boolean =>
    given.length > 0 ? given.includes(axis) : size === 1;
  const dims = input.dims.filter((size, axis) => !gone(size, axis));
  return reshapeTo(
    input,
    dims.map((size) => fixed(size, node.name)),
    builder,
  );
};

/** ExpandDims: adds an axis of extent one. */
export const expandDims: Converter = (node, inputs, builder) => {
  const input = liveInput(node, inputs, 0);
  const [given] = integersOf(inputs[1], `the axis of ${node.name}`) as [number];
  const dims = input.dims.map((size) => fixed(size, node.name));
  dims.splice(fromFront(given, dims.length + 1), 0, 1);
  return reshapeTo(input, dims, builder);
};

/** Transpose, in terms of TensorFlow's axes. */
export const transposeAxes: Converter = (node, inputs, builder) => {
  const input = liveInput(node, inputs, 0);
  const rank = input.dims.length;
  const order = integersOf(inputs[1], `the order of ${node.name}`);
  const perm = order.map((axis) => onnxAxis(axis, rank));
  const arranged = rank === 4 ? [perm[0]!, perm[3]!, perm[1]!, perm[2]!] : perm;
  return {
    kind: 'live',
    name: builder.node('Transpose', [input.name], { perm: { ints: arranged } }),
    dims: order.map((axis) => input.dims[axis]!),
  };
};

/** The name of the tensor with its channels last, as TensorFlow has it. */
export function channelsLast(input: Live, builder: Builder): string {
  if (input.dims.length !== 4) return input.name;
  return builder.node('Transpose', [input.name], { perm: { ints: [0, 2, 3, 1] } });
}

function reshapeTo(input: Live, dims: readonly number[], builder: Builder): Value {
  const flat = orderIsMoot(input) ? input.name : channelsLast(input, builder);
  if (dims.length !== 4) {
    return { kind: 'live', name: builder.node('Reshape', [flat, builder.integers(dims)]), dims };
  }
  const shaped = builder.node('Reshape', [flat, builder.integers(dims)]);
  const name = builder.node('Transpose', [shaped], { perm: { ints: [0, 3, 1, 2] } });
  return { kind: 'live', name, dims };
}

/** Whether both layouts hold the elements in the same order. */
function orderIsMoot(input: Live): boolean {
  const [, height, width, channels] = input.dims;
  return input.dims.length !== 4 || (height === 1 && width === 1) || channels === 1;
}

function fixed(size: Size, name: string): number {
  if (typeof size === 'number') return size;
  throw new Error(
    `${name} needs a fixed size, but has ${formula(size)} (${atNominal(size)} at the nominal ` +
      'input); cut the network before it',
  );
}
