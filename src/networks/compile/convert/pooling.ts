import { slide } from '../sizes.js';
import { ints, text } from '../tfjs.js';

import { liveInput, type Converter } from './converter.js';

/** MaxPool and AvgPool. The average does not count what padding adds, as in TensorFlow. */
export const pool: Converter = (node, inputs, builder) => {
  const input = liveInput(node, inputs, 0);
  const [, kernelY = 1, kernelX = 1] = ints(node, 'ksize');
  const [, strideY = 1, strideX = 1] = ints(node, 'strides');
  const padding = text(node, 'padding', 'VALID');
  const y = slide(input.dims[1]!, { kernel: kernelY, stride: strideY, dilation: 1, padding });
  const x = slide(input.dims[2]!, { kernel: kernelX, stride: strideX, dilation: 1, padding });
  const name = builder.node(node.op === 'MaxPool' ? 'MaxPool' : 'AveragePool', [input.name], {
    kernel_shape: { ints: [kernelY, kernelX] },
    strides: { ints: [strideY, strideX] },
    pads: { ints: [y.before, x.before, y.after, x.after] },
  });
  return { kind: 'live', name, dims: [input.dims[0]!, y.size, x.size, input.dims[3]!] };
};
