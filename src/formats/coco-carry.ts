import { join } from 'node:path';
import type { CocoFile } from './coco-file.js';
import type { Resolved } from './coco-resolve.js';
import { turnAnnotation } from './coco-turn.js';
import { carriedMembers, carriedValue, type JsonValue } from './fields.js';
import type { Ending, NameRule } from './format.js';
import { findTurn } from './jpeg-turn.js';
import { isRecord, parseJson } from './json-value.js';
import { membersOf, readJsonSlices } from './json-slices.js';
import { tidyPath } from './paths.js';
import { keepsStructure, renameFolders, renameLabelFile } from './rename.js';
import type { Turn } from './turn.js';
import { writeStreamAtomic } from './write-stream.js';

/** What carrying COCO files needs. */
export interface CocoCarriage {
  readonly output: string;
  readonly root: string;
  readonly endings: () => AsyncIterable<Ending>;
  readonly names: NameRule;
  readonly files: readonly CocoFile[];
  readonly resolve: (file: CocoFile, fileName: string) => Resolved;
  /** Fields that are carried whatever they hold. */
  readonly keep: ReadonlySet<string>;
}

/** Fields of `images` that are carried; whatever else is said of a photo may lead to it. */
const imageFields = new Set(
  (
    'id width height file_name license depth channels frame_id video_id prev_image_id ' +
    'next_image_id neg_category_ids not_exhaustive_category_ids'
  ).split(' '),
);
/** Fields of `annotations` that are carried as written, down to the digits. */
const annotationFields = new Set(
  (
    'id image_id category_id iscrowd area bbox segmentation keypoints num_keypoints ' +
    'segments_info ignore track_id instance_id caption'
  ).split(' '),
);
const licenseFields = new Set(['id', 'name', 'url']);
const infoFields = new Set(['version', 'year']);

/**
 * Writes the COCO files anew, for the pictures that are in the output: entries in their order,
 * file names as they are now, annotations as written. What says where a photo came from goes:
 * of `images`, `info` and `licenses` only the fields above are carried, of anything else what
 * `carriedValue` lets through. Memory for the output paths and one entry.
 * @throws GuiseError `label-damaged`, `disk-full`, `output-unwritable`
 */
export async function carryCoco(carriage: CocoCarriage): Promise<void> {
  const outputs = new Map<string, string>();
  for await (const { item, output } of carriage.endings()) {
    if (output !== null) outputs.set(item.id, output);
  }
  for (const file of carriage.files) {
    const target = join(carriage.output, renameLabelFile(file.path, carriage.names));
    await writeStreamAtomic(target, gather(rewrite(file, outputs, carriage)));
  }
}

async function* rewrite(
  file: CocoFile,
  outputs: ReadonlyMap<string, string>,
  carriage: CocoCarriage,
): AsyncGenerator<string> {
  const { keep } = carriage;
  const fileNames = newFileNames(file, outputs, carriage);
  const turns = await findTurns(file, fileNames, carriage);
  const nameOf = (written: string): string | undefined => {
    const inside = tidyPath(written);
    return inside === null ? undefined : newFileName(file, inside, outputs, carriage);
  };
  const entryOf = (key: string, text: string): string | undefined => {
    const raw = membersOf(text);
    switch (key) {
      case 'images': {
        const image = file.imageOf.get(raw.get('id') ?? '') ?? -1;
        const fileName = fileNames.get(image);
        return fileName && imageEntry(raw, fileName, turns.get(image), keep);
      }
      case 'annotations': {
        const image = file.imageOf.get(raw.get('image_id') ?? '') ?? -1;
        if (!fileNames.has(image)) return undefined;
        return annotationEntry(raw, turns.get(image), keep, nameOf);
      }
      case 'categories':
        return text;
      case 'licenses':
        return pick(raw, (name) => licenseFields.has(name) || keep.has(name));
      default:
        return otherValue(key, text, keep);
    }
  };

  let separator = '{\n';
  for await (const slice of readJsonSlices(file.file)) {
    const { key } = slice;
    if (slice.kind === 'open') {
      yield `${separator}${JSON.stringify(key)}: [`;
      separator = '\n';
    } else if (slice.kind === 'close') {
      yield '\n]';
      separator = ',\n';
    } else if (slice.kind === 'element') {
      const entry = entryOf(key, slice.text);
      if (entry === undefined) continue;
      yield separator + entry;
      separator = ',\n';
    } else {
      const value =
        key === 'info'
          ? pick(membersOf(slice.text), (name) => infoFields.has(name) || keep.has(name))
          : otherValue(key, slice.text, keep);
      if (value === undefined) continue;
      yield `${separator}${JSON.stringify(key)}: ${value}`;
      separator = ',\n';
    }
  }
  yield separator === '{\n' ? '{}\n' : '\n}\n';
}

function imageEntry(
  raw: ReadonlyMap<string, string>,
  fileName: string,
  turn: Turn | undefined,
  keep: ReadonlySet<string>,
): string {
  const entry = new Map(raw).set('file_name', JSON.stringify(fileName));
  if (turn) entry.set('width', String(turn.height)).set('height', String(turn.width));
  return pick(entry, (name) => imageFields.has(name) || keep.has(name));
}

function annotationEntry(
  raw: ReadonlyMap<string, string>,
  turn: Turn | undefined,
  keep: ReadonlySet<string>,
  nameOf: (fileName: string) => string | undefined,
): string {
  const entry = new Map<string, string>();
  for (const [name, text] of turn ? turnAnnotation(raw, turn) : raw) {
    if (annotationFields.has(name)) entry.set(name, text);
    else if (name === 'file_name') {
      const written = parseJson(text);
      const fileName = typeof written === 'string' ? nameOf(written) : undefined;
      if (fileName !== undefined) entry.set(name, JSON.stringify(fileName));
    } else {
      const value = otherValue(name, text, keep);
      if (value !== undefined) entry.set(name, value);
    }
  }
  return pick(entry, () => true);
}

/** What of a value that the format does not know may be carried. */
function otherValue(name: string, text: string, keep: ReadonlySet<string>): string | undefined {
  const value = parseJson(text);
  if (isRecord(value)) return JSON.stringify(carriedMembers(value, keep));
  const carried: JsonValue | undefined = carriedValue(name, value, keep);
  if (carried === undefined) return undefined;
  return typeof carried === 'object' ? JSON.stringify(carried) : text;
}

function pick(raw: ReadonlyMap<string, string>, wanted: (name: string) => boolean): string {
  const members: string[] = [];
  for (const [name, text] of raw) {
    if (wanted(name)) members.push(`${JSON.stringify(name)}: ${text}`);
  }
  return `{${members.join(', ')}}`;
}

function newFileNames(
  file: CocoFile,
  outputs: ReadonlyMap<string, string>,
  carriage: CocoCarriage,
): Map<number, string> {
  const found = new Map<number, string>();
  file.fileNames.forEach((fileName, image) => {
    const changed = fileName && newFileName(file, fileName, outputs, carriage);
    if (changed) found.set(image, changed);
  });
  return found;
}

function newFileName(
  file: CocoFile,
  fileName: string,
  outputs: ReadonlyMap<string, string>,
  { resolve, names }: CocoCarriage,
): string | undefined {
  const { id, base } = resolve(file, fileName);
  const folder = renameFolders(base, names, keepsStructure);
  return outputs.get(id)?.slice(folder === '' ? 0 : folder.length + 1);
}

async function findTurns(
  file: CocoFile,
  carried: ReadonlyMap<number, string>,
  { resolve, root }: CocoCarriage,
): Promise<Map<number, Turn>> {
  const turns = new Map<number, Turn>();
  for (const image of carried.keys()) {
    const { id } = resolve(file, file.fileNames[image] ?? '');
    const turn = await findTurn(join(root, id), file.sizeOf(image));
    if (turn) turns.set(image, turn);
  }
  return turns;
}

/** Joins small pieces, so that each write is worth its while. */
async function* gather(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  const enough = 256 * 1024;
  let held: string[] = [];
  let length = 0;
  for await (const piece of pieces) {
    held.push(piece);
    length += piece.length;
    if (length < enough) continue;
    yield held.join('');
    held = [];
    length = 0;
  }
  yield held.join('');
}
