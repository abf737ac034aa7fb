import { floats, transpose } from '../builder.js';
import { flag, float, texts } from '../tfjs.js';

import { activate } from './activation.js';
import { liveInput, type Converter } from './converter.js';

/** MatMul of a tensor with constant weights, and its form fused with bias and activation. */
export const matrixProduct: Converter = (node, inputs, builder) => {
  const input = liveInput(node, inputs, 0);
  const weights = inputs[1];
  if (weights?.kind !== 'constant' || flag(node, 'transpose_a')) {
    throw new Error(`${node.op} ${node.name}: only a product with constant weights is supported`);
  }
  const upright = flag(node, 'transpose_b') ? transpose(weights, [1, 0]) : weights;
  const outputs = upright.dims[1]!;
  const arguments_ = [input.name, builder.weights(floats(upright), upright.dims)];
  const fused = texts(node, 'fused_ops');
  const bias = inputs[2];
  if (fused.includes('BiasAdd')) {
    if (bias?.kind !== 'constant') throw new Error(`${node.name}: the bias must be a constant`);
    arguments_.push(builder.weights(floats(bias), [outputs]));
  }
  const name = builder.node('Gemm', arguments_);
  const result = { kind: 'live', name, dims: [input.dims[0]!, outputs] } as const;
  const activation = fused.find((operation) => operation !== 'BiasAdd');
  if (!activation) return result;
  return activate(activation, result, inputs[3], float(node, 'leakyrelu_alpha', 0.2), builder);
};
