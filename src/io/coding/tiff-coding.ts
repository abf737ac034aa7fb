import {
  findEntry,
  readDirectory,
  readNumberOr,
  readNumbers,
  readTiff,
  type TiffDirectory,
  type TiffFile,
} from '../container/tiff.js';
import type { TiffCompression } from './encoding.js';

/** How a TIFF file is coded. */
export interface TiffCoding {
  /** Stored sizes, one a page. */
  readonly pages: readonly { readonly width: number; readonly height: number }[];
  /** What it is written with; a lossless stand-in when the source's own cannot be kept. */
  readonly compression: TiffCompression;
  readonly sameCompression: boolean;
  /** True for DNG, NEF, ARW and their like: the TIFF in them is only a preview. */
  readonly cameraRaw: boolean;
  /** False for floating point and 32-bit samples. */
  readonly common: boolean;
}

const compressions = new Map<number, TiffCompression>([
  [1, 'none'],
  [5, 'lzw'],
  [8, 'deflate'],
  [32946, 'deflate'],
  [32773, 'packbits'],
]);

const [widthTag, heightTag, bitsTag, compressionTag, photometricTag] = [256, 257, 258, 259, 262];
const [subfilesTag, sampleFormatTag, dngVersionTag] = [330, 339, 50706];
const sensorPhotometrics = [32803, 34892];

/** @throws RangeError when its directories are broken */
export function readTiffCoding(bytes: Buffer): TiffCoding {
  const file = readTiff(bytes);
  const [first] = file.pages;
  if (!first) throw new RangeError('it holds no picture');
  const number = (page: TiffDirectory, tag: number, fallback: number) =>
    readNumberOr(file, page, tag, fallback);
  const compression = compressions.get(number(first, compressionTag, 1));
  return {
    pages: file.pages.map((page) => ({
      width: number(page, widthTag, 0),
      height: number(page, heightTag, 0),
    })),
    compression: compression ?? 'deflate',
    sameCompression: compression !== undefined,
    cameraRaw: [...file.pages, ...subfilesOf(file)].some(
      (page) =>
        findEntry(page, dngVersionTag) !== undefined ||
        sensorPhotometrics.includes(number(page, photometricTag, 0)),
    ),
    common: file.pages.every(
      (page) => number(page, bitsTag, 1) <= 16 && number(page, sampleFormatTag, 1) !== 3,
    ),
  };
}

function subfilesOf(file: TiffFile): TiffDirectory[] {
  return file.pages.flatMap((page) => {
    const entry = findEntry(page, subfilesTag);
    return entry ? readNumbers(file, entry).map((offset) => readDirectory(file, offset)) : [];
  });
}
