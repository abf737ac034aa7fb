import { GuiseError, hasSystemCode, reasonOf } from '../core/errors.js';

/**
 * What the operating system said, without its code, its call and the path: the message around it
 * names the file already.
 */
export function systemReason(thrown: unknown): string {
  return reasonOf(thrown)
    .replace(/^E[A-Z0-9]+: /, '')
    .replace(/, \w+( '.*)?$/, '');
}

/** The catalogue's error for a file that could not be read. */
export function readFailure(thrown: unknown, file: string): GuiseError {
  if (thrown instanceof GuiseError) return thrown;
  const reason = systemReason(thrown);
  return new GuiseError('file-unreadable', { file, reason }, { cause: thrown });
}

/** The catalogue's error for a write that failed somewhere below `directory`. */
export function writeFailure(thrown: unknown, directory: string): GuiseError {
  if (thrown instanceof GuiseError) return thrown;
  if (hasSystemCode(thrown, 'ENOSPC', 'EDQUOT')) {
    return new GuiseError('disk-full', { directory }, { cause: thrown });
  }
  const reason = systemReason(thrown);
  return new GuiseError('output-unwritable', { directory, reason }, { cause: thrown });
}

/** The catalogue's error for a picture that could not be decoded. */
export function decodeFailure(thrown: unknown, file: string): GuiseError {
  if (thrown instanceof GuiseError) return thrown;
  const reason = reasonOf(thrown).replace(/^(Input buffer has |vips\w*: )+/i, '');
  return new GuiseError('picture-damaged', { file, reason }, { cause: thrown });
}
