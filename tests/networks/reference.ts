import {
  flag,
  float,
  int,
  ints,
  parseInput,
  texts,
  type TfGraph,
  type TfNode,
} from '../../src/networks/compile/tfjs.js';

import {
  convolution,
  depthToSpace,
  pooling,
  resize,
  spread,
  zeros,
  type Plain,
} from './reference-windows.js';

/**
 * Evaluates a part of a TensorFlow graph the slow and obvious way: double precision, TensorFlow's
 * own layout, one loop an operation. Shares nothing with the compiler but the reader of the file.
 */
export function evaluate(
  graph: TfGraph,
  feeds: Readonly<Record<string, Plain>>,
  outputs: readonly string[],
): Plain[] {
  const values = new Map<string, Plain>(Object.entries(feeds));
  const valueOf = (name: string): Plain => {
    const known = values.get(name);
    if (known) return known;
    const weight = graph.weights.get(name);
    const node = graph.nodes.get(name);
    let value: Plain;
    if (weight) value = { dims: weight.dims, data: Float64Array.from(weight.data) };
    else {
      const sources = node!.input.map(parseInput).filter((source) => source.output >= 0);
      value = operate(
        node!,
        sources.map((source) => valueOf(source.node)),
      );
    }
    values.set(name, value);
    return value;
  };
  return outputs.map(valueOf);
}

type Operation = (inputs: readonly Plain[], node: TfNode) => Plain;

function operate(node: TfNode, inputs: readonly Plain[]): Plain {
  const operation = operations[node.op];
  if (!operation) throw new Error(`the reference does not know ${node.op}`);
  return operation(inputs, node);
}

const unary: Record<string, (x: number) => number> = {
  Abs: Math.abs,
  Cast: (x) => x,
  Elu: (x) => (x < 0 ? Math.expm1(x) : x),
  Exp: Math.exp,
  Identity: (x) => x,
  Neg: (x) => -x,
  Reciprocal: (x) => 1 / x,
  Relu: (x) => Math.max(0, x),
  Relu6: (x) => Math.min(6, Math.max(0, x)),
  Sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  Sqrt: Math.sqrt,
  Tanh: Math.tanh,
};

const binary: Record<string, (a: number, b: number) => number> = {
  Add: (a, b) => a + b,
  AddV2: (a, b) => a + b,
  BiasAdd: (a, b) => a + b,
  Equal: (a, b) => (a === b ? 1 : 0),
  FloorDiv: (a, b) => Math.floor(a / b),
  Maximum: Math.max,
  Minimum: Math.min,
  Mul: (a, b) => a * b,
  Prelu: (x, slope) => (x < 0 ? x * slope : x),
  RealDiv: (a, b) => a / b,
  Sub: (a, b) => a - b,
};

const operations: Record<string, Operation> = {
  AddN: (inputs) =>
    inputs.slice(1).reduce((sum, next) => combine(sum, next, binary.Add!), inputs[0]!),
  AvgPool: ([x], node) => pooling(node, x!),
  ConcatV2: (inputs) => concat(inputs.slice(0, -1), inputs.at(-1)!.data[0]!),
  Conv2D: ([x, w], node) => convolution(node, x!, w!, false),
  Conv2DBackpropInput: ([size, w, x], node) => spread(node, size!, w!, x!),
  DepthToSpace: ([x], node) => depthToSpace(node, x!),
  DepthwiseConv2dNative: ([x, w], node) => convolution(node, x!, w!, true),
  ExpandDims: ([x, axis]) => {
    const dims = [...x!.dims];
    const at = axis!.data[0]!;
    dims.splice(at < 0 ? at + dims.length + 1 : at, 0, 1);
    return { ...x!, dims };
  },
  FusedDepthwiseConv2dNative: (inputs, node) =>
    fused(convolution(node, inputs[0]!, inputs[1]!, true), inputs, node),
  LeakyRelu: ([x], node) => map(x!, (v) => (v < 0 ? v * float(node, 'alpha', 0.2) : v)),
  MatMul: ([x, w], node) => product(x!, w!, flag(node, 'transpose_b')),
  Max: ([x, axes], node) => reduce(x!, axes!, node, (all) => Math.max(...all)),
  MaxPool: ([x], node) => pooling(node, x!),
  Mean: ([x, axes], node) => reduce(x!, axes!, node, (all) => sum(all) / all.length),
  Pack: (inputs) => ({
    dims: [inputs.length],
    data: Float64Array.from(inputs, (input) => input.data[0]!),
  }),
  Pad: ([x, pairs]) => pad(x!, pairs!, 0),
  PadV2: ([x, pairs, fill]) => pad(x!, pairs!, fill!.data[0]!),
  Reshape: ([x, shape]) => {
    const known = [...shape!.data].reduce((all, size) => (size < 0 ? all : all * size), 1);
    const dims = [...shape!.data].map((size) => (size < 0 ? x!.data.length / known : size));
    return { ...x!, dims };
  },
  ResizeBilinear: ([x, size], node) => resize(node, x!, size!),
  Shape: ([x]) => ({ dims: [x!.dims.length], data: Float64Array.from(x!.dims) }),
  Softmax: ([x]) => softmax(x!),
  Squeeze: ([x], node) => {
    const axes = ints(node, 'squeeze_dims').map((axis) =>
      axis < 0 ? axis + x!.dims.length : axis,
    );
    const gone = (size: number, axis: number): boolean =>
      axes.length > 0 ? axes.includes(axis) : size === 1;
    return { ...x!, dims: x!.dims.filter((size, axis) => !gone(size, axis)) };
  },
  StridedSlice: ([x, begin, end], node) => {
    const list = [...x!.data].slice(begin!.data[0], end!.data[0]);
    const dims = int(node, 'shrink_axis_mask', 0) ? [] : [list.length];
    return { dims, data: Float64Array.from(dims.length === 0 ? list.slice(0, 1) : list) };
  },
  Sum: ([x, axes], node) => reduce(x!, axes!, node, sum),
  Transpose: ([x, order]) => transpose(x!, [...order!.data]),
  _FusedConv2D: (inputs, node) =>
    fused(convolution(node, inputs[0]!, inputs[1]!, false), inputs, node),
  _FusedMatMul: (inputs, node) =>
    fused(product(inputs[0]!, inputs[1]!, flag(node, 'transpose_b')), inputs, node),
  ...Object.fromEntries(
    Object.entries(unary).map(([op, f]): [string, Operation] => [op, ([x]) => map(x!, f)]),
  ),
  ...Object.fromEntries(
    Object.entries(binary).map(([op, f]): [string, Operation] => [
      op,
      ([a, b]) => combine(a!, b!, f),
    ]),
  ),
};

function fused(result: Plain, inputs: readonly Plain[], node: TfNode): Plain {
  let value = result;
  for (const op of texts(node, 'fused_ops')) {
    if (op === 'BiasAdd') value = combine(value, inputs[2]!, binary.Add!);
    else if (op === 'Prelu') value = combine(value, inputs[3]!, binary.Prelu!);
    else if (op === 'LeakyRelu') {
      value = map(value, (x) => (x < 0 ? x * float(node, 'leakyrelu_alpha', 0.2) : x));
    } else value = map(value, unary[op]!);
  }
  return value;
}

function map(x: Plain, f: (value: number, at: number) => number): Plain {
  return { dims: x.dims, data: x.data.map((value, at) => f(value, at)) };
}

function combine(a: Plain, b: Plain, f: (a: number, b: number) => number): Plain {
  const rank = Math.max(a.dims.length, b.dims.length);
  const full = (dims: readonly number[]): number[] => [
    ...Array<number>(rank - dims.length).fill(1),
    ...dims,
  ];
  const [left, right] = [full(a.dims), full(b.dims)];
  const result = zeros(left.map((size, axis) => Math.max(size, right[axis]!)));
  // The common case, that the second repeats over leading axes, without counting indices.
  const trailing = right.slice(right.findIndex((size) => size > 1));
  if (
    a.data.length === result.data.length &&
    (b.data.length === 1 || left.slice(-trailing.length).join() === trailing.join())
  ) {
    return map(a, (value, at) => f(value, b.data[at % b.data.length]!));
  }
  eachIndex(result.dims, (index, at) => {
    result.data[at] = f(a.data[offset(index, left)]!, b.data[offset(index, right)]!);
  });
  return result;
}

function eachIndex(dims: readonly number[], visit: (index: number[], at: number) => void): void {
  const count = dims.reduce((all, size) => all * size, 1);
  const index = dims.map(() => 0);
  for (let at = 0; at < count; at++) {
    visit(index, at);
    for (let axis = dims.length - 1; axis >= 0 && ++index[axis]! === dims[axis]; axis--) {
      index[axis] = 0;
    }
  }
}

/** Where an index lies in a tensor; axes of extent one repeat. */
function offset(index: readonly number[], dims: readonly number[]): number {
  return dims.reduce((at, size, axis) => at * size + (size === 1 ? 0 : index[axis]!), 0);
}

function concat(parts: readonly Plain[], given: number): Plain {
  const rank = parts[0]!.dims.length;
  const axis = given < 0 ? given + rank : given;
  const result = zeros(
    parts[0]!.dims.map((size, at) =>
      at === axis ? sum(parts.map((part) => part.dims[at]!)) : size,
    ),
  );
  let start = 0;
  for (const part of parts) {
    eachIndex(part.dims, (index, at) => {
      const moved = index.map((position, i) => (i === axis ? position + start : position));
      result.data[offset(moved, result.dims)] = part.data[at]!;
    });
    start += part.dims[axis]!;
  }
  return result;
}

function pad(x: Plain, pairs: Plain, fill: number): Plain {
  const before = x.dims.map((_, axis) => pairs.data[2 * axis]!);
  const result = zeros(
    x.dims.map((size, axis) => size + before[axis]! + pairs.data[2 * axis + 1]!),
  );
  result.data.fill(fill);
  eachIndex(x.dims, (index, at) => {
    const moved = index.map((position, axis) => position + before[axis]!);
    result.data[offset(moved, result.dims)] = x.data[at]!;
  });
  return result;
}

function transpose(x: Plain, order: number[]): Plain {
  const result = zeros(order.map((axis) => x.dims[axis]!));
  eachIndex(x.dims, (index, at) => {
    const moved = order.map((axis) => index[axis]!);
    result.data[offset(moved, result.dims)] = x.data[at]!;
  });
  return result;
}

function reduce(x: Plain, axes: Plain, node: TfNode, f: (all: number[]) => number): Plain {
  const gone = [...axes.data].map((axis) => (axis < 0 ? axis + x.dims.length : axis));
  const kept = x.dims.map((size, axis) => (gone.includes(axis) ? 1 : size));
  const groups: number[][] = Array.from({ length: kept.reduce((a, b) => a * b, 1) }, () => []);
  eachIndex(x.dims, (index, at) => groups[offset(index, kept)]!.push(x.data[at]!));
  const dims = flag(node, 'keep_dims') ? kept : x.dims.filter((_, axis) => !gone.includes(axis));
  return { dims, data: Float64Array.from(groups, f) };
}

function softmax(x: Plain): Plain {
  const size = x.dims.at(-1)!;
  const data = x.data.map(Math.exp);
  for (let start = 0; start < data.length; start += size) {
    const total = sum([...data.subarray(start, start + size)]);
    for (let at = start; at < start + size; at++) data[at]! /= total;
  }
  return { dims: x.dims, data };
}

function product(x: Plain, w: Plain, transposed: boolean): Plain {
  const weights = transposed ? transpose(w, [1, 0]) : w;
  const [rows, inner] = x.dims as [number, number];
  const columns = weights.dims[1]!;
  const result = zeros([rows, columns]);
  eachIndex(result.dims, ([row, column], at) => {
    for (let k = 0; k < inner; k++) {
      result.data[at]! += x.data[row! * inner + k]! * weights.data[k * columns + column!]!;
    }
  });
  return result;
}

function sum(all: number[]): number {
  return all.reduce((total, value) => total + value, 0);
}
