import { GuiseError } from '../core/errors.js';
import { longestEnd, tidyPath } from './paths.js';

/** One line of a list of pictures. */
export interface ListedPicture {
  /** The picture's path or name as written. */
  readonly written: string;
  /** What follows it, with the space between: a flag, or nothing. */
  readonly rest: string;
}

/**
 * Reads a line of a list (`train.txt`, `ImageSets/Main/cat_val.txt`): a picture, and maybe numbers
 * after it. Names may contain spaces, so that `known` decides whether a last number belongs to
 * the name. Null for an empty line.
 */
export function readListLine(
  line: string,
  known: (written: string) => boolean,
): ListedPicture | null {
  const whole = line.trim();
  if (whole === '') return null;
  let likely: ListedPicture = { written: whole, rest: '' };
  for (let left = whole; ;) {
    const rest = whole.slice(left.length);
    if (known(left)) return { written: left, rest };
    const [, before] = /^(.*\S)\s+-?\d+$/.exec(left) ?? [];
    if (before === undefined) return likely;
    if (rest === '') likely = { written: before, rest: whole.slice(before.length) };
    left = before;
  }
}

/**
 * The picture that a list means: what it says, or the longest end of it that names one. Null for
 * pictures that are not there.
 * @throws GuiseError `label-damaged` for a path that leads out of the dataset to nothing in it
 */
export function resolveListed(
  written: string,
  known: (path: string) => boolean,
  file: string,
  where: string,
): string | null {
  const path = longestEnd(written, known);
  if (path !== null || tidyPath(written) !== null) return path;
  const reason = `${where} names a file outside the dataset`;
  throw new GuiseError('label-damaged', { file, format: 'picture list', reason });
}
