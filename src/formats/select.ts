import { globs } from '../io/files.js';
import type { OpenOptions } from './format.js';

/**
 * Whether an id was asked for, by the same rules as `walk`: a glob without a slash is held against
 * every part of the path, and one that matches a folder stands for everything in it. For formats
 * that must see their label files whatever pictures are chosen.
 */
export function createSelection({ include, exclude }: OpenOptions): (id: string) => boolean {
  const included = include && include.length > 0 ? globs(include) : () => true;
  const excluded = globs(exclude ?? []);
  return (id) => {
    const ends = endsOf(id);
    return ends.some(included) && !ends.some(excluded);
  };
}

/** The path and every folder above it. */
function endsOf(path: string): string[] {
  const ends = [path];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    ends.push(path.slice(0, at));
  }
  return ends;
}
