import { asciiField, type TiffField } from './container/tiff-write.js';

/** Where each tag that may be kept belongs, and its number. */
const definitions = {
  ImageDescription: { directory: 'IFD0', tag: 0x010e, text: true },
  Make: { directory: 'IFD0', tag: 0x010f, text: true },
  Model: { directory: 'IFD0', tag: 0x0110, text: true },
  Software: { directory: 'IFD0', tag: 0x0131, text: true },
  DateTime: { directory: 'IFD0', tag: 0x0132, text: true },
  Artist: { directory: 'IFD0', tag: 0x013b, text: true },
  Copyright: { directory: 'IFD0', tag: 0x8298, text: true },
  ExposureTime: { directory: 'IFD2', tag: 0x829a, text: false },
  FNumber: { directory: 'IFD2', tag: 0x829d, text: false },
  ISOSpeedRatings: { directory: 'IFD2', tag: 0x8827, text: false },
  DateTimeOriginal: { directory: 'IFD2', tag: 0x9003, text: true },
  DateTimeDigitized: { directory: 'IFD2', tag: 0x9004, text: true },
  Flash: { directory: 'IFD2', tag: 0x9209, text: false },
  FocalLength: { directory: 'IFD2', tag: 0x920a, text: false },
  FocalLengthIn35mmFilm: { directory: 'IFD2', tag: 0xa405, text: false },
  LensModel: { directory: 'IFD2', tag: 0xa434, text: true },
} as const;

export type KeepableTag = keyof typeof definitions;

/** EXIF tags that can be carried over to an output. Places, serial numbers and maker notes cannot. */
export const keepableTags = Object.keys(definitions) as readonly KeepableTag[];

/** Values of tags to write, as text; numbers in decimals. */
export type KeptTags = Readonly<Partial<Record<KeepableTag, string>>>;

export function isKeepableTag(name: string): name is KeepableTag {
  return Object.hasOwn(definitions, name);
}

/** The tag with a number, in the directory it belongs to. */
export function keepableTagOf(number: number): KeepableTag | undefined {
  return keepableTags.find((name) => definitions[name].tag === number);
}

/** The tags, sorted into the directories that hold them. */
export function exifDirectories(tags: KeptTags): Record<'IFD0' | 'IFD2', Record<string, string>> {
  const directories: Record<'IFD0' | 'IFD2', Record<string, string>> = { IFD0: {}, IFD2: {} };
  for (const name of keepableTags) {
    const value = tags[name];
    if (value !== undefined) directories[definitions[name].directory][name] = value;
  }
  return directories;
}

/** The tags that a TIFF file holds in its own directory, which are the texts of IFD0. */
export function tiffFields(tags: KeptTags): TiffField[] {
  return keepableTags.flatMap((name) => {
    const value = tags[name];
    const { directory, tag } = definitions[name];
    return value === undefined || directory !== 'IFD0' ? [] : [asciiField(tag, value)];
  });
}
