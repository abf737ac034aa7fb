import { readJpegLayout, type JpegLayout } from '../container/jpeg.js';

/** How a JPEG file is coded. */
export interface JpegCoding {
  /** 1 to 100 on the scale of libjpeg. */
  readonly quality: number;
  readonly chromaSubsampling: '4:4:4' | '4:2:0';
  /** True when `chromaSubsampling` is finer than the source's, because no coarser one fits. */
  readonly finerChroma: boolean;
  readonly progressive: boolean;
  /** True when its Huffman tables are not the standard's: smaller, and slower to write. */
  readonly optimised: boolean;
  readonly components: number;
  /** False for the 12-bit, hierarchical and lossless arithmetic kinds. */
  readonly common: boolean;
}

/**
 * Reads how a JPEG is coded: sampling from its frame header, quality by comparing its quantisation
 * tables with libjpeg's for every quality. Exact for files written by libjpeg and its kin; for
 * other tables the nearest.
 *
 * @source ITU-T T.81, Annex K (the tables); the scaling is the Independent JPEG Group's
 */
export function readJpegCoding(bytes: Buffer): JpegCoding {
  const layout = readJpegLayout(bytes);
  const frame = layout.segments.find(({ marker }) => isFrameHeader(marker));
  const header = frame?.payload ?? Buffer.alloc(0);
  const components = header[5] ?? 0;
  const factors = Array.from({ length: components }, (_, index) => header[7 + 3 * index] ?? 0x11);
  const [first = 0x11, ...others] = factors;
  const halved = first === 0x22 && others.every((factor) => factor === 0x11);
  const coarse = first >> 4 >= 2 && (first & 15) >= 2 && others.length > 0;
  const full = factors.every((factor) => factor === first);
  const marker = frame?.marker ?? 0;
  return {
    quality: estimateQuality(layout),
    chromaSubsampling: coarse ? '4:2:0' : '4:4:4',
    finerChroma: components === 3 && !halved && !full,
    progressive: marker === 0xc2 || marker === 0xca,
    optimised: !hasStandardHuffmanTables(layout),
    components,
    common: header[0] === 8 && [0xc0, 0xc1, 0xc2, 0xc3, 0xc9, 0xca].includes(marker),
  };
}

/**
 * The standard's tables have 12 codes for DC and 162 for AC. Tables made for one picture lack the
 * codes that it does not use.
 */
const standardPairBytes = 17 + 12 + 17 + 162;

/** Whether it has the standard's tables: a pair for brightness and, unless it is grey, for colour. */
function hasStandardHuffmanTables({ segments }: JpegLayout): boolean {
  const tables = segments.filter(({ marker }) => marker === 0xc4);
  const bytes = tables.reduce((sum, { payload }) => sum + payload.length, 0);
  return bytes === standardPairBytes || bytes === 2 * standardPairBytes;
}

function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

// In zigzag order, as in the file.
const luminance = [
  16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37,
  29, 40, 58, 51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87,
  95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
];
const chrominance = [
  17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
];

/** Taken when a file holds no tables, which only the lossless kind can do without. */
const withoutTables = 100;

function estimateQuality(layout: JpegLayout): number {
  const tables = readTables(layout);
  const compared = [
    { found: tables.get(0), base: luminance },
    { found: tables.get(1), base: chrominance },
  ];
  let best = withoutTables;
  let least = Infinity;
  for (let quality = 1; quality <= 100; quality++) {
    const scale = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality;
    let distance = 0;
    for (const { found, base } of compared) {
      if (!found) continue;
      for (let at = 0; at < 64; at++) {
        const step = Math.min(255, Math.max(1, Math.floor((base[at] * scale + 50) / 100)));
        distance += Math.abs(Math.log(step / Math.max(1, found[at])));
      }
    }
    // Of equal ones the finer: it loses less.
    if (tables.size > 0 && distance <= least) [best, least] = [quality, distance];
  }
  return best;
}

function readTables({ segments }: JpegLayout): Map<number, number[]> {
  const tables = new Map<number, number[]>();
  for (const { marker, payload } of segments) {
    if (marker !== 0xdb) continue;
    for (let at = 0; at < payload.length;) {
      const width = payload[at] >> 4 === 0 ? 1 : 2;
      const id = payload[at] & 15;
      if (at + 1 + 64 * width > payload.length) break;
      const from = at + 1;
      tables.set(
        id,
        Array.from({ length: 64 }, (_, index) => payload.readUIntBE(from + index * width, width)),
      );
      at = from + 64 * width;
    }
  }
  return tables;
}
