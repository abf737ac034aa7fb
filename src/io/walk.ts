import { readdir, realpath, stat } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { GuiseError } from '../core/errors.js';
import { systemReason } from './failure.js';

/** A file met on a walk, or something that should have been one. */
export interface WalkEntry {
  /** Relative to the root, with `/` on every system. */
  readonly path: string;
  /** Where it lies; what `readSource` takes. */
  readonly file: string;
  /**
   * Why it cannot be read: an unreadable folder, a dangling or endless link, a pipe or device, a
   * name that is not UTF-8. Absent for files.
   */
  readonly problem?: string;
}

/**
 * Globs over paths relative to the root. One without a slash is held against the last part of the
 * path at any depth; one that matches a folder stands for everything in it.
 */
export interface WalkOptions {
  /** Everything when absent or empty. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** Left behind by operating systems, file managers and version control; never a dataset's own. */
const litter = picomatch(
  [
    '.DS_Store',
    '.AppleDouble',
    '.Spotlight-V100',
    '.Trashes',
    '.Trash-*',
    '.fseventsd',
    '._*',
    '__MACOSX',
    'Thumbs.db',
    'ehthumbs.db',
    'desktop.ini',
    '$RECYCLE.BIN',
    'System Volume Information',
    '@eaDir',
    'lost+found',
    '.directory',
    '.thumbnails',
    '.nfs*',
    '.git',
    '.gitattributes',
    '.gitignore',
    '.hg',
    '.svn',
    '.guise',
    '.guise-*.part',
  ],
  { dot: true, nocase: true },
);

/** Whether a path matches any of the globs, anchored as in `WalkOptions`; never for none. */
export function globs(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false;
  const anchored = patterns.map((pattern) => {
    const glob = pattern.replace(/^\.\//, '').replace(/\/$/, '');
    return glob.includes('/') ? glob : `**/${glob}`;
  });
  // Without `s` a name with a line break in it escapes the pattern.
  return picomatch(anchored, { dot: true, flags: 's' });
}

/**
 * Every file below a folder, in an order that depends on nothing but the names: by the bytes of
 * each part of the path. Holds the names of one folder a level in memory, nothing else.
 *
 * Links to files and folders are followed, also out of the root: data sets are often trees of
 * links into a store. A folder that is reached again from inside itself is not entered; it and
 * everything else that cannot be read is yielded with its `problem`, so that nothing goes missing
 * unseen. A folder linked from two places is walked at both.
 *
 * @throws GuiseError `dataset-unreadable` when the root itself cannot be read
 */
export async function* walk(root: string, options: WalkOptions = {}): AsyncGenerator<WalkEntry> {
  const { include = [], exclude = [] } = options;
  let real: string;
  let names: FolderEntry[];
  try {
    real = await realpath(root);
    names = await readFolder(root);
  } catch (error) {
    const reason = systemReason(error);
    throw new GuiseError('dataset-unreadable', { path: root, reason }, { cause: error });
  }
  const rules = { root, included: globs(include), excluded: globs(exclude) };
  yield* walkFolder(rules, names, '', [real], include.length > 0);
}

interface Rules {
  readonly root: string;
  included(path: string): boolean;
  excluded(path: string): boolean;
}

async function* walkFolder(
  rules: Rules,
  entries: readonly FolderEntry[],
  prefix: string,
  above: readonly string[],
  choosing: boolean,
): AsyncGenerator<WalkEntry> {
  for (const entry of entries) {
    const path = prefix + entry.name;
    const file = join(rules.root, path);
    if (litter(entry.name) || rules.excluded(path)) continue;
    const chosen = !choosing || rules.included(path);
    const kind = entry.problem ? { problem: entry.problem } : await kindOf(entry, file);
    if (kind === 'file') {
      if (chosen) yield { path, file };
    } else if (kind === 'folder') {
      const opened = await openFolder(file, above);
      if ('problem' in opened) yield { path, file, problem: opened.problem };
      else {
        yield* walkFolder(rules, opened.entries, `${path}/`, [...above, opened.real], !chosen);
      }
    } else if (chosen) yield { path, file, problem: kind.problem };
  }
}

interface FolderEntry {
  readonly name: string;
  readonly type: Dirent<Buffer>;
  readonly problem?: string;
}

async function readFolder(folder: string): Promise<FolderEntry[]> {
  const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
  entries.sort((a, b) => Buffer.compare(a.name, b.name));
  return entries.map((type) => {
    const name = type.name.toString('utf8');
    if (!name.includes('\ufffd') || Buffer.from(name).equals(type.name)) return { name, type };
    // As Latin-1 two such names stay apart.
    return { name: type.name.toString('latin1'), type, problem: 'its name is not valid UTF-8' };
  });
}

type Kind = 'file' | 'folder' | { readonly problem: string };

async function kindOf(entry: FolderEntry, file: string): Promise<Kind> {
  if (entry.type.isFile()) return 'file';
  if (entry.type.isDirectory()) return 'folder';
  try {
    const target = await stat(file);
    if (target.isFile()) return 'file';
    return target.isDirectory() ? 'folder' : { problem: 'it is not a regular file' };
  } catch (error) {
    const what = entry.type.isSymbolicLink() ? 'it is a link that leads nowhere' : 'no access';
    return { problem: `${what}: ${systemReason(error)}` };
  }
}

async function openFolder(
  folder: string,
  above: readonly string[],
): Promise<{ real: string; entries: FolderEntry[] } | { problem: string }> {
  try {
    const real = await realpath(folder);
    if (above.includes(real)) return { problem: 'it is a link to a folder that it lies in' };
    return { real, entries: await readFolder(folder) };
  } catch (error) {
    return { problem: `the folder cannot be read: ${systemReason(error)}` };
  }
}
