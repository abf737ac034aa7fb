import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GuiseError } from '../core/errors.js';
import { isRecord, parseJson } from './json-value.js';
import { readJsonSlices } from './json-slices.js';
import { compareNames } from './paths.js';
import { isSplit } from './rename.js';

const headBytes = 64 * 1024;
const filesLimit = 40;

const labelFolder = /^(?:annotations?|labels?)$/i;

/** Whether a path is where COCO files lie: the root, an annotations folder, or a split folder. */
export function isCocoName(path: string): boolean {
  if (!path.toLowerCase().endsWith('.json')) return false;
  const folders = path.split('/').slice(0, -1);
  const last = folders[folders.length - 1];
  return folders.length === 0 || labelFolder.test(last) || (folders.length <= 2 && isSplit(last));
}

/** The JSON files in a folder's top levels that could be COCO's; at most a few dozen. */
export async function findCocoFiles(root: string): Promise<string[]> {
  const found: string[] = [];
  const look = async (folder: string): Promise<string[]> => {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
    const prefix = folder === '' ? '' : `${folder}/`;
    const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => prefix + name);
    found.push(...names.filter(isCocoName).sort(compareNames));
    return entries.filter((entry) => !entry.isFile()).map(({ name }) => name);
  };
  for (const folder of (await look('')).filter((name) => isCocoName(`${name}/x.json`))) {
    await look(folder);
  }
  return found.slice(0, filesLimit);
}

/** Whether a JSON file is COCO's, from its first kilobytes: pictures have a `file_name`. */
export async function isCocoFile(file: string): Promise<boolean> {
  const empty = new Set<string>();
  let filled = false;
  try {
    for await (const slice of readJsonSlices(file, headBytes)) {
      if (slice.kind === 'open') empty.add(slice.key);
      if (slice.kind !== 'element') continue;
      const value = parseJson(slice.text);
      if (!isRecord(value)) return false;
      if (slice.key === 'images') return typeof value['file_name'] === 'string';
      if (slice.key === 'annotations' && 'image_id' in value) return true;
      filled = true;
    }
    return empty.has('images') && empty.has('annotations') && !filled;
  } catch (error) {
    if (error instanceof GuiseError || error instanceof SyntaxError) return false;
    throw error;
  }
}
