import { join, posix } from 'node:path';
import { writeAtomic } from '../io/files.js';
import type { NameRule } from './format.js';
import { readLabelText } from './label-text.js';
import { pictureStem } from './picture-names.js';
import { readListLine, resolveListed } from './picture-list.js';
import { isSplit, keepsStructure, renameFolders } from './rename.js';
import type { Tree } from './tree.js';
import { folderOf, joinPath, stemOf } from './paths.js';

/** The lists in `ImageSets/`. */
export interface ImageSets {
  readonly paths: ReadonlySet<string>;
  /**
   * Writes them for the output.
   * @param outputs path in the output by picture
   */
  carry(output: string, outputs: ReadonlyMap<string, string>, names: NameRule): Promise<void>;
}

const inImageSets = /(?:^|\/)ImageSets\/.*\.txt$/i;

/**
 * Reads the lists of pictures in `ImageSets/`. Lines hold a picture's name without extension, and
 * maybe a flag. Lines whose picture is not in the dataset are dropped.
 * @param labelled the pictures that have an annotation: they go first where names are the same
 * @throws GuiseError `label-damaged` for a list that names a file outside the dataset
 */
export async function readImageSets(
  tree: Tree,
  pictures: readonly string[],
  labelled: readonly string[],
): Promise<ImageSets> {
  const paths = tree.paths.filter((path) => inImageSets.test(path) && !tree.problems.has(path));
  const byName = new Map<string, string>();
  for (const picture of [...labelled, ...pictures]) {
    for (const name of [pictureStem(posix.basename(picture)), pictureStem(picture), picture]) {
      if (!byName.has(name)) byName.set(name, picture);
    }
  }
  const isKnown = (name: string) => byName.has(name);
  const linesOf = async (path: string): Promise<string[]> =>
    (await readLabelText({ file: join(tree.root, path) }, 'VOC')).split('\n');

  for (const path of paths) {
    for (const [index, line] of (await linesOf(path)).entries()) {
      const listed = readListLine(line, isKnown);
      if (!listed) continue;
      resolveListed(listed.written, isKnown, join(tree.root, path), `line ${index + 1}`);
    }
  }

  return {
    paths: new Set(paths),
    async carry(output, outputs, names) {
      for (const path of paths) {
        const lines: string[] = [];
        for (const line of await linesOf(path)) {
          const listed = readListLine(line, isKnown);
          const picture = listed && byName.get(listed.written);
          const placed = picture ? outputs.get(picture) : undefined;
          if (!listed || placed === undefined) continue;
          const isWhole = listed.written === picture;
          const isPath = listed.written.includes('/');
          const written = isPath ? placed : posix.basename(placed);
          lines.push(`${isWhole ? written : pictureStem(written)}${listed.rest}\n`);
        }
        await writeAtomic(join(output, renameSet(path, names)), lines.join(''));
      }
    },
  };
}

/** Lists named by a split, or by a class and a split, keep their names. */
function renameSet(path: string, names: NameRule): string {
  const folder = renameFolders(folderOf(path), names, keepsStructure);
  const name = posix.basename(path);
  const stem = stemOf(name);
  const isUsual = isSplit(stem.slice(stem.lastIndexOf('_') + 1));
  return joinPath(folder, `${isUsual ? stem : names.pseudonym(stem)}${posix.extname(name)}`);
}
