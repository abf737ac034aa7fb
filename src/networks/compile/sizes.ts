/**
 * A height or width that is only known when the network runs: input size / divisor + offset.
 * The input size is a multiple of `multiple`, which is what makes every division exact and
 * TensorFlow's SAME padding the same for every allowed size.
 */
export interface FreeSize {
  readonly axis: 'height' | 'width';
  /** The input size the network was published for; used for ratios only. */
  readonly nominal: number;
  readonly multiple: number;
  readonly divisor: number;
  readonly offset: number;
}

/** One extent of a tensor, fixed or free. */
export type Size = number | FreeSize;

/** The extent when the input has its nominal size. */
export function atNominal(size: Size): number {
  return typeof size === 'number' ? size : size.nominal / size.divisor + size.offset;
}

/** The extent as a formula such as `height/32`, for the lock and for messages. */
export function formula(size: Size): string | number {
  if (typeof size === 'number') return size;
  const { axis, divisor, offset } = size;
  const scaled =
    divisor === 1 ? axis : divisor < 1 ? `${axis}*${1 / divisor}` : `${axis}/${divisor}`;
  return offset === 0 ? scaled : `${scaled}${offset > 0 ? '+' : ''}${offset}`;
}

export function sameSize(a: Size, b: Size): boolean {
  return formula(a) === formula(b);
}

export function addToSize(size: Size, extra: number): Size {
  return typeof size === 'number' ? size + extra : { ...size, offset: size.offset + extra };
}

/** The extent times a whole or fractional ratio, for resizing. */
export function scaleSize(size: Size, ratio: number): Size {
  if (typeof size === 'number') return Math.round(size * ratio);
  if (size.offset !== 0) throw new Error(`a size of ${formula(size)} cannot be scaled`);
  return { ...size, divisor: size.divisor / ratio };
}

/** How a window slides over one axis. */
export interface Window {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: string;
}

/** The extent after a sliding window, and the padding before and after that TensorFlow means. */
export function slide(size: Size, window: Window): { size: Size; before: number; after: number } {
  const { stride, padding } = window;
  const reach = (window.kernel - 1) * window.dilation + 1;
  if (typeof size !== 'number' && (size.multiple / size.divisor) % stride !== 0) {
    throw new Error(
      `the input must be a multiple of more than ${size.multiple} for a stride of ${stride} ` +
        `on an axis of ${formula(size)}`,
    );
  }
  const known = typeof size === 'number' ? size : size.offset;
  const divided = (extent: number): Size =>
    typeof size === 'number' ? extent : { ...size, divisor: size.divisor * stride, offset: extent };

  if (padding === 'VALID') {
    return { size: divided(Math.floor((known - reach) / stride) + 1), before: 0, after: 0 };
  }
  if (padding !== 'SAME') throw new Error(`padding ${padding} is not supported`);
  const total = Math.max((Math.ceil(known / stride) - 1) * stride + reach - known, 0);
  const before = Math.floor(total / 2);
  return { size: divided(Math.ceil(known / stride)), before, after: total - before };
}
