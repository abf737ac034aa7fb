import type { Builder, Live, Value } from '../builder.js';
import { float } from '../tfjs.js';

import { operand } from './arithmetic.js';
import { liveInput, type Converter } from './converter.js';

/** Relu, Relu6, LeakyRelu, Prelu, Sigmoid and the other functions of one number. */
export const activation: Converter = (node, inputs, builder) =>
  activate(node.op, liveInput(node, inputs, 0), inputs[1], float(node, 'alpha', 0.2), builder);

const plain: Record<string, string> = {
  Relu: 'Relu',
  Elu: 'Elu',
  Sigmoid: 'Sigmoid',
  Tanh: 'Tanh',
  Exp: 'Exp',
  Abs: 'Abs',
  Neg: 'Neg',
  Sqrt: 'Sqrt',
  Reciprocal: 'Reciprocal',
  Identity: 'Identity',
};

/**
 * Applies an activation by TensorFlow's name, also where it is fused into another operation.
 *
 * @param slope the slopes of Prelu, one a channel
 * @param alpha the slope of LeakyRelu
 */
export function activate(
  name: string,
  input: Live,
  slope: Value | undefined,
  alpha: number,
  builder: Builder,
): Live {
  const give = (made: string): Live => ({ ...input, name: made });
  if (plain[name]) return give(builder.node(plain[name], [input.name]));
  if (name === 'Relu6') {
    return give(builder.node('Clip', [input.name, builder.scalar(0), builder.scalar(6)]));
  }
  if (name === 'LeakyRelu') {
    return give(builder.node('LeakyRelu', [input.name], { alpha: { f: alpha } }));
  }
  if (name === 'Prelu' && slope?.kind === 'constant') {
    return give(builder.node('PRelu', [input.name, operand(slope, input.dims.length, builder)]));
  }
  throw new Error(`the activation ${name} is not supported`);
}

/** Softmax over the last axis. */
export const softmax: Converter = (node, inputs, builder) => {
  const input = liveInput(node, inputs, 0);
  const axis = input.dims.length === 4 ? 1 : input.dims.length - 1;
  return { ...input, name: builder.node('Softmax', [input.name], { axis: { i: axis } }) };
};
