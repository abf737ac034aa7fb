import {
  findEntry,
  readDirectory,
  readNumbers,
  readTiff,
  type TiffDirectory,
  type TiffFile,
} from '../container/tiff.js';
import type { MetadataEntry } from './entry.js';

/** EXIF tags by number, for those whose names a person knows. */
const names = new Map<number, string>(
  Object.entries({
    ImageDescription: 0x010e,
    Make: 0x010f,
    Model: 0x0110,
    Orientation: 0x0112,
    XResolution: 0x011a,
    YResolution: 0x011b,
    ResolutionUnit: 0x0128,
    Software: 0x0131,
    DateTime: 0x0132,
    Artist: 0x013b,
    HostComputer: 0x013c,
    YCbCrPositioning: 0x0213,
    Rating: 0x4746,
    Copyright: 0x8298,
    ExposureTime: 0x829a,
    FNumber: 0x829d,
    ExposureProgram: 0x8822,
    ISOSpeedRatings: 0x8827,
    ExifVersion: 0x9000,
    DateTimeOriginal: 0x9003,
    DateTimeDigitized: 0x9004,
    OffsetTime: 0x9010,
    OffsetTimeOriginal: 0x9011,
    ComponentsConfiguration: 0x9101,
    MakerNote: 0x927c,
    Flash: 0x9209,
    FocalLength: 0x920a,
    UserComment: 0x9286,
    SubSecTimeOriginal: 0x9291,
    XPTitle: 0x9c9b,
    XPComment: 0x9c9c,
    XPAuthor: 0x9c9d,
    XPKeywords: 0x9c9e,
    FlashpixVersion: 0xa000,
    ColorSpace: 0xa001,
    PixelXDimension: 0xa002,
    PixelYDimension: 0xa003,
    FocalLengthIn35mmFilm: 0xa405,
    ImageUniqueID: 0xa420,
    CameraOwnerName: 0xa430,
    BodySerialNumber: 0xa431,
    LensModel: 0xa434,
    LensSerialNumber: 0xa435,
  }).map(([name, tag]) => [tag, name]),
);

/** Tags without which an EXIF block is not a valid one; they say nothing about a source. */
export const exifFraming: readonly string[] = [
  'Orientation',
  'XResolution',
  'YResolution',
  'ResolutionUnit',
  'YCbCrPositioning',
  'ExifVersion',
  'ComponentsConfiguration',
  'FlashpixVersion',
  'ColorSpace',
  'PixelXDimension',
  'PixelYDimension',
];

const [exifPointer, gpsPointer, interopPointer] = [0x8769, 0x8825, 0xa005];

/** A tag's name, or its number where it has none that a person knows. */
export function exifName(tag: number): string {
  return names.get(tag) ?? `tag 0x${tag.toString(16).padStart(4, '0')}`;
}

/** Lists every tag of an EXIF block, in all its directories. `Exif\0\0` in front is passed over. */
export function inspectExif(block: Buffer): MetadataEntry[] {
  const start = block.toString('latin1', 0, 4) === 'Exif' ? 6 : 0;
  try {
    const file = readTiff(block.subarray(start));
    const [main, thumbnail] = file.pages;
    const entries = main ? inspectDirectory(file, main) : [];
    if (!thumbnail) return entries.length > 0 ? entries : [whole(block)];
    const sizeBytes = block.length - start - thumbnail.offset;
    return [...entries, { kind: 'thumbnail', name: 'EXIF thumbnail', sizeBytes }];
  } catch {
    return [whole(block)];
  }
}

function whole(block: Buffer): MetadataEntry {
  return { kind: 'exif', name: 'EXIF block', sizeBytes: block.length };
}

/** Lists the tags of a directory and of those that it points to. */
export function inspectDirectory(
  file: TiffFile,
  directory: TiffDirectory,
  gps = false,
): MetadataEntry[] {
  const pointers = [exifPointer, gpsPointer, interopPointer];
  const own = directory.entries
    .filter(({ tag }) => !pointers.includes(tag))
    .map(({ tag, sizeBytes }): MetadataEntry => {
      const name = gps ? `GPS ${tag}` : exifName(tag);
      return { kind: 'exif', name, sizeBytes };
    });
  const deeper = pointers.flatMap((pointer) => {
    const entry = findEntry(directory, pointer);
    if (!entry) return [];
    const [offset] = readNumbers(file, entry);
    return inspectDirectory(file, readDirectory(file, offset), pointer === gpsPointer);
  });
  return [...own, ...deeper];
}
