import type { Value } from './builder.js';
import { fromFront } from './builder.js';
import { atNominal } from './sizes.js';
import { int, type Constant, type TfNode } from './tfjs.js';

/**
 * Computes an operation whose result is known when the network is compiled: shapes at the nominal
 * input size, and arithmetic on constants.
 *
 * @returns the result, or `undefined` when the network has to compute it
 */
export function fold(node: TfNode, inputs: readonly Value[]): Constant | undefined {
  if (node.op === 'Shape') return integers(inputs[0]!.dims.map(atNominal));
  const constants = inputs.filter((value) => value.kind === 'constant');
  if (constants.length < inputs.length || constants.length === 0) return undefined;
  return folders[node.op]?.(constants, node);
}

type Folder = (inputs: readonly Constant[], node: TfNode) => Constant;

const folders: Record<string, Folder> = {
  Identity: ([value]) => value!,
  Cast: ([value], node) => castTo(value!, node.attr['DstT']?.type === 'DT_INT32'),
  Add: (inputs) => combine(inputs, (a, b) => a + b),
  AddV2: (inputs) => combine(inputs, (a, b) => a + b),
  Sub: (inputs) => combine(inputs, (a, b) => a - b),
  Mul: (inputs) => combine(inputs, (a, b) => a * b),
  RealDiv: (inputs) => combine(inputs, (a, b) => a / b),
  FloorDiv: (inputs) => combine(inputs, (a, b) => Math.floor(a / b)),
  Maximum: (inputs) => combine(inputs, Math.max),
  Minimum: (inputs) => combine(inputs, Math.min),
  Neg: ([value]) => ({ ...value!, data: value!.data.map((number) => -number) }),
  Pack: (inputs) => like(inputs[0]!, [inputs.length], inputs.map(single)),
  ConcatV2: (inputs) =>
    list(
      inputs[0]!,
      inputs.slice(0, -1).flatMap((part) => Array.from(part.data)),
    ),
  Reshape: ([value, shape]) => {
    const sizes = Array.from(shape!.data);
    const known = sizes.reduce((all, size) => (size < 0 ? all : all * size), 1);
    const dims = sizes.map((size) => (size < 0 ? value!.data.length / known : size));
    return { ...value!, dims };
  },
  ExpandDims: ([value, axis]) => {
    const dims = [...value!.dims];
    dims.splice(fromFront(single(axis!), dims.length + 1), 0, 1);
    return { ...value!, dims };
  },
  Squeeze: ([value]) => ({ ...value!, dims: value!.dims.filter((size) => size !== 1) }),
  StridedSlice: stridedSlice,
};

/** A slice of a list, which is all that shape arithmetic takes slices of. */
function stridedSlice([value, begin, end, step]: readonly Constant[], node: TfNode): Constant {
  if (value!.dims.length !== 1 || int(node, 'ellipsis_mask', 0) || int(node, 'new_axis_mask', 0)) {
    throw new Error(`StridedSlice ${node.name}: only slices of lists are supported`);
  }
  const length = value!.data.length;
  const stride = single(step!);
  if (stride <= 0) throw new Error(`StridedSlice ${node.name}: only forward slices are supported`);
  const from = int(node, 'begin_mask', 0) ? 0 : fromFront(single(begin!), length);
  if (int(node, 'shrink_axis_mask', 0)) return like(value!, [], [value!.data[from]!]);
  const to = int(node, 'end_mask', 0) ? length : fromFront(single(end!), length);
  return list(
    value!,
    Array.from(value!.data).filter(
      (_, index) => index >= from && index < to && (index - from) % stride === 0,
    ),
  );
}

/** Element by element, a single number standing for as many as the other side has. */
function combine(inputs: readonly Constant[], operate: (a: number, b: number) => number): Constant {
  const [a, b] = inputs as [Constant, Constant];
  const larger = b.data.length > a.data.length ? b : a;
  if (a.data.length !== b.data.length && Math.min(a.data.length, b.data.length) !== 1) {
    throw new Error('constants of two shapes cannot be combined');
  }
  const at = (constant: Constant, index: number): number =>
    constant.data[constant.data.length === 1 ? 0 : index]!;
  const values = Array.from(larger.data, (_, index) => operate(at(a, index), at(b, index)));
  const floating = a.dtype === 'float32' || b.dtype === 'float32';
  return like({ ...larger, dtype: floating ? 'float32' : 'int32' }, larger.dims, values);
}

function castTo(constant: Constant, whole: boolean): Constant {
  return like({ ...constant, dtype: whole ? 'int32' : 'float32' }, constant.dims, [
    ...constant.data,
  ]);
}

function single(constant: Constant): number {
  if (constant.data.length !== 1) throw new Error('expected a single number');
  return constant.data[0]!;
}

function integers(values: number[]): Constant {
  return { kind: 'constant', dtype: 'int32', dims: [values.length], data: Int32Array.from(values) };
}

function list(model: Constant, values: number[]): Constant {
  return like(model, [values.length], values);
}

function like(model: Constant, dims: readonly number[], values: number[]): Constant {
  const data = model.dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values);
  return { kind: 'constant', dtype: model.dtype, dims, data };
}
