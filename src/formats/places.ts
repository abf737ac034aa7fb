import { GuiseError } from '../core/errors.js';
import type { NameRule } from './format.js';
import { compareNames } from './paths.js';
import { pictureExtension, pictureStem } from './picture-names.js';
import { keepExtension, renamePath, type KeepsFolder } from './rename.js';

/** Says where pictures go, and that no two go to the same place. */
export interface Places {
  /**
   * @param extension with dot, of the encoding written
   * @throws GuiseError `output-collision`
   */
  place(id: string, extension: string, names: NameRule): string;
}

/**
 * Places for a set of pictures. Which of two rivals wins follows from the ids alone: who keeps its
 * extension goes before who changes it, then the smaller id. Names that differ only in case are
 * rivals, because on many disks they are one file. A picture that changes its extension also gives
 * way to a smaller id with its stem whatever that one's extension, because nobody knows yet how
 * that one will be written.
 *
 * The first call with a name rule takes time and, for its duration, memory in proportion to the
 * number of ids; after that only rivals are held.
 */
export function createPlaces(ids: () => Iterable<string>, keeps: KeepsFolder): Places {
  let known: { names: NameRule; rivals: ReadonlyMap<string, readonly string[]> } | undefined;

  return {
    place(id, extension, names) {
      if (known?.names !== names) known = { names, rivals: findRivals(ids(), names, keeps) };
      const natural = (path: string) => renamePath(path, pictureExtension(path), names, keeps);
      const output = renamePath(id, keepExtension(id, extension), names, keeps);
      const target = folded(output);
      const changes = folded(natural(id)) !== target;
      for (const other of known.rivals.get(folded(pictureStem(output))) ?? []) {
        if (other === id) continue;
        const earlier = compareNames(other, id) < 0;
        const owned = folded(natural(other)) === target;
        if (owned ? changes || earlier : changes && earlier) {
          throw new GuiseError('output-collision', { file: id, other });
        }
      }
      return output;
    },
  };
}

function findRivals(
  ids: Iterable<string>,
  names: NameRule,
  keeps: KeepsFolder,
): ReadonlyMap<string, readonly string[]> {
  const first = new Map<string, string>();
  const rivals = new Map<string, string[]>();
  for (const id of ids) {
    const stem = folded(renamePath(id, '', names, keeps));
    const other = first.get(stem);
    if (other === undefined) first.set(stem, id);
    else rivals.set(stem, [...(rivals.get(stem) ?? [other]), id]);
  }
  return rivals;
}

function folded(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
