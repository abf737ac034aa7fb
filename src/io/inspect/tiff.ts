import { isOwnProfile } from '../coding/icc.js';
import {
  findEntry,
  readDirectory,
  readNumbers,
  readTiff,
  type TiffDirectory,
  type TiffEntry,
  type TiffFile,
} from '../container/tiff.js';
import { entryUnlessEmpty, type MetadataEntry, type MetadataKind } from './entry.js';
import { exifName, inspectDirectory } from './exif.js';

/** Tags that decide what the picture looks like or where its pixels lie. */
const needed = new Set([
  ...[254, 255, 256, 257, 258, 259, 262, 263, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283],
  ...[284, 290, 291, 292, 293, 296, 297, 301, 317, 318, 319, 320, 321, 322, 323, 324, 325, 332],
  ...[334, 338, 339, 340, 341, 347, 512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530, 531],
  532,
]);

const [subfilesTag, xmpTag, iptcTag, photoshopTag, exifTag, profileTag, gpsTag] = [
  330, 700, 33723, 34377, 34665, 34675, 34853,
];

const kinds = new Map<number, readonly [MetadataKind, string]>([
  [subfilesTag, ['thumbnail', 'SubIFDs']],
  [xmpTag, ['xmp', 'XMP']],
  [iptcTag, ['iptc', 'IPTC']],
  [photoshopTag, ['iptc', 'Photoshop']],
]);

/** Lists what a TIFF holds beside its pictures, unused stretches of the file among it. */
export function inspectTiff(bytes: Buffer): MetadataEntry[] {
  const file = readTiff(bytes);
  return [
    ...file.pages.flatMap((page) => page.entries.flatMap((entry) => inspectEntry(file, entry))),
    ...entryUnlessEmpty('unknown', 'unused bytes', unusedBytes(file)),
  ];
}

function inspectEntry(file: TiffFile, entry: TiffEntry): MetadataEntry[] {
  const { tag, sizeBytes, offset } = entry;
  if (needed.has(tag)) return [];
  const known = kinds.get(tag);
  if (known) return [{ kind: known[0], name: known[1], sizeBytes }];
  if (tag === profileTag) {
    const own = isOwnProfile(file.bytes.subarray(offset, offset + sizeBytes));
    return own ? [] : [{ kind: 'profile', name: 'ICC profile', sizeBytes }];
  }
  if (tag === exifTag || tag === gpsTag) {
    return pointedTo(file, entry).flatMap((directory) =>
      inspectDirectory(file, directory, tag === gpsTag),
    );
  }
  return [{ kind: 'exif', name: exifName(tag), sizeBytes }];
}

function pointedTo(file: TiffFile, entry: TiffEntry): TiffDirectory[] {
  return readNumbers(file, entry).map((offset) => readDirectory(file, offset));
}

/** Bytes that no directory, value or strip covers; single bytes of padding are let pass. */
function unusedBytes(file: TiffFile): number {
  const pointers = [exifTag, gpsTag, subfilesTag];
  const directories: TiffDirectory[] = [];
  const queue = [...file.pages];
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (directories.some(({ offset }) => offset === next.offset)) continue;
    directories.push(next);
    for (const tag of pointers) {
      const entry = findEntry(next, tag);
      if (entry) queue.push(...pointedTo(file, entry));
    }
  }
  const used: [number, number][] = [[0, file.big ? 16 : 8]];
  for (const { offset, sizeBytes, entries } of directories) {
    used.push([offset, offset + sizeBytes]);
    for (const entry of entries) used.push([entry.offset, entry.offset + entry.sizeBytes]);
  }
  for (const directory of directories) used.push(...pixelRanges(file, directory));
  used.sort((a, b) => a[0] - b[0]);
  let [covered, unused] = [0, 0];
  for (const [from, to] of [...used, [file.bytes.length, file.bytes.length]]) {
    if (from - covered > 1) unused += from - covered;
    covered = Math.max(covered, to);
  }
  return unused;
}

/** Strips, tiles, and the thumbnail of old JPEG compression. */
function pixelRanges(file: TiffFile, directory: TiffDirectory): [number, number][] {
  const pairs = [
    [273, 279],
    [324, 325],
    [513, 514],
  ];
  return pairs.flatMap(([offsetsTag, sizesTag]) => {
    const [offsets, sizes] = [offsetsTag, sizesTag].map((tag) => findEntry(directory, tag));
    if (!offsets || !sizes) return [];
    const lengths = readNumbers(file, sizes);
    return readNumbers(file, offsets).map((offset, index): [number, number] => [
      offset,
      offset + (lengths[index] ?? 0),
    ]);
  });
}
