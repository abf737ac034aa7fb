import picomatch from 'picomatch';
import type { OpenOptions } from './format.js';

/**
 * Whether an id was asked for, by the same rules as `walk`: a glob without a slash is held against
 * every part of the path, and one that matches a folder stands for everything in it. For formats
 * that must see their label files whatever pictures are chosen.
 */
export function createSelection({ include, exclude }: OpenOptions): (id: string) => boolean {
  const included = include && include.length > 0 ? anyOf(include) : () => true;
  const excluded = exclude && exclude.length > 0 ? anyOf(exclude) : () => false;
  return (id) => {
    const ends = endsOf(id);
    return ends.some(included) && !ends.some(excluded);
  };
}

function anyOf(globs: readonly string[]): (path: string) => boolean {
  const anchored = globs.map((written) => {
    const glob = written.replace(/^\.\//, '').replace(/\/$/, '');
    return glob.includes('/') ? glob : `**/${glob}`;
  });
  return picomatch(anchored, { dot: true, flags: 's' });
}

/** The path and every folder above it. */
function endsOf(path: string): string[] {
  const ends = [path];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    ends.push(path.slice(0, at));
  }
  return ends;
}
