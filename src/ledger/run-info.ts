import { readFile } from 'node:fs/promises';
import { GuiseError } from '../core/errors.js';
import { runInfoSchema, type RunInfo } from '../core/record.js';
import { writeAtomic } from '../io/files.js';

/**
 * Reads run.json.
 * @returns null when there is none
 * @throws GuiseError `audit-broken` when it is not what a run writes
 */
export async function readRunInfo(file: string): Promise<RunInfo | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return runInfoSchema.parse(JSON.parse(text));
  } catch {
    throw new GuiseError('audit-broken', { file, reason: 'it is not readable' });
  }
}

/** Writes run.json. */
export async function writeRunInfo(file: string, info: RunInfo): Promise<void> {
  await writeAtomic(file, `${JSON.stringify(info, null, 2)}\n`);
}
