import { activation, softmax } from './activation.js';
import { addAll, arithmetic, equal } from './arithmetic.js';
import type { Converter } from './converter.js';
import { conv2d, conv2dTranspose, depthwiseConv2d } from './convolution.js';
import { matrixProduct } from './matrix.js';
import { pool } from './pooling.js';
import { reduce } from './reduction.js';
import { depthToSpace, resizeBilinear } from './resize.js';
import { concat, expandDims, pad, reshape, squeeze, transposeAxes } from './shape.js';

/** A cast is free: every tensor that the network computes is single precision. */
const keep: Converter = (_, inputs) => inputs[0]!;

/** The TensorFlow operations that can be compiled, each with what it becomes. */
export const converters: Readonly<Record<string, Converter>> = {
  Abs: activation,
  Add: arithmetic,
  AddN: addAll,
  AddV2: arithmetic,
  AvgPool: pool,
  BiasAdd: arithmetic,
  Cast: keep,
  ConcatV2: concat,
  Conv2D: conv2d,
  Conv2DBackpropInput: conv2dTranspose,
  DepthToSpace: depthToSpace,
  DepthwiseConv2dNative: depthwiseConv2d,
  Elu: activation,
  Equal: equal,
  Exp: activation,
  ExpandDims: expandDims,
  FusedDepthwiseConv2dNative: depthwiseConv2d,
  Identity: keep,
  LeakyRelu: activation,
  MatMul: matrixProduct,
  Max: reduce,
  MaxPool: pool,
  Maximum: arithmetic,
  Mean: reduce,
  Minimum: arithmetic,
  Mul: arithmetic,
  Neg: activation,
  Pad: pad,
  PadV2: pad,
  Prelu: activation,
  RealDiv: arithmetic,
  Reciprocal: activation,
  Relu: activation,
  Relu6: activation,
  Reshape: reshape,
  ResizeBilinear: resizeBilinear,
  Sigmoid: activation,
  Softmax: softmax,
  Sqrt: activation,
  Squeeze: squeeze,
  Sub: arithmetic,
  Sum: reduce,
  Tanh: activation,
  Transpose: transposeAxes,
  _FusedConv2D: conv2d,
  _FusedMatMul: matrixProduct,
};
