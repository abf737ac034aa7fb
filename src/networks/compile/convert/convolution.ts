import {
  floats,
  heldValue,
  transpose,
  type Builder,
  type Live,
  type Scaling,
  type Value,
} from '../builder.js';
import { slide, type Size } from '../sizes.js';
import { float, ints, text, texts, type Constant, type TfNode } from '../tfjs.js';

import { activate } from './activation.js';
import { liveInput, type Converter } from './converter.js';

/** Conv2D and its form fused with bias and activation. */
export const conv2d: Converter = (node, inputs, builder) => {
  const input = liveInput(node, inputs, 0);
  const filter = filterOf(node, inputs);
  const [kernelHeight, kernelWidth, , outputs] = filter.dims as [number, number, number, number];
  const weights = transpose(filter, [3, 2, 0, 1]);
  return convolve(node, inputs, builder, input, {
    weights,
    kernel: [kernelHeight, kernelWidth],
    group: 1,
    outputs,
  });
};

/** DepthwiseConv2dNative and its fused form: every channel has filters of its own. */
export const depthwiseConv2d: Converter = (node, inputs, builder) => {
  const input = liveInput(node, inputs, 0);
  const filter = filterOf(node, inputs);
  const [kernelHeight, kernelWidth, channels, each] = filter.dims as [
    number,
    number,
    number,
    number,
  ];
  const byChannel = transpose(filter, [2, 3, 0, 1]);
  const outputs = channels * each;
  const weights = { ...byChannel, dims: [outputs, 1, kernelHeight, kernelWidth] };
  return convolve(node, inputs, builder, input, {
    weights,
    kernel: [kernelHeight, kernelWidth],
    group: channels,
    outputs,
  });
};

/** Conv2DBackpropInput, used as a learned upsampling. Its inputs are: shape, filter, tensor. */
export const conv2dTranspose: Converter = (node, inputs, builder) => {
  const input = liveInput(node, inputs, 2);
  const filter = filterOf(node, inputs);
  const [kernelHeight, kernelWidth, outputs] = filter.dims as [number, number, number];
  const [, strideY = 1, strideX = 1] = ints(node, 'strides');
  if (kernelHeight !== strideY || kernelWidth !== strideX) {
    throw new Error(`${node.op} ${node.name}: only windows that do not overlap are supported`);
  }
  const weights = transpose(filter, [3, 2, 0, 1]);
  const name = builder.node(
    'ConvTranspose',
    [input.name, builder.weights(floats(weights), weights.dims)],
    { strides: { ints: [strideY, strideX] } },
  );
  const grow = (size: Size, stride: number): Size =>
    typeof size === 'number' ? size * stride : { ...size, divisor: size.divisor / stride };
  const dims = [
    input.dims[0]!,
    grow(input.dims[1]!, strideY),
    grow(input.dims[2]!, strideX),
    outputs,
  ];
  return { kind: 'live', name, dims };
};

interface Filter {
  /** In ONNX layout: outputs, inputs per group, height, width. */
  weights: Constant;
  kernel: [number, number];
  group: number;
  outputs: number;
}

function convolve(
  node: TfNode,
  inputs: readonly Value[],
  builder: Builder,
  input: Live,
  filter: Filter,
): Live {
  const [, strideY = 1, strideX = 1] = ints(node, 'strides');
  const [, dilationY = 1, dilationX = 1] = ints(node, 'dilations');
  const padding = text(node, 'padding', 'VALID');
  const y = slide(input.dims[1]!, {
    kernel: filter.kernel[0],
    stride: strideY,
    dilation: dilationY,
    padding,
  });
  const x = slide(input.dims[2]!, {
    kernel: filter.kernel[1],
    stride: strideX,
    dilation: dilationX,
    padding,
  });
  const fused = texts(node, 'fused_ops');
  const bias = fused[0] === 'BiasAdd' ? inputs[2] : undefined;
  if (bias?.kind === 'live') throw new Error(`${node.name}: the bias must be a constant`);
  const absorbed = absorb(input.pending, floats(filter.weights), filter.outputs, bias);
  let pads = [y.before, x.before, y.after, x.after];
  let source = input.name;
  if (input.pending?.offset && pads.some((count) => count > 0)) {
    // What stands for zero is not zero as long as the scaling is pending.
    const around = builder.integers([0, 0, y.before, x.before, 0, 0, y.after, x.after]);
    source = builder.node('Pad', [source, around, builder.scalar(heldValue(0, input.pending))]);
    pads = [0, 0, 0, 0];
  }
  const weights = builder.weights(absorbed.weights, filter.weights.dims);
  const biases = absorbed.bias ? [builder.weights(absorbed.bias, [filter.outputs])] : [];
  const name = builder.node('Conv', [source, weights, ...biases], {
    kernel_shape: { ints: filter.kernel },
    strides: { ints: [strideY, strideX] },
    dilations: { ints: [dilationY, dilationX] },
    group: { i: filter.group },
    pads: { ints: pads },
  });
  const result: Live = {
    kind: 'live',
    name,
    dims: [input.dims[0]!, y.size, x.size, filter.outputs],
  };
  const activation = fused.find((operation) => operation !== 'BiasAdd');
  if (!activation) return result;
  return activate(activation, result, inputs[3], float(node, 'leakyrelu_alpha', 0.2), builder);
}

/** Weights and bias that do a pending scaling of the input along with the convolution. */
function absorb(
  pending: Scaling | undefined,
  weights: Float32Array,
  outputs: number,
  bias: Constant | undefined,
): { weights: Float32Array; bias: Float32Array | undefined } {
  const given = bias && floats(bias);
  if (!pending) return { weights, bias: given };
  const each = weights.length / outputs;
  const shifted = Float32Array.from({ length: outputs }, (_, output) => {
    const sum = weights
      .subarray(output * each, (output + 1) * each)
      .reduce((total, weight) => total + weight, 0);
    return (given?.[output] ?? 0) + pending.offset * sum;
  });
  return { weights: weights.map((weight) => weight * pending.scale), bias: shifted };
}

function filterOf(node: TfNode, inputs: readonly Value[]): Constant {
  const filter = inputs[1];
  if (filter?.kind !== 'constant') throw new Error(`${node.name}: the filter must be a constant`);
  return filter;
}
