import { interpolate, type Table } from './interpolate.js';
import { readRiffChunks, readRiffLayout, type RiffChunk } from '../container/riff.js';

/** How a WebP file is coded. */
export interface WebpCoding {
  /** True when every frame is. */
  readonly lossless: boolean;
  /** 1 to 100 on the scale of libwebp; of the first lossy frame. */
  readonly quality: number;
}

/** Taken when the bitstream cannot be read. */
const usualQuality = 80;

/**
 * Reads how a WebP is coded. The quality is estimated from the quantiser in the first lossy
 * frame's header, by turning libwebp's mapping of quality to quantiser round. The
 * encoder bends the quantiser to the content: over eight photos and two drawings the estimate was
 * at most 8 and 11 points too high, which costs size, and at most 2 too low.
 *
 * @source RFC 6386, section 9 (the frame header)
 */
export function readWebpCoding(bytes: Buffer): WebpCoding {
  const frames = readRiffLayout(bytes).chunks.flatMap(framesIn);
  const lossy = frames.find(({ type }) => type === 'VP8 ');
  return {
    lossless: frames.length > 0 && lossy === undefined,
    quality: lossy ? qualityOf(lossy.payload) : 100,
  };
}

function framesIn(chunk: RiffChunk): RiffChunk[] {
  if (chunk.type === 'VP8 ' || chunk.type === 'VP8L') return [chunk];
  return chunk.type === 'ANMF' ? readRiffChunks(chunk.payload.subarray(16)).flatMap(framesIn) : [];
}

function qualityOf(frame: Buffer): number {
  if (frame.length < 32) return usualQuality;
  const { quantiser, segmented } = readQuantiser(frame.subarray(10));
  const linear = (1 - quantiser / 127) ** 3;
  const plain = 100 * (linear < 0.5 ? linear * 1.5 : (linear + 1) / 2);
  const quality = segmented ? interpolate(segmentedQuality, plain) : plain;
  return Math.min(100, Math.max(1, Math.round(quality)));
}

/**
 * The plain mapping's answer and the true quality, for libwebp's default of four segments: it
 * gives most of them a coarser quantiser than the quality's own. The mean over three photos, with
 * libwebp 1.6.
 */
const segmentedQuality: Table = [
  [0, 0],
  [7, 10],
  [16, 20],
  [25, 30],
  [34, 40],
  [44, 50],
  [54, 60],
  [64, 70],
  [78, 80],
  [89, 90],
  [100, 100],
];

/** The mean quantiser index of the frame, 0 to 127. */
function readQuantiser(partition: Buffer): { quantiser: number; segmented: boolean } {
  const read = boolDecoder(partition);
  const bits = (count: number) => {
    let value = 0;
    for (let left = count; left > 0; left--) value = value * 2 + read();
    return value;
  };
  const signed = (count: number) => {
    const size = bits(count);
    return bits(1) ? -size : size;
  };
  const optional = (value: () => number) => (bits(1) ? value() : 0);

  bits(2);
  let segments: number[] = [];
  let absolute = false;
  if (bits(1)) {
    const mapped = bits(1);
    if (bits(1)) {
      absolute = bits(1) === 1;
      segments = Array.from({ length: 4 }, () => optional(() => signed(7)));
      for (let left = 4; left > 0; left--) optional(() => signed(6));
    }
    if (mapped) for (let left = 3; left > 0; left--) optional(() => bits(8));
  }
  bits(1 + 6 + 3);
  if (bits(1) && bits(1)) for (let left = 8; left > 0; left--) optional(() => signed(6));
  bits(2);
  const base = bits(7);
  if (segments.length === 0) return { quantiser: base, segmented: false };
  const all = segments.map((value) => (absolute ? value : base + value));
  const quantiser = all.reduce((sum, value) => sum + value, 0) / all.length;
  return { quantiser: Math.min(127, Math.max(0, quantiser)), segmented: true };
}

/** The arithmetic decoder of VP8, for bits of even odds. */
function boolDecoder(bytes: Buffer): () => 0 | 1 {
  let value = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  let next = 2;
  let range = 255;
  let shifted = 0;
  return () => {
    const split = 1 + ((range - 1) >> 1);
    const high = split << 8;
    const bit = value >= high ? 1 : 0;
    if (bit) {
      range -= split;
      value -= high;
    } else {
      range = split;
    }
    while (range < 128) {
      value <<= 1;
      range <<= 1;
      if (++shifted === 8) {
        shifted = 0;
        value |= bytes[next++] ?? 0;
      }
    }
    return bit;
  };
}
