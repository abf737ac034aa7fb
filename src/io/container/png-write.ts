import { deflateSync } from 'node:zlib';
import type { RawImage } from '../../core/image.js';
import { pngSignature } from './png.js';

const mostColours = 256;

/**
 * Writes a PNG with a colour table: every colour exact, transparency included.
 * @returns nothing when the image has more than 256 colours
 * @source PNG specification, third edition
 */
export function writePalettePng(image: RawImage): Buffer | undefined {
  const indexed = indexColours(image);
  if (!indexed) return undefined;
  const { width, height } = image;
  const { colours, indices } = indexed;
  const depth = [1, 2, 4, 8].find((bits) => colours.length <= 1 << bits) ?? 8;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = depth;
  header[9] = 3;
  const opaque = colours.every((colour) => colour % 256 === 255);
  return Buffer.concat([
    pngSignature,
    writeChunk('IHDR', header),
    writeChunk('PLTE', Buffer.from(colours.flatMap((colour) => bytesOf(colour).slice(0, 3)))),
    ...(opaque ? [] : [writeChunk('tRNS', Buffer.from(colours.map((colour) => colour % 256)))]),
    writeChunk('IDAT', deflateSync(packRows(indices, width, height, depth), { level: 9 })),
    writeChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Colours as RGBA in one number, in the order they are met, and the number of each pixel's. */
function indexColours({
  data,
  width,
  height,
  channels,
}: RawImage): { colours: number[]; indices: Uint8Array } | undefined {
  const places = new Map<number, number>();
  const indices = new Uint8Array(width * height);
  for (let from = 0, to = 0; from < data.length; from += channels, to++) {
    const alpha = channels === 4 ? data[from + 3] : 255;
    const colour = ((data[from] * 256 + data[from + 1]) * 256 + data[from + 2]) * 256 + alpha;
    let place = places.get(colour);
    if (place === undefined) {
      place = places.size;
      if (place === mostColours) return undefined;
      places.set(colour, place);
    }
    indices[to] = place;
  }
  return { colours: [...places.keys()], indices };
}

function bytesOf(colour: number): number[] {
  return [24, 16, 8, 0].map((shift) => Math.floor(colour / 2 ** shift) % 256);
}

/** Rows of `depth` bits a pixel, each behind a byte that says that it is not filtered. */
function packRows(indices: Uint8Array, width: number, height: number, depth: number): Buffer {
  const stride = 1 + Math.ceil((width * depth) / 8);
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      rows[y * stride + 1 + (bit >> 3)] |= indices[y * width + x] << (8 - depth - (bit & 7));
    }
  }
  return rows;
}

function writeChunk(type: string, payload: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + payload.length);
  chunk.writeUInt32BE(payload.length, 0);
  chunk.write(type, 4, 'latin1');
  payload.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + payload.length)), 8 + payload.length);
  return chunk;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ crcTable[(value ^ byte) & 0xff];
  return (value ^ 0xffffffff) >>> 0;
}
