import { GuiseError } from '../core/errors.js';
import { readBoxes, readExifItem, readHeifMeta } from './container/isobmff.js';
import { readRiffLayout } from './container/riff.js';
import { inspectGif } from './inspect/gif.js';
import type { MetadataEntry } from './inspect/entry.js';
import { exifFraming } from './inspect/exif.js';
import { inspectHeif } from './inspect/heif.js';
import { inspectJpeg } from './inspect/jpeg.js';
import { inspectPng } from './inspect/png.js';
import { inspectTiff } from './inspect/tiff.js';
import { inspectWebp } from './inspect/webp.js';
import { isKeepableTag, keepableTagOf, type KeptTags } from './kept-tags.js';
import { sniffFormat, type PictureFormat } from './sniff.js';

export type { MetadataEntry, MetadataKind } from './inspect/entry.js';
export { keepableTags, type KeepableTag, type KeptTags } from './kept-tags.js';

const inspectors: Readonly<Record<PictureFormat, (bytes: Buffer) => MetadataEntry[]>> = {
  jpeg: inspectJpeg,
  png: inspectPng,
  webp: inspectWebp,
  gif: inspectGif,
  tiff: inspectTiff,
  avif: inspectHeif,
  heic: inspectHeif,
};

/**
 * Lists everything in an encoded picture that is not needed to show it: tags, texts, thumbnails,
 * further pictures, private blocks, and bytes that belong to nothing. Works on the bytes alone and
 * shares no code with the encoders. The plain profiles of shared colour spaces that Guise embeds
 * are not listed: they hold nothing of a source. Holds names and sizes, never values.
 *
 * @throws GuiseError `not-a-picture`, `codec-missing`, `file-empty`
 */
export function inspectMetadata(bytes: Buffer, file = 'the picture'): MetadataEntry[] {
  const format = sniffFormat(bytes, file);
  try {
    return inspectors[format](bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ kind: 'unknown', name: 'unreadable structure', sizeBytes: bytes.length }];
  }
}

/**
 * Makes sure that an encoded picture holds no metadata but the EXIF tags named, and the few tags
 * that frame them.
 * @throws GuiseError `metadata-left`, naming what is left
 */
export function checkMetadata(
  bytes: Buffer,
  allowed: readonly string[],
  file = 'the picture',
): void {
  const expected = new Set(allowed.length > 0 ? [...allowed, ...exifFraming] : []);
  const left = inspectMetadata(bytes, file).filter(
    ({ kind, name }) => kind !== 'exif' || !expected.has(name),
  );
  if (left.length === 0) return;
  const tags = [...new Set(left.map(({ name }) => name))].join(', ');
  throw new GuiseError('metadata-left', { file, tags });
}

/**
 * Reads the values of the EXIF tags that may be kept. Names that cannot be kept, tags that are not
 * there and values that cannot be read are passed over. When they are written, letters outside
 * ASCII are spelt with ASCII ones, as EXIF demands.
 */
export async function readMetadataTags(
  bytes: Buffer,
  allowed: readonly string[],
): Promise<KeptTags> {
  const wanted = new Set(allowed.filter(isKeepableTag));
  if (wanted.size === 0) return {};
  const found = await readExif(bytes);
  const tags: Record<string, string> = {};
  for (const [number, value] of Object.entries(found)) {
    const name = keepableTagOf(Number(number));
    if (!name || !wanted.has(name)) continue;
    const text = plainText(value);
    if (text !== '') tags[name] = text;
  }
  return tags;
}

/** All tags of the two main directories by number; none when they cannot be read. */
async function readExif(bytes: Buffer): Promise<Record<string, unknown>> {
  // Few policies keep tags, and the reader takes its time to load.
  const { default: exifr } = await import('exifr');
  try {
    const found: unknown = await exifr.parse(exifSource(bytes), {
      ...{ tiff: true, exif: true, gps: false, interop: false, ifd1: false },
      ...{ xmp: false, icc: false, iptc: false, jfif: false, ihdr: false, makerNote: false },
      ...{ translateKeys: false, translateValues: false, reviveValues: false },
    });
    return { ...(found instanceof Object ? found : {}) };
  } catch {
    return {};
  }
}

/**
 * What the reader is given: the whole file, or the EXIF block alone from containers that it does
 * not know.
 */
function exifSource(bytes: Buffer): Buffer {
  const format = sniffFormat(bytes, 'the picture');
  if (format === 'webp') {
    const { chunks } = readRiffLayout(bytes);
    const block = chunks.find(({ type }) => type === 'EXIF')?.payload ?? Buffer.alloc(0);
    return block.toString('latin1', 0, 4) === 'Exif' ? block.subarray(6) : block;
  }
  if (format !== 'avif' && format !== 'heic') return bytes;
  const box = readBoxes(bytes).find(({ type }) => type === 'meta');
  const item = box && readHeifMeta(box).items.find(({ type }) => type === 'Exif');
  return item ? readExifItem(bytes, item) : Buffer.alloc(0);
}

const longestText = 1000;

function plainText(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  return String(value)
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, longestText);
}
