import { join } from 'node:path';
import { GuiseError } from '../core/errors.js';
import { readLabelText } from './label-text.js';
import { lookInto } from './look.js';
import { compareNames } from './paths.js';
import { isPictureName, pictureStem } from './picture-names.js';
import { isSplit } from './rename.js';
import { readYoloConfig } from './yolo-config.js';
import { readYoloBoxes } from './yolo-labels.js';

const samples = 5;

/**
 * Whether a folder is laid out as YOLO's: label files of numbers in `labels/` (or a split's), or
 * beside their pictures, or a YAML file that names classes and splits.
 */
export async function looksLikeYolo(root: string): Promise<boolean> {
  const top = await lookInto(root);
  const configs = top.files.filter((name) => /\.ya?ml$/i.test(name)).slice(0, samples);
  for (const name of configs) {
    if (await isConfig(join(root, name))) return true;
  }
  const folders: string[] = [];
  for (const name of top.folders) {
    if (/^labels$/i.test(name)) {
      const below = (await lookInto(join(root, name))).folders.sort(compareNames);
      folders.push(name, ...below.slice(0, samples).map((sub) => join(name, sub)));
    } else if (isSplit(name)) folders.push(join(name, 'labels'));
  }
  for (const folder of folders) {
    if (await holdsLabels(join(root, folder), () => true)) return true;
  }
  for (const folder of ['', ...top.folders.filter((name) => /^obj_\w+_data$/i.test(name))]) {
    const here = await lookInto(join(root, folder));
    const stems = new Set(here.files.filter(isPictureName).map(pictureStem));
    const isBeside = (name: string) => stems.has(name.replace(/\.txt$/i, ''));
    if (stems.size > 0 && (await holdsLabels(join(root, folder), isBeside))) return true;
  }
  return false;
}

async function holdsLabels(folder: string, isWanted: (name: string) => boolean): Promise<boolean> {
  const names = (await lookInto(folder)).files.filter(
    (name) => /\.txt$/i.test(name) && isWanted(name),
  );
  let boxes = 0;
  for (const name of names.sort(compareNames).slice(0, samples)) {
    const file = join(folder, name);
    try {
      boxes += readYoloBoxes(await readLabelText({ file }, 'YOLO'), file, [], 0).length;
    } catch (error) {
      if (error instanceof GuiseError) continue;
      throw error;
    }
  }
  return boxes > 0;
}

async function isConfig(file: string): Promise<boolean> {
  try {
    const config = readYoloConfig(await readLabelText({ file }, 'YOLO'), file);
    return config !== undefined && (config.carried.has('train') || config.carried.has('val'));
  } catch (error) {
    if (error instanceof GuiseError) return false;
    throw error;
  }
}
