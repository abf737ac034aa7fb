import type { CocoFile } from './coco-file.js';
import { folderOf, joinPath, stemOf } from './paths.js';

/** Where a picture that a COCO file names lies. */
export interface Resolved {
  /** Path of the picture, whether or not it exists. */
  readonly id: string;
  /** The folder that the file's names are relative to; `id` lies below it. */
  readonly base: string;
}

const split = /(train|val|valid|test|minival|dev)(?:[-_]?\d{4})?/i;

/**
 * Finds pictures by the names that COCO files give them: relative to the JSON's folder or the one
 * above `annotations`, to `images/`, `data/` or a folder named like the split, else the only
 * picture whose path ends that way. A name that fits nothing is taken to be relative to the
 * folder of the dataset.
 */
export function createResolver(
  pictures: ReadonlySet<string>,
): (file: CocoFile, fileName: string) => Resolved {
  let byName: Map<string, string[]> | undefined;
  const basesOf = new Map<string, readonly string[]>();

  return ({ path }, fileName) => {
    let bases = basesOf.get(path);
    if (!bases) basesOf.set(path, (bases = usualBases(path)));
    for (const base of bases) {
      const id = joinPath(base, fileName);
      if (pictures.has(id)) return { id, base };
    }
    byName ??= groupByName(pictures);
    const ending = `/${fileName}`;
    const same = (byName.get(lastPart(fileName)) ?? []).filter((id) => id.endsWith(ending));
    if (same.length === 1) return { id: same[0], base: same[0].slice(0, -ending.length) };
    return { id: joinPath(bases[0], fileName), base: bases[0] };
  };
}

function usualBases(path: string): string[] {
  const own = folderOf(path);
  const dataset = /^(?:annotations?|labels?)$/i.test(lastPart(own)) ? folderOf(own) : own;
  const [named, plain] = split.exec(stemOf(lastPart(path))) ?? [];
  const bases = [dataset, joinPath(dataset, 'images')];
  for (const part of [named, plain]) {
    if (part === undefined) continue;
    bases.push(joinPath(dataset, part), joinPath(dataset, `images/${part}`));
    bases.push(joinPath(dataset, `${part}/images`));
  }
  bases.push(joinPath(dataset, 'data'), own, '');
  return [...new Set(bases)];
}

function groupByName(paths: Iterable<string>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const name = lastPart(path);
    const group = groups.get(name);
    if (group) group.push(path);
    else groups.set(name, [path]);
  }
  return groups;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
