import { readGifLayout } from './container/gif.js';
import { readBoxes, readHeifMeta } from './container/isobmff.js';
import { readPngLayout } from './container/png.js';
import type { PictureFormat } from './sniff.js';

/**
 * Finds out whether a file is cut short where its codec would not notice: before the end mark of a
 * PNG or GIF, or inside the tiles of a HEIC.
 * @returns what is missing, or nothing for a whole file
 */
export function missingPart(bytes: Buffer, format: PictureFormat): string | undefined {
  switch (format) {
    case 'png':
      return readPngLayout(bytes).end === undefined ? 'its end mark is missing' : undefined;
    case 'gif':
      return readGifLayout(bytes).end === undefined ? 'its end mark is missing' : undefined;
    case 'heic':
    case 'avif':
      return missingHeifPart(bytes);
    default:
      return undefined;
  }
}

function missingHeifPart(bytes: Buffer): string | undefined {
  try {
    const meta = readBoxes(bytes).find(({ type }) => type === 'meta');
    if (!meta) return 'its table of contents is missing';
    const { items } = readHeifMeta(meta);
    const extents = items.flatMap((item) => item.extents);
    return extents.some(({ offset, sizeBytes }) => offset + sizeBytes > bytes.length)
      ? 'a part of it lies behind its end'
      : undefined;
  } catch {
    return 'its structure is broken';
  }
}
