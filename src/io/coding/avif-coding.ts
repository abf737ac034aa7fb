import {
  readBoxes,
  readHeifMeta,
  readItem,
  type HeifItem,
  type HeifMeta,
} from '../container/isobmff.js';
import { interpolate, type Table } from './interpolate.js';

/** How an AVIF file is coded. */
export interface AvifCoding {
  /** 1 to 100 on libheif's scale, from the quantiser of the main picture's first frame. */
  readonly quality: number;
  readonly chromaSubsampling: '4:4:4' | '4:2:0';
}

/** Taken when the bitstream cannot be read. */
const unknownCoding: AvifCoding = { quality: 80, chromaSubsampling: '4:4:4' };

/**
 * Reads how an AVIF is coded: sampling from its configuration box, quality from the base quantiser
 * index in the AV1 frame header, by turning libheif's and libaom's mappings round.
 *
 * @source AV1 Bitstream & Decoding Process Specification, sections 5.5 and 5.9
 */
export function readAvifCoding(bytes: Buffer): AvifCoding {
  try {
    const meta = readBoxes(bytes).find(({ type }) => type === 'meta');
    const item = meta && codedItem(readHeifMeta(meta));
    if (!item) return unknownCoding;
    const configuration = item.properties.find(({ type }) => type === 'av1C')?.payload;
    const halved = configuration !== undefined && (configuration[2] & 0x0c) === 0x0c;
    const index = readQuantiserIndex(readItem(bytes, item));
    return {
      quality: index === undefined ? unknownCoding.quality : qualityOf(index),
      chromaSubsampling: halved ? '4:2:0' : '4:4:4',
    };
  } catch (error) {
    if (error instanceof RangeError) return unknownCoding;
    throw error;
  }
}

/** The main picture, or the first tile that it is made of. */
function codedItem({ primary, items, references }: HeifMeta): HeifItem | undefined {
  const tiles = references.find(({ type, from }) => type === 'dimg' && from === primary)?.to;
  const id = tiles?.[0] ?? primary;
  return items.find((item) => item.id === id && item.type === 'av01');
}

/** Base quantiser index and quality. Measured with libheif 1.23 and libaom 3.15. */
const qualityByIndex: Table = [
  [0, 100],
  [15, 95],
  [33, 90],
  [60, 80],
  [93, 70],
  [121, 60],
  [149, 50],
  [171, 40],
  [197, 30],
  [217, 20],
  [237, 10],
  [255, 1],
];

function qualityOf(index: number): number {
  return Math.min(100, Math.max(1, Math.round(interpolate(qualityByIndex, index))));
}

const [sequenceHeader, frameHeader, wholeFrame] = [1, 3, 6];

function readQuantiserIndex(stream: Buffer): number | undefined {
  let sequence: Sequence | undefined;
  for (let at = 0; at < stream.length;) {
    const type = (stream[at] >> 3) & 15;
    const extended = (stream[at] & 4) !== 0;
    const sized = (stream[at] & 2) !== 0;
    at += extended ? 2 : 1;
    let size = stream.length - at;
    if (sized) [size, at] = readLeb128(stream, at);
    const bits = bitReader(stream.subarray(at, at + size));
    if (type === sequenceHeader) sequence = readSequence(bits);
    if (sequence && (type === frameHeader || type === wholeFrame)) return readFrame(bits, sequence);
    at += size;
  }
  return undefined;
}

function readLeb128(bytes: Buffer, from: number): [number, number] {
  let value = 0;
  for (let index = 0; index < 8; index++) {
    const byte = bytes.readUInt8(from + index);
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return [value, from + index + 1];
  }
  throw new RangeError('a length is too long');
}

type Bits = (count: number) => number;

function bitReader(bytes: Buffer): Bits {
  let at = 0;
  return (count) => {
    let value = 0;
    for (let left = count; left > 0; left--, at++) {
      value = value * 2 + ((bytes.readUInt8(at >> 3) >> (7 - (at & 7))) & 1);
    }
    return value;
  };
}

interface Sequence {
  readonly reduced: boolean;
  readonly width: number;
  readonly height: number;
  readonly widthBits: number;
  readonly heightBits: number;
  readonly frameIdBits: number;
  readonly largeBlocks: boolean;
  /** 2: decided in each frame. */
  readonly screenTools: number;
  readonly integerMotion: number;
  readonly orderBits: number;
  readonly superres: boolean;
}

const decidedPerFrame = 2;

/** @throws RangeError for timing models, which still pictures do not have */
function readSequence(bits: Bits): Sequence {
  bits(3);
  bits(1);
  const reduced = bits(1) === 1;
  if (reduced) bits(5);
  else {
    if (bits(1)) throw new RangeError('a timing model');
    const delays = bits(1);
    for (let points = bits(5) + 1; points > 0; points--) {
      bits(12);
      if (bits(5) > 7) bits(1);
      if (delays && bits(1)) bits(4);
    }
  }
  const widthBits = bits(4) + 1;
  const heightBits = bits(4) + 1;
  const width = bits(widthBits) + 1;
  const height = bits(heightBits) + 1;
  const frameIdBits = !reduced && bits(1) ? bits(4) + 2 + bits(3) + 1 : 0;
  const largeBlocks = bits(1) === 1;
  bits(2);
  let [screenTools, integerMotion, orderBits] = [decidedPerFrame, decidedPerFrame, 0];
  if (!reduced) {
    bits(4);
    const ordered = bits(1);
    if (ordered) bits(2);
    screenTools = bits(1) ? decidedPerFrame : bits(1);
    if (screenTools > 0) integerMotion = bits(1) ? decidedPerFrame : bits(1);
    if (ordered) orderBits = bits(3) + 1;
  }
  const superres = bits(1) === 1;
  return {
    ...{ reduced, width, height, widthBits, heightBits, frameIdBits, largeBlocks },
    ...{ screenTools, integerMotion, orderBits, superres },
  };
}

/** The base quantiser index of a key frame that is shown; nothing for other frames. */
function readFrame(bits: Bits, sequence: Sequence): number | undefined {
  if (!sequence.reduced) {
    const [shownBefore, type, shown] = [bits(1), bits(2), bits(1)];
    if (shownBefore || type !== 0 || !shown) return undefined;
  }
  const fixedTables = bits(1) === 1;
  const { screenTools: tools } = sequence;
  const screenTools = tools === decidedPerFrame ? bits(1) : tools;
  if (screenTools && sequence.integerMotion === decidedPerFrame) bits(1);
  bits(sequence.frameIdBits);
  const resized = sequence.reduced ? 0 : bits(1);
  bits(sequence.orderBits);
  const width = resized ? bits(sequence.widthBits) + 1 : sequence.width;
  const height = resized ? bits(sequence.heightBits) + 1 : sequence.height;
  const scaled = sequence.superres && bits(1);
  if (scaled) return undefined;
  if (bits(1)) bits(32);
  if (screenTools) bits(1);
  if (!sequence.reduced && !fixedTables) bits(1);
  skipTiles(bits, width, height, sequence.largeBlocks);
  return bits(8);
}

const [widestTile, largestTileArea, mostTiles] = [4096, 4096 * 2304, 64];

function skipTiles(bits: Bits, width: number, height: number, largeBlocks: boolean): void {
  const block = largeBlocks ? 128 : 64;
  const blocks = (length: number) => Math.ceil((Math.ceil(length / 8) * 8) / block);
  const [columns, rows] = [blocks(width), blocks(height)];
  const [widest, largest] = [widestTile / block, largestTileArea / (block * block)];
  const leastColumns = log2(widest, columns);
  const mostColumns = log2(1, Math.min(columns, mostTiles));
  const mostRows = log2(1, Math.min(rows, mostTiles));
  const least = Math.max(leastColumns, log2(largest, rows * columns));
  if (!bits(1)) throw new RangeError('uneven tiles');
  const columnLog = countUp(bits, leastColumns, mostColumns);
  const rowLog = countUp(bits, Math.max(least - columnLog, 0), mostRows);
  if (columnLog > 0 || rowLog > 0) bits(columnLog + rowLog + 2);
}

/** The smallest power that brings `unit` up to `target`. */
function log2(unit: number, target: number): number {
  let power = 0;
  while (unit * 2 ** power < target) power++;
  return power;
}

function countUp(bits: Bits, from: number, to: number): number {
  let value = from;
  while (value < to && bits(1)) value++;
  return value;
}
