import { GuiseError } from '../core/errors.js';
import { carriedMembers } from './fields.js';
import { isRecord, parseJson } from './json-value.js';
import { readLabelText } from './label-text.js';
import type { ShardMember } from './webdataset-shard.js';

const keyFields = new Set(['key', '__key__']);

/**
 * The text of a label member as it leaves: `.txt` and `.cls` as they are, `.json` with what
 * `carriedMembers` lets through and the sample's new key.
 * @throws GuiseError `label-damaged`, `file-unreadable`, `file-too-large`
 */
export async function carriedLabel(
  shard: string,
  { offset, sizeBytes, extension }: ShardMember,
  newKey: string,
  keep: ReadonlySet<string>,
): Promise<string> {
  if (sizeBytes === 0) return '';
  const text = await readLabelText({ file: shard, offset, sizeBytes }, 'WebDataset');
  if (!/json$/i.test(extension)) return text;
  let value;
  try {
    value = parseJson(text);
  } catch {
    const reason = 'a .json member is not valid JSON';
    throw new GuiseError('label-damaged', { file: shard, format: 'WebDataset', reason });
  }
  // Of lists and bare values nothing says what they mean, so only numbers are let through.
  if (!isRecord(value)) return JSON.stringify(carriedMembers({ value }, keep)['value'] ?? null);
  const carried = Object.entries(value).flatMap(([name, old]) => {
    if (keyFields.has(name)) return [[name, newKey] as const];
    return Object.entries(carriedMembers({ [name]: old }, keep));
  });
  return JSON.stringify(Object.fromEntries(carried));
}
