import { flag, int, ints, text, type TfNode } from '../../src/networks/compile/tfjs.js';

/** A tensor of the reference evaluation, row-major, pictures as batch, height, width, channels. */
export interface Plain {
  readonly dims: readonly number[];
  readonly data: Float64Array;
}

export function zeros(dims: readonly number[]): Plain {
  return { dims, data: new Float64Array(dims.reduce((all, size) => all * size, 1)) };
}

/** TensorFlow's padding before the first element, and the extent of the result. */
function window(
  size: number,
  kernel: number,
  stride: number,
  dilation: number,
  padding: string,
): { before: number; out: number } {
  const reach = (kernel - 1) * dilation + 1;
  if (padding === 'VALID') return { before: 0, out: Math.floor((size - reach) / stride) + 1 };
  const out = Math.ceil(size / stride);
  return { before: Math.floor(Math.max(0, (out - 1) * stride + reach - size) / 2), out };
}

/** Conv2D and DepthwiseConv2dNative without what may be fused behind them. */
export function convolution(node: TfNode, input: Plain, filter: Plain, depthwise: boolean): Plain {
  const [, height, width, channels] = input.dims as [number, number, number, number];
  const [kernelY, kernelX, , last] = filter.dims as [number, number, number, number];
  const [, strideY = 1, strideX = 1] = ints(node, 'strides');
  const [, dilationY = 1, dilationX = 1] = ints(node, 'dilations');
  const padding = text(node, 'padding', 'VALID');
  const y = window(height, kernelY, strideY, dilationY, padding);
  const x = window(width, kernelX, strideX, dilationX, padding);
  const outputs = depthwise ? channels * last : last;
  const result = zeros([1, y.out, x.out, outputs]);
  for (let row = 0; row < y.out; row++) {
    for (let column = 0; column < x.out; column++) {
      const to = (row * x.out + column) * outputs;
      for (let ky = 0; ky < kernelY; ky++) {
        const iy = row * strideY + ky * dilationY - y.before;
        if (iy < 0 || iy >= height) continue;
        for (let kx = 0; kx < kernelX; kx++) {
          const ix = column * strideX + kx * dilationX - x.before;
          if (ix < 0 || ix >= width) continue;
          for (let channel = 0; channel < channels; channel++) {
            const value = input.data[(iy * width + ix) * channels + channel]!;
            const weightsAt = ((ky * kernelX + kx) * channels + channel) * last;
            const outAt = depthwise ? to + channel * last : to;
            for (let out = 0; out < last; out++) {
              result.data[outAt + out]! += value * filter.data[weightsAt + out]!;
            }
          }
        }
      }
    }
  }
  return result;
}

/** Conv2DBackpropInput: every input pixel spreads a window over the output. */
export function spread(node: TfNode, size: Plain, filter: Plain, input: Plain): Plain {
  const [, height, width, channels] = input.dims as [number, number, number, number];
  const [kernelY, kernelX, outputs] = filter.dims as [number, number, number];
  const [, strideY = 1, strideX = 1] = ints(node, 'strides');
  const result = zeros([...size.data]);
  const [, outHeight, outWidth] = result.dims as [number, number, number];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let ky = 0; ky < kernelY; ky++) {
        for (let kx = 0; kx < kernelX; kx++) {
          const oy = y * strideY + ky;
          const ox = x * strideX + kx;
          if (oy >= outHeight || ox >= outWidth) continue;
          for (let out = 0; out < outputs; out++) {
            for (let channel = 0; channel < channels; channel++) {
              result.data[(oy * outWidth + ox) * outputs + out]! +=
                input.data[(y * width + x) * channels + channel]! *
                filter.data[((ky * kernelX + kx) * outputs + out) * channels + channel]!;
            }
          }
        }
      }
    }
  }
  return result;
}

/** MaxPool and AvgPool. */
export function pooling(node: TfNode, input: Plain): Plain {
  const [, height, width, channels] = input.dims as [number, number, number, number];
  const [, kernelY = 1, kernelX = 1] = ints(node, 'ksize');
  const [, strideY = 1, strideX = 1] = ints(node, 'strides');
  const padding = text(node, 'padding', 'VALID');
  const y = window(height, kernelY, strideY, 1, padding);
  const x = window(width, kernelX, strideX, 1, padding);
  const result = zeros([1, y.out, x.out, channels]);
  for (let to = 0; to < result.data.length; to++) {
    const channel = to % channels;
    const column = Math.floor(to / channels) % x.out;
    const row = Math.floor(to / channels / x.out);
    const seen: number[] = [];
    for (let ky = 0; ky < kernelY; ky++) {
      for (let kx = 0; kx < kernelX; kx++) {
        const iy = row * strideY + ky - y.before;
        const ix = column * strideX + kx - x.before;
        if (iy < 0 || ix < 0 || iy >= height || ix >= width) continue;
        seen.push(input.data[(iy * width + ix) * channels + channel]!);
      }
    }
    result.data[to] =
      node.op === 'MaxPool'
        ? Math.max(...seen)
        : seen.reduce((sum, value) => sum + value, 0) / seen.length;
  }
  return result;
}

/** ResizeBilinear in TensorFlow's three ways of counting pixels. */
export function resize(node: TfNode, input: Plain, size: Plain): Plain {
  const [, height, width, channels] = input.dims as [number, number, number, number];
  const [outHeight, outWidth] = [...size.data] as [number, number];
  const place = (out: number, from: number, to: number): number => {
    if (flag(node, 'align_corners')) return (out * (from - 1)) / (to - 1);
    if (flag(node, 'half_pixel_centers')) return ((out + 0.5) * from) / to - 0.5;
    return (out * from) / to;
  };
  const result = zeros([1, outHeight, outWidth, channels]);
  const at = (y: number, x: number, channel: number): number => {
    const iy = Math.min(height - 1, Math.max(0, y));
    const ix = Math.min(width - 1, Math.max(0, x));
    return input.data[(iy * width + ix) * channels + channel]!;
  };
  for (let to = 0; to < result.data.length; to++) {
    const channel = to % channels;
    const y = place(Math.floor(to / channels / outWidth), height, outHeight);
    const x = place(Math.floor(to / channels) % outWidth, width, outWidth);
    const [top, left] = [Math.floor(y), Math.floor(x)];
    const [dy, dx] = [y - top, x - left];
    result.data[to] =
      at(top, left, channel) * (1 - dy) * (1 - dx) +
      at(top, left + 1, channel) * (1 - dy) * dx +
      at(top + 1, left, channel) * dy * (1 - dx) +
      at(top + 1, left + 1, channel) * dy * dx;
  }
  return result;
}

/** DepthToSpace. */
export function depthToSpace(node: TfNode, input: Plain): Plain {
  const [, height, width, channels] = input.dims as [number, number, number, number];
  const block = int(node, 'block_size', 2);
  const outputs = channels / block ** 2;
  const result = zeros([1, height * block, width * block, outputs]);
  for (let to = 0; to < result.data.length; to++) {
    const out = to % outputs;
    const x = Math.floor(to / outputs) % (width * block);
    const y = Math.floor(to / outputs / (width * block));
    const channel = ((y % block) * block + (x % block)) * outputs + out;
    const from = Math.floor(y / block) * width + Math.floor(x / block);
    result.data[to] = input.data[from * channels + channel]!;
  }
  return result;
}
