import type { OnnxAttribute, OnnxNode, OnnxTensor } from './onnx.js';
import type { Size } from './sizes.js';
import type { Constant } from './tfjs.js';

/**
 * A tensor that the network computes. `dims` are in TensorFlow's order (batch, height, width,
 * channels for pictures), whereas the ONNX tensor of every rank-4 value is held as
 * batch, channels, height, width.
 */
export interface Live {
  readonly kind: 'live';
  readonly name: string;
  readonly dims: readonly Size[];
  /** Set on the picture as long as its normalisation has not been carried out. */
  readonly pending?: Scaling;
}

/** A tensor's true value is what it holds times `scale` plus `offset`. */
export interface Scaling {
  readonly scale: number;
  readonly offset: number;
}

/** What a TensorFlow operation takes and gives while the network is compiled. */
export type Value = Constant | Live;

/** Collects the nodes and weights of the ONNX graph, in the order they are made. */
export interface Builder {
  readonly nodes: OnnxNode[];
  readonly tensors: OnnxTensor[];
  /** Adds an operation with one output and returns that output's name. */
  node(op: string, inputs: readonly string[], attributes?: Record<string, OnnxAttribute>): string;
  /** Adds a weight, given in the layout ONNX wants, and returns its name. */
  weights(data: Float32Array, dims: readonly number[]): string;
  /** Adds a list of whole numbers, as ONNX wants for shapes, axes and paddings. */
  integers(values: readonly number[]): string;
  /** Adds a single number. */
  scalar(value: number): string;
}

export function createBuilder(): Builder {
  const nodes: OnnxNode[] = [];
  const tensors: OnnxTensor[] = [];
  const add = (data: Float32Array | BigInt64Array, dims: readonly number[]): string => {
    const name = `w${tensors.length}`;
    tensors.push({ name, dims, data });
    return name;
  };
  return {
    nodes,
    tensors,
    node(op, inputs, attributes = {}) {
      const name = `n${nodes.length}`;
      nodes.push({ op, inputs, outputs: [name], attributes });
      return name;
    },
    weights: add,
    integers: (values) => add(BigInt64Array.from(values, BigInt), [values.length]),
    scalar: (value) => add(Float32Array.of(value), []),
  };
}

/** What a tensor holds in place of a true value while a scaling is pending. */
export function heldValue(value: number, pending: Scaling | undefined): number {
  return pending ? (value - pending.offset) / pending.scale : value;
}

/** Carries out a scaling that was put off. */
export function settle(live: Live, builder: Builder): Live {
  const { pending, kind, dims } = live;
  if (!pending) return live;
  let { name } = live;
  if (pending.scale !== 1) name = builder.node('Mul', [name, builder.scalar(pending.scale)]);
  if (pending.offset !== 0) name = builder.node('Add', [name, builder.scalar(pending.offset)]);
  return { kind, name, dims };
}

/** Reorders the axes of a constant: axis `i` of the result is axis `order[i]` of the input. */
export function transpose(constant: Constant, order: readonly number[]): Constant {
  const { dims, data } = constant;
  const strides = dims.map((_, axis) => dims.slice(axis + 1).reduce((a, b) => a * b, 1));
  const newDims = order.map((axis) => dims[axis]!);
  const newStrides = order.map((axis) => strides[axis]!);
  const result = data.slice();
  const index = newDims.map(() => 0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = data[from]!;
    for (let axis = newDims.length - 1; axis >= 0; axis--) {
      from += newStrides[axis]!;
      if (++index[axis]! < newDims[axis]!) break;
      from -= newStrides[axis]! * newDims[axis]!;
      index[axis] = 0;
    }
  }
  return { ...constant, dims: newDims, data: result };
}

/** A constant as single-precision numbers. */
export function floats(constant: Constant): Float32Array {
  return constant.data instanceof Float32Array ? constant.data : Float32Array.from(constant.data);
}

/** The whole numbers of a constant, such as a shape or a list of axes. */
export function integersOf(value: Value | undefined, what: string): number[] {
  if (value?.kind !== 'constant') throw new Error(`${what} must be known when compiling`);
  return Array.from(value.data);
}

/** Counts an axis from the front, as TensorFlow allows it to be counted from the back. */
export function fromFront(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

/** Where TensorFlow's axis lies in the ONNX tensor, which for rank 4 has its channels second. */
export function onnxAxis(axis: number, rank: number): number {
  const front = fromFront(axis, rank);
  return rank === 4 ? [0, 2, 3, 1][front]! : front;
}
