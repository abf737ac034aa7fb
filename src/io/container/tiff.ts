/** One entry of an image file directory. */
export interface TiffEntry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** Where its value lies; inside the entry itself when it is short. */
  readonly offset: number;
  readonly sizeBytes: number;
}

/** One image file directory (IFD) of a TIFF file or of an EXIF block. */
export interface TiffDirectory {
  readonly offset: number;
  readonly sizeBytes: number;
  readonly entries: readonly TiffEntry[];
}

/** A TIFF file's structure, without its pixels. */
export interface TiffFile {
  readonly bytes: Buffer;
  readonly littleEndian: boolean;
  readonly big: boolean;
  /** The main chain: one a page. */
  readonly pages: readonly TiffDirectory[];
}

const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];

/**
 * Reads the main chain of directories of a TIFF file or an EXIF block. A chain that comes back to
 * itself ends there.
 * @throws RangeError when it points out of the bytes
 */
export function readTiff(bytes: Buffer): TiffFile {
  const littleEndian = bytes[0] === 0x49;
  const big = (littleEndian ? bytes.readUInt16LE(2) : bytes.readUInt16BE(2)) === 43;
  const shell = { bytes, littleEndian, big };
  const pages: TiffDirectory[] = [];
  const seen = new Set<number>();
  let at = big ? readNumber(shell, 8, 8) : readNumber(shell, 4, 4);
  while (at !== 0 && !seen.has(at)) {
    seen.add(at);
    const directory = readDirectory(shell, at);
    pages.push(directory);
    const end = at + directory.sizeBytes;
    at = readNumber(shell, end - (big ? 8 : 4), big ? 8 : 4);
  }
  return { ...shell, pages };
}

type Shell = Pick<TiffFile, 'bytes' | 'littleEndian' | 'big'>;

/**
 * Reads one directory, for example one that a tag points to.
 * @throws RangeError when it points out of the bytes
 */
export function readDirectory(shell: Shell, offset: number): TiffDirectory {
  const { big } = shell;
  const count = readNumber(shell, offset, big ? 8 : 2);
  const first = offset + (big ? 8 : 2);
  const entryBytes = big ? 20 : 12;
  const sizeBytes = (big ? 8 : 2) + count * entryBytes + (big ? 8 : 4);
  if (offset + sizeBytes > shell.bytes.length) throw new RangeError('a directory is cut short');
  const entries: TiffEntry[] = [];
  for (let index = 0; index < count; index++) {
    entries.push(readEntry(shell, first + index * entryBytes));
  }
  return { offset, sizeBytes, entries };
}

function readEntry(shell: Shell, at: number): TiffEntry {
  const { big } = shell;
  const type = readNumber(shell, at + 2, 2);
  const count = readNumber(shell, at + 4, big ? 8 : 4);
  const sizeBytes = count * (typeBytes[type] ?? 0);
  const field = at + (big ? 12 : 8);
  const offset = sizeBytes <= (big ? 8 : 4) ? field : readNumber(shell, field, big ? 8 : 4);
  return { tag: readNumber(shell, at, 2), type, count, offset, sizeBytes };
}

/** The directory's entry with a tag, if it has one. */
export function findEntry(directory: TiffDirectory, tag: number): TiffEntry | undefined {
  return directory.entries.find((entry) => entry.tag === tag);
}

/**
 * The values of an entry of whole numbers (bytes, shorts, longs, offsets).
 * @throws RangeError when they lie out of the bytes
 */
export function readNumbers(shell: Shell, entry: TiffEntry): number[] {
  const width = typeBytes[entry.type] ?? 0;
  if (width === 0 || entry.offset + entry.sizeBytes > shell.bytes.length) {
    throw new RangeError('a value lies out of the file');
  }
  return Array.from({ length: entry.count }, (_, index) =>
    readNumber(shell, entry.offset + index * width, width),
  );
}

/** The first value of a tag, or what stands for it when the tag is absent. */
export function readNumberOr(
  shell: Shell,
  directory: TiffDirectory,
  tag: number,
  fallback: number,
): number {
  const entry = findEntry(directory, tag);
  return entry && entry.count > 0 ? readNumbers(shell, entry)[0] : fallback;
}

function readNumber({ bytes, littleEndian }: Shell, at: number, width: number): number {
  if (width === 1) return bytes.readUInt8(at);
  if (width === 8)
    return Number(littleEndian ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
  return littleEndian ? bytes.readUIntLE(at, width) : bytes.readUIntBE(at, width);
}
