import { codecMissing, type PictureFormat } from '../sniff.js';
import { readJpegCoding } from './jpeg-coding.js';
import { readTiffCoding } from './tiff-coding.js';

/** @throws GuiseError `codec-missing` for lossless, hierarchical and 12-bit JPEG */
export function checkJpegKind(bytes: Buffer, file: string): void {
  const { common, components } = readJpegCoding(bytes);
  if (components > 0 && !common) throw codecMissing(file, 'a JPEG of an uncommon kind');
}

/**
 * Stored sizes of a TIFF's pages.
 * @throws GuiseError `codec-missing` for camera raw files and wide samples; RangeError when its
 * directories are broken
 */
export function tiffPageSizes(bytes: Buffer, file: string): { width: number; height: number }[] {
  const { pages, cameraRaw, common } = readTiffCoding(bytes);
  if (cameraRaw) throw codecMissing(file, 'a camera raw file', 'develop it to TIFF or JPEG');
  if (!common) throw codecMissing(file, 'a TIFF of wide samples', 'to 8 or 16 bits');
  return [...pages];
}

/**
 * Several codecs share the HEIF container, and its brands do not always tell which.
 * @throws GuiseError `codec-missing` for other codecs than HEVC and AV1
 */
export function heifKind(
  format: PictureFormat,
  compression: string | undefined,
  file: string,
): PictureFormat {
  if (format !== 'heic' && format !== 'avif') return format;
  if (compression === 'hevc') return 'heic';
  if (compression === 'av1') return 'avif';
  throw codecMissing(file, 'HEIF of an uncommon kind');
}
