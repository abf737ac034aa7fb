import { posix } from 'node:path';
import { GuiseError } from '../core/errors.js';

/** Orders names the same on every machine, whatever its language. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The folder of a path with `/`; empty for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** `folder/name`, or just the name at the root. */
export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** The path without its extension. A name that is all extension (`.jpg`) is kept whole. */
export function stemOf(path: string): string {
  return path.slice(0, path.length - posix.extname(path).length);
}

/**
 * A path as a label file writes it, in the form of item ids: `/` between parts, no `.` and no
 * `..`; null when it is absolute or leads out of the folder it is relative to.
 */
export function tidyPath(written: string): string | null {
  const path = posix.normalize(written.trim().replaceAll('\\', '/'));
  const leaves = path === '..' || path.startsWith('../') || path.startsWith('/');
  if (leaves || /^[a-z]:/i.test(path) || path.includes('\0') || path === '.') return null;
  return path;
}

/**
 * Like `tidyPath`, for a path that a label file has no right to lead out with.
 * @param where what names the path, for the message; never the path itself, which may be personal
 * @throws GuiseError `label-damaged`
 */
export function insidePath(written: string, file: string, format: string, where: string): string {
  const path = tidyPath(written);
  if (path !== null) return path;
  const reason = `${where} names a file outside the dataset`;
  throw new GuiseError('label-damaged', { file, format, reason });
}

/**
 * The longest end of a written path that `known` accepts, or null: label files often carry the
 * path on the machine they were made on (`/home/me/set/images/a.jpg`, `../train/images`).
 */
export function longestEnd(written: string, known: (path: string) => boolean): string | null {
  const parts = written
    .trim()
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  for (let first = 0; first < parts.length; first++) {
    const end = parts.slice(first).join('/');
    if (known(end)) return end;
  }
  return null;
}
