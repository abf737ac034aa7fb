import { join } from 'node:path';
import { GuiseError } from '../core/errors.js';
import { walk, type WalkOptions } from '../io/files.js';
import type { Item } from './format.js';

/** The files of a dataset, by path; what an opened dataset holds in memory. */
export interface Tree {
  readonly root: string;
  /** Paths relative to the root, in the order of the walk. */
  readonly paths: readonly string[];
  /** Paths that cannot be read, and why. */
  readonly problems: ReadonlyMap<string, string>;
}

/** @throws GuiseError `dataset-unreadable` */
export async function readTree(root: string, options: WalkOptions = {}): Promise<Tree> {
  const paths: string[] = [];
  const problems = new Map<string, string>();
  for await (const { path, problem } of walk(root, options)) {
    paths.push(path);
    if (problem !== undefined) problems.set(path, problem);
  }
  return { root, paths, problems };
}

/** The item of a file in the tree; one that cannot be read carries its problem. */
export function itemOf(tree: Tree, path: string): Item {
  const file = join(tree.root, path);
  const reason = tree.problems.get(path);
  const item = { id: path, source: { file } };
  if (reason === undefined) return item;
  return { ...item, problem: { code: 'file-unreadable', details: { file, reason } } };
}

/** @throws GuiseError the item's own problem, when it has one */
export function refuseProblem({ problem }: Item): void {
  if (problem) throw new GuiseError(problem.code, problem.details);
}
