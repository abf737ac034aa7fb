import { mkdir, readFile, readdir, realpath, rm } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { GuiseError, hasSystemCode, reasonOf } from '../core/errors.js';
import type { RunInfo } from '../core/record.js';
import { writeAtomic } from '../io/files.js';
import type { RunKey } from '../ledger/key.js';
import { readRunInfo } from '../ledger/run-info.js';
import type { RunFolder } from './layout.js';

/**
 * Checks that the output folder is free (or holds a run to resume) and does not lie in the
 * dataset, and makes the private folder.
 * @throws GuiseError `output-inside-input`, `output-not-empty`, `output-unwritable`
 */
export async function prepareFolder(
  dataset: string,
  folder: RunFolder,
  resume: boolean,
): Promise<void> {
  const directory = folder.output;
  try {
    await mkdir(directory, { recursive: true });
    const input = await realpath(dataset).catch(() => resolve(dataset));
    const real = await realpath(directory);
    if (real === input || real.startsWith(input + sep)) {
      throw new GuiseError('output-inside-input', { directory, path: dataset });
    }
    const entries = await readdir(directory);
    if (entries.length > 0 && !(resume && entries.includes('.guise'))) {
      throw new GuiseError('output-not-empty', { directory });
    }
    await mkdir(folder.root, { recursive: true, mode: 0o700 });
  } catch (error) {
    if (error instanceof GuiseError) throw error;
    throw new GuiseError('output-unwritable', { directory, reason: reasonOf(error) });
  }
}

/** Empties the folder for unfinished files. Only for who holds the lock. */
export async function clearTemporary(folder: RunFolder): Promise<void> {
  await rm(folder.temporary, { recursive: true, force: true });
  await mkdir(folder.temporary, { recursive: true });
}

/**
 * The key of the run in this folder: the one it was begun with, else the given one, which is then
 * kept there, readable by its owner alone.
 */
export async function settleKey(folder: RunFolder, key: RunKey): Promise<RunKey> {
  try {
    return Buffer.from((await readFile(folder.key, 'utf8')).trim(), 'hex');
  } catch (error) {
    if (!hasSystemCode(error, 'ENOENT')) throw error;
  }
  await writeAtomic(folder.key, `${Buffer.from(key).toString('hex')}\n`, undefined, 0o600);
  return key;
}

/**
 * Makes sure that a run is continued with what it was begun with.
 * @throws GuiseError `resume-mismatch`, naming what differs
 */
export async function checkSameRun(folder: RunFolder, info: RunInfo): Promise<void> {
  const before = await readRunInfo(folder.run);
  if (!before) return;
  const differing = (
    [
      ['version of Guise', (run: RunInfo) => run.tool.version],
      ['policy', (run: RunInfo) => run.policySha256],
      ['dataset format', (run: RunInfo) => run.format],
      ['seed', (run: RunInfo) => run.seedCommitment],
      ['set of networks', (run: RunInfo) => JSON.stringify(run.networks)],
    ] as const
  ).find(([, of]) => of(before) !== of(info));
  if (differing) {
    throw new GuiseError('resume-mismatch', { directory: folder.output, what: differing[0] });
  }
}

/** Absolute path of a file below the output folder, given with `/`. */
export function below(folder: RunFolder, path: string): string {
  return join(folder.output, ...path.split('/'));
}
