import { readRiffLayout, writeRiffChunk } from './riff.js';

/** A frame of an animation: a still WebP file, shown at a place of the canvas for a while. */
export interface AnimationFrame {
  readonly still: Buffer;
  /** Even numbers: the format stores their halves. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly delayMs: number;
}

export interface Animation {
  readonly width: number;
  readonly height: number;
  readonly alpha: boolean;
  /** How often it plays; 0 is for ever. */
  readonly loop: number;
  readonly icc?: Buffer;
  readonly frames: readonly AnimationFrame[];
}

const pictureChunks = ['ALPH', 'VP8 ', 'VP8L'];
const replaceBelow = 2;

/**
 * Puts still WebP files together to an animation, each frame replacing what was below it. Unlike
 * libwebp's own encoder it keeps frames that equal the one before, so their number stays.
 *
 * @source RFC 9649, section 2.7
 */
export function assembleAnimation(animation: Animation): Buffer {
  const { width, height, alpha, loop, icc, frames } = animation;
  const header = Buffer.alloc(10);
  header[0] = (icc ? 0x20 : 0) | (alpha ? 0x10 : 0) | 0x02;
  header.writeUIntLE(width - 1, 4, 3);
  header.writeUIntLE(height - 1, 7, 3);
  const control = Buffer.alloc(6);
  control.writeUInt16LE(Math.min(loop, 0xffff), 4);
  const body = [
    writeRiffChunk('VP8X', header),
    ...(icc ? [writeRiffChunk('ICCP', icc)] : []),
    writeRiffChunk('ANIM', control),
    ...frames.map(writeFrame),
  ];
  return writeRiffChunk('RIFF', Buffer.from('WEBP', 'latin1'), ...body);
}

function writeFrame({ still, x, y, width, height, delayMs }: AnimationFrame): Buffer {
  const header = Buffer.alloc(16);
  [x / 2, y / 2, width - 1, height - 1, delayMs].forEach((value, index) =>
    header.writeUIntLE(Math.min(Math.round(value), 0xffffff), 3 * index, 3),
  );
  header[15] = replaceBelow;
  const chunks = readRiffLayout(still)
    .chunks.filter(({ type }) => pictureChunks.includes(type))
    .map(({ type, payload }) => writeRiffChunk(type, payload));
  return writeRiffChunk('ANMF', header, ...chunks);
}
