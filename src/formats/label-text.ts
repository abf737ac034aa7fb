import { GuiseError } from '../core/errors.js';
import { readSource } from '../io/files.js';
import type { Item, Source } from './format.js';

/** More than any label file of one picture holds; beyond it the file is not what it says. */
export const labelLimitBytes = 32 * 1024 * 1024;

/**
 * Reads a label file of one picture, or a short list, as text. Empty files are empty text.
 * @throws GuiseError `label-damaged` when it is not UTF-8, `file-unreadable`, `file-too-large`
 */
export async function readLabelText(source: Source, format: string): Promise<string> {
  const { file } = source;
  let bytes: Buffer;
  try {
    bytes = await readSource(source, labelLimitBytes);
  } catch (error) {
    if (error instanceof GuiseError && error.code === 'file-empty') return '';
    throw error;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new GuiseError('label-damaged', { file, format, reason: 'it is not UTF-8 text' });
  }
}

/**
 * What an item carries when its labels could not be used.
 * @throws what it is given, when that is not a GuiseError
 */
export function problemOf(thrown: unknown): NonNullable<Item['problem']> {
  if (thrown instanceof GuiseError) return thrown.toJSON();
  throw thrown;
}
