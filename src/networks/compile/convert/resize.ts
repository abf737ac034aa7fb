import { integersOf } from '../builder.js';
import { atNominal, scaleSize } from '../sizes.js';
import { flag, int, text } from '../tfjs.js';

import { liveInput, type Converter } from './converter.js';

/**
 * ResizeBilinear. The published size is read as a ratio to the tensor at its nominal size, so that
 * a detector compiled for free input sizes keeps upsampling by the same factor.
 */
export const resizeBilinear: Converter = (node, inputs, builder) => {
  const input = liveInput(node, inputs, 0);
  const [height, width] = integersOf(inputs[1], `the size of ${node.name}`) as [number, number];
  const byHeight = height / atNominal(input.dims[1]!);
  const byWidth = width / atNominal(input.dims[2]!);
  const mode = flag(node, 'align_corners')
    ? 'align_corners'
    : flag(node, 'half_pixel_centers')
      ? 'half_pixel'
      : 'asymmetric';
  const scales = builder.weights(Float32Array.of(1, 1, byHeight, byWidth), [4]);
  const name = builder.node('Resize', [input.name, '', scales], {
    mode: { s: 'linear' },
    coordinate_transformation_mode: { s: mode },
  });
  const dims = [
    input.dims[0]!,
    scaleSize(input.dims[1]!, byHeight),
    scaleSize(input.dims[2]!, byWidth),
    input.dims[3]!,
  ];
  return { kind: 'live', name, dims };
};

/** DepthToSpace: channels are laid out as blocks of pixels, block row first. */
export const depthToSpace: Converter = (node, inputs, builder) => {
  const input = liveInput(node, inputs, 0);
  const block = int(node, 'block_size', 2);
  if (text(node, 'data_format', 'NHWC') !== 'NHWC') throw new Error(`${node.name}: not NHWC`);
  const name = builder.node('DepthToSpace', [input.name], {
    blocksize: { i: block },
    mode: { s: 'DCR' },
  });
  const dims = [
    input.dims[0]!,
    scaleSize(input.dims[1]!, block),
    scaleSize(input.dims[2]!, block),
    (input.dims[3] as number) / block ** 2,
  ];
  return { kind: 'live', name, dims };
};
