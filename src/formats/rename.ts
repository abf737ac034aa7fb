import { posix } from 'node:path';
import type { NameRule } from './format.js';
import { stemOf } from './paths.js';
import { pictureExtension, pictureStem } from './picture-names.js';

/** Whether the folder at `index` of a path's folders keeps its name when names are replaced. */
export type KeepsFolder = (folders: readonly string[], index: number) => boolean;

const splits = 'train(?:ing|val)?|val(?:id|idation)?|minival|test(?:ing|-dev)?|dev|eval';
const split = new RegExp(`^(?:${splits})$`, 'i');
const structure = new RegExp(
  '^(?:images?|imgs?|jpegimages|pictures|annotations?|labels?|xmls?|masks?|imagesets|main|layout|' +
    'action|segmentation|segmentation(?:class|object)|data|obj|obj_train_data|obj_valid_data|' +
    'voc(?:devkit|20\\d\\d)?|coco(?:20\\d\\d)?|yolo|dataset|' +
    `(?:images?_|panoptic_|stuff_|semantic_)?(?:${splits})(?:_?20\\d\\d)?)$`,
  'i',
);

/** Whether a folder is one of the parts that data sets are divided into (train, val, test …). */
export function isSplit(folder: string): boolean {
  return split.test(folder);
}

/**
 * Whether a folder is named by a layout and not by a person (`images`, `JPEGImages`,
 * `train2017`): such names say nothing about anybody, and tools look for them.
 */
export const keepsStructure: KeepsFolder = (folders, index) => structure.test(folders[index]);

/** For plain trees: every folder is named by somebody. */
export const keepsNothing: KeepsFolder = () => false;

/** The folder path under the name rule. */
export function renameFolders(folder: string, names: NameRule, keeps: KeepsFolder): string {
  if (folder === '') return '';
  const parts = folder.split('/');
  return parts.map((part, index) => (keeps(parts, index) ? part : names.pseudonym(part))).join('/');
}

/** A picture's path under the name rule, with another extension (with dot; may be empty). */
export function renamePath(
  path: string,
  extension: string,
  names: NameRule,
  keeps: KeepsFolder,
): string {
  const parts = path.split('/');
  const folders = parts.slice(0, -1);
  const name = parts[parts.length - 1];
  const renamed = folders.map((part, index) =>
    keeps(folders, index) ? part : names.pseudonym(part),
  );
  return [...renamed, names.pseudonym(pictureStem(name)) + extension].join('/');
}

const jpeg = ['.jpg', '.jpeg', '.jpe', '.jfif'];
const sameEncoding = [jpeg, ['.tif', '.tiff'], ['.heic', '.heif']];

/**
 * The extension of an output: the source's own where it stands for the encoding written, else that
 * encoding's. One that no picture has is part of the name, and not repeated.
 */
export function keepExtension(path: string, written: string): string {
  const own = pictureExtension(path);
  const [a, b] = [own.toLowerCase(), written.toLowerCase()];
  const same = a === b || sameEncoding.some((group) => group.includes(a) && group.includes(b));
  return same || pictureExtension(written) === '' ? own : written;
}

const labelFile = new RegExp(
  '^(?:_?annotations?(?:\\.coco)?|_?classes(?:\\.txt)?|data|dataset|labels?|result|' +
    '(?:instances|person_keypoints|captions|stuff|panoptic|image_info)_.*|' +
    `.*(?:^|[_-])(?:${splits})(?:_?20\\d\\d)?)$`,
  'i',
);

/** A label file's path under the name rule: the usual names stay, any other is replaced. */
export function renameLabelFile(path: string, names: NameRule): string {
  const parts = path.split('/');
  const folders = renameFolders(parts.slice(0, -1).join('/'), names, keepsStructure);
  const name = parts[parts.length - 1];
  const stem = stemOf(name);
  const renamed = (labelFile.test(stem) ? stem : names.pseudonym(stem)) + posix.extname(name);
  return folders === '' ? renamed : `${folders}/${renamed}`;
}
