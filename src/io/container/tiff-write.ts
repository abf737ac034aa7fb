import type { RawImage } from '../../core/image.js';
import { findEntry, readNumbers, readTiff, type TiffDirectory, type TiffFile } from './tiff.js';

/** A tag to write, with its value as little-endian bytes. */
export interface TiffField {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly value: Buffer;
}

const [shortType, longType, asciiType, undefinedType] = [3, 4, 2, 7];
const stripOffsetsTag = 273;

/** A text tag. */
export function asciiField(tag: number, text: string): TiffField {
  const value = Buffer.from(`${text}\0`, 'utf8');
  return { tag, type: asciiType, count: value.length, value };
}

function shortField(tag: number, ...numbers: readonly number[]): TiffField {
  const value = Buffer.alloc(2 * numbers.length);
  numbers.forEach((number, index) => value.writeUInt16LE(number, 2 * index));
  return { tag, type: shortType, count: numbers.length, value };
}

function longField(tag: number, ...numbers: readonly number[]): TiffField {
  const value = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, index) => value.writeUInt32LE(number, 4 * index));
  return { tag, type: longType, count: numbers.length, value };
}

/**
 * Puts a picture and a colour profile into an uncompressed TIFF: a way to hand pixels together
 * with their profile to an encoder that takes profiles from files only.
 */
export function wrapInTiff({ data, width, height, channels }: RawImage, icc: Buffer): Buffer {
  const writer = createWriter();
  const offset = writer.append(data);
  const bits = Array.from({ length: channels }, () => 8);
  writer.appendDirectory([
    longField(256, width),
    longField(257, height),
    shortField(258, ...bits),
    shortField(259, 1),
    shortField(262, 2),
    longField(stripOffsetsTag, offset),
    shortField(277, channels),
    longField(278, height),
    longField(279, data.length),
    shortField(284, 1),
    ...(channels === 4 ? [shortField(338, 2)] : []),
    { tag: 34675, type: undefinedType, count: icc.length, value: icc },
  ]);
  return writer.finish();
}

/**
 * Joins TIFF files of one page each (little-endian, in strips) into one of several pages, and
 * adds tags to the first. Nothing but the pages' own tags and strips is carried over.
 */
export function joinTiffPages(files: readonly Buffer[], added: readonly TiffField[] = []): Buffer {
  const writer = createWriter();
  files.forEach((bytes, index) => {
    const file = readTiff(bytes);
    const [page] = file.pages;
    const offsets = stripsOf(file, page).map((strip) => writer.append(strip));
    const fields = page.entries
      .filter(({ tag }) => tag !== stripOffsetsTag)
      .map(({ tag, type, count, offset, sizeBytes }) => {
        return { tag, type, count, value: bytes.subarray(offset, offset + sizeBytes) };
      });
    const own = [...fields, longField(stripOffsetsTag, ...offsets)];
    writer.appendDirectory(index === 0 ? [...own, ...added] : own);
  });
  return writer.finish();
}

function stripsOf(file: TiffFile, page: TiffDirectory): Buffer[] {
  const [offsets, sizes] = [stripOffsetsTag, 279].map((tag) => {
    const entry = findEntry(page, tag);
    if (!entry) throw new RangeError(`a page has no tag ${tag}`);
    return readNumbers(file, entry);
  });
  return offsets.map((offset, index) => file.bytes.subarray(offset, offset + sizes[index]));
}

function createWriter() {
  const header = Buffer.from('II*\0\0\0\0\0', 'latin1');
  const parts: Uint8Array[] = [header];
  let length = header.length;
  /** Where the position of the next directory goes. */
  let link = { buffer: header, at: 4 };

  const append = (bytes: Uint8Array): number => {
    const offset = length;
    const padding = bytes.length & 1;
    parts.push(bytes, Buffer.alloc(padding));
    length += bytes.length + padding;
    return offset;
  };
  return {
    /** Adds bytes at an even position, and tells it. */
    append,
    /** Adds a directory and links it to the one before. */
    appendDirectory(fields: readonly TiffField[]): void {
      const sorted = [...fields].sort((a, b) => a.tag - b.tag);
      const directory = Buffer.alloc(2 + 12 * sorted.length + 4);
      directory.writeUInt16LE(sorted.length, 0);
      sorted.forEach(({ tag, type, count, value }, index) => {
        const at = 2 + 12 * index;
        directory.writeUInt16LE(tag, at);
        directory.writeUInt16LE(type, at + 2);
        directory.writeUInt32LE(count, at + 4);
        if (value.length <= 4) value.copy(directory, at + 8);
        else directory.writeUInt32LE(append(value), at + 8);
      });
      link.buffer.writeUInt32LE(append(directory), link.at);
      link = { buffer: directory, at: directory.length - 4 };
    },
    finish: (): Buffer => Buffer.concat(parts),
  };
}
