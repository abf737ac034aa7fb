/** Smallest positive number a half-precision float can hold without losing a bit: 2^-24. */
const smallestSubnormal = 2 ** -24;

/** The value of one IEEE 754 half-precision float, given by its 16 bits. Exact. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * smallestSubnormal;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
}

/**
 * The half-precision bits of every value, or `undefined` when a value would lose anything by it.
 *
 * Weights that were published in half precision are written back that way, which halves the
 * compiled file and changes no number.
 */
export function toHalfExactly(values: Float32Array): Uint16Array | undefined {
  const halves = new Uint16Array(values.length);
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let index = 0; index < values.length; index++) {
    const half = singleToHalf(bits[index]!);
    if (half === undefined) return undefined;
    halves[index] = half;
  }
  return halves;
}

/** The 16 bits of a finite single-precision float, given by its 32 bits, if they suffice. */
function singleToHalf(bits: number): number | undefined {
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 127;
  const fraction = bits & 0x7fffff;
  if (exponent === -127) return fraction === 0 ? sign : undefined;
  if (exponent > 15 || exponent < -24) return undefined;
  if (exponent >= -14) {
    if (fraction & 0x1fff) return undefined;
    return sign | ((exponent + 15) << 10) | (fraction >> 13);
  }
  const significand = 0x800000 | fraction;
  const dropped = -1 - exponent;
  if (significand & ((1 << dropped) - 1)) return undefined;
  return sign | (significand >> dropped);
}
