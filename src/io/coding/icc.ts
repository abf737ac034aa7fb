/** Colour spaces that pictures may keep: those that everybody shares. */
export const colourSpaces = ['sRGB', 'Display P3', 'Adobe RGB', 'ProPhoto RGB'] as const;
export type ColourSpace = (typeof colourSpaces)[number];

type Curve = (x: number) => number;

interface Definition {
  /** Columns of red, green and blue as X, Y, Z, adapted to D50. */
  readonly primaries: readonly number[];
  readonly curve: Curve;
  /** Exponent, for the spaces with a plain power; absent for the curve of sRGB. */
  readonly gamma?: number;
}

const srgbCurve: Curve = (x) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);

/** @source IEC 61966-2-1; SMPTE EG 432-1; Adobe RGB (1998); ISO 22028-2 */
const definitions: Readonly<Record<ColourSpace, Definition>> = {
  sRGB: {
    primaries: [0.4361, 0.2225, 0.0139, 0.3851, 0.7169, 0.0971, 0.1431, 0.0606, 0.7139],
    curve: srgbCurve,
  },
  'Display P3': {
    primaries: [0.5151, 0.2412, -0.0011, 0.292, 0.6922, 0.0419, 0.1571, 0.0666, 0.7841],
    curve: srgbCurve,
  },
  'Adobe RGB': {
    primaries: [0.6097, 0.3111, 0.0195, 0.2053, 0.6257, 0.0609, 0.1492, 0.0632, 0.7446],
    curve: (x) => x ** 2.19921875,
    gamma: 2.19921875,
  },
  'ProPhoto RGB': {
    primaries: [0.7977, 0.288, 0, 0.1352, 0.7119, 0, 0.0313, 0.0001, 0.8249],
    curve: (x) => x ** 1.8,
    gamma: 1.8,
  },
};

/**
 * Tells which shared colour space a profile describes, to within what 8 bits can show, by its
 * primaries and curves alone. A profile of its own kind (of a monitor, a scanner) would be the
 * fingerprint of a device; it is none of them.
 * @source ICC.1:2022, sections 7 to 10
 */
export function recogniseProfile(icc: Buffer): ColourSpace | undefined {
  if (icc.length < 132 || icc.toString('latin1', 36, 40) !== 'acsp') return undefined;
  if (icc.toString('latin1', 16, 24) !== 'RGB XYZ ') return undefined;
  const tags = readTags(icc);
  if (tags.has('A2B0') || tags.has('A2B1')) return undefined;
  const primaries = ['rXYZ', 'gXYZ', 'bXYZ'].flatMap((name) => readPoint(tags.get(name)));
  const curves = ['rTRC', 'gTRC', 'bTRC'].map((name) => readCurve(tags.get(name)));
  return colourSpaces.find((space) => {
    const wanted = definitions[space];
    const sameColours = wanted.primaries.every((value, at) => near(value, primaries[at], 0.002));
    return (
      sameColours &&
      curves.every((curve) => probes.every((x) => near(curve(x), wanted.curve(x), 0.004)))
    );
  });
}

const probes = [0.01, 0.05, 0.2, 0.5, 0.8, 1];

function near(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance;
}

/** The profile to embed for a colour space: the same bytes whatever the source's profile was. */
export function profileOf(space: ColourSpace): Buffer {
  const { primaries, gamma } = definitions[space];
  const point = (at: number) => xyzTag(primaries.slice(at, at + 3));
  const curve = gamma === undefined ? parametricTag(srgbParameters, 3) : parametricTag([gamma], 0);
  return assemble([
    ['desc', textTag(space)],
    ['cprt', textTag('No copyright')],
    ['wtpt', xyzTag(whitePoint)],
    ['rXYZ', point(0)],
    ['gXYZ', point(3)],
    ['bXYZ', point(6)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ]);
}

/** Whether a profile is one of those that Guise embeds, so that it carries nothing of a source. */
export function isOwnProfile(icc: Buffer): boolean {
  return colourSpaces.some((space) => profileOf(space).equals(icc));
}

/** D50. */
const whitePoint = [0.9642, 1, 0.8249];
const srgbParameters = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];

function readTags(icc: Buffer): Map<string, Buffer> {
  const tags = new Map<string, Buffer>();
  const count = Math.min(icc.readUInt32BE(128), 100);
  for (let at = 132; at < 132 + 12 * count && at + 12 <= icc.length; at += 12) {
    const offset = icc.readUInt32BE(at + 4);
    const value = icc.subarray(offset, offset + icc.readUInt32BE(at + 8));
    tags.set(icc.toString('latin1', at, at + 4), value);
  }
  return tags;
}

function readPoint(value: Buffer | undefined): number[] {
  if (!value || value.length < 20) return [NaN, NaN, NaN];
  return [8, 12, 16].map((at) => value.readInt32BE(at) / 65536);
}

const parameterCounts = [1, 3, 4, 5, 7];

function readCurve(value: Buffer | undefined): Curve {
  const type = value && value.length >= 12 ? value.toString('latin1', 0, 4) : '';
  if (value && type === 'curv') {
    const points = value.readUInt32BE(8);
    if (value.length >= 12 + 2 * points) return (x) => sampled(value, points, x);
  }
  if (value && type === 'para') {
    const kind = value.readUInt16BE(8);
    const count = parameterCounts[kind] ?? Infinity;
    if (value.length >= 12 + 4 * count) return (x) => parametric(value, kind, count, x);
  }
  return () => NaN;
}

function sampled(value: Buffer, points: number, x: number): number {
  if (points === 0) return x;
  if (points === 1) return x ** (value.readUInt16BE(12) / 256);
  const place = x * (points - 1);
  const low = Math.min(points - 2, Math.floor(place));
  const [a, b] = [0, 1].map((step) => value.readUInt16BE(12 + 2 * (low + step)) / 65535);
  return a + (b - a) * (place - low);
}

function parametric(value: Buffer, kind: number, count: number, x: number): number {
  const [g, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from(
    { length: count },
    (_, index) => value.readInt32BE(12 + 4 * index) / 65536,
  );
  const power = Math.max(0, a * x + b) ** g;
  if (kind === 0) return x ** g;
  if (kind === 1) return x >= -b / a ? power : 0;
  if (kind === 2) return x >= -b / a ? power + c : c;
  if (kind === 3) return x >= d ? power : c * x;
  return x >= d ? power + e : c * x + f;
}

function fixed(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeInt32BE(Math.round(value * 65536), 4 * index));
  return bytes;
}

function xyzTag(values: readonly number[]): Buffer {
  return Buffer.concat([Buffer.from('XYZ \0\0\0\0', 'latin1'), fixed(values)]);
}

function parametricTag(values: readonly number[], kind: number): Buffer {
  return Buffer.concat([
    Buffer.from('para\0\0\0\0', 'latin1'),
    Buffer.from([0, kind, 0, 0]),
    fixed(values),
  ]);
}

function textTag(text: string): Buffer {
  const value = Buffer.alloc(28 + 2 * text.length);
  value.write('mluc', 0, 'latin1');
  [1, 12].forEach((number, index) => value.writeUInt32BE(number, 8 + 4 * index));
  value.write('enUS', 16, 'latin1');
  [2 * text.length, 28].forEach((number, index) => value.writeUInt32BE(number, 20 + 4 * index));
  value.write(text, 28, 'utf16le');
  value.subarray(28).swap16();
  return value;
}

function assemble(tags: readonly (readonly [string, Buffer])[]): Buffer {
  const head = Buffer.alloc(132 + 12 * tags.length);
  head.writeUInt32BE(0x04300000, 8);
  head.write('mntrRGB XYZ ', 12, 'latin1');
  // The field must hold a valid day; this one is fixed.
  [2000, 1, 1].forEach((part, index) => head.writeUInt16BE(part, 24 + 2 * index));
  head.write('acsp', 36, 'latin1');
  fixed(whitePoint).copy(head, 68);
  head.writeUInt32BE(tags.length, 128);
  const values: Buffer[] = [];
  let end = head.length;
  tags.forEach(([name, value], index) => {
    head.write(name, 132 + 12 * index, 'latin1');
    head.writeUInt32BE(end, 136 + 12 * index);
    head.writeUInt32BE(value.length, 140 + 12 * index);
    const padded = Buffer.concat([value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
    values.push(padded);
    end += padded.length;
  });
  head.writeUInt32BE(end, 0);
  return Buffer.concat([head, ...values]);
}
