import { GuiseError } from '../core/errors.js';
import { carriedValue, type JsonValue } from './fields.js';
import { isRecord, parseJson } from './json-value.js';
import { readLabelText } from './label-text.js';
import type { ShardMember } from './webdataset-shard.js';

const keyFields = new Set(['key', '__key__']);

/**
 * The text of a label member as it leaves: `.txt` and `.cls` as they are, `.json` with what
 * `carriedValue` lets through and the sample's new key.
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
  if (!isRecord(value)) return JSON.stringify(carriedValue('value', value, keep) ?? null);
  const carried = new Map<string, JsonValue>();
  for (const [name, old] of Object.entries(value)) {
    const kept = keyFields.has(name) ? newKey : carriedValue(name, old, keep);
    if (kept !== undefined) carried.set(name, kept);
  }
  return JSON.stringify(Object.fromEntries(carried));
}
