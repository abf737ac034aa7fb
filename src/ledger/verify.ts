import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { GuiseError, reasonOf } from '../core/errors.js';
import { manifestLineSchema, type Counts, type RunInfo } from '../core/record.js';
import { readLines, walk } from '../io/files.js';
import { sha256File } from '../io/hash.js';
import { readAudit } from './audit.js';
import { readCarried } from './carried.js';
import { readRunInfo } from './run-info.js';

/** What was found when a run's output was held against its ledger. */
export interface Verification {
  readonly intact: boolean;
  /** A sentence for everything that does not fit, at most `shownFaults` of them. */
  readonly faults: readonly string[];
  readonly auditRecords: number;
  readonly counts: Counts;
}

const shownFaults = 50;

/** The files of a run's ledger. */
export interface LedgerFiles {
  readonly output: string;
  readonly run: string;
  readonly manifest: string;
  readonly carried: string;
  readonly audit: string;
}

/**
 * Checks an output folder against its own ledger: the chain of the audit log, the hash of the
 * manifest, every picture's hash, and that nothing lies there that no run wrote. It shows that
 * the folder is as the run left it. It cannot show that the whole ledger was not made anew: for
 * that, keep the last audit hash elsewhere.
 * @throws GuiseError `dataset-unreadable` when there is no run to check
 */
export async function verifyRun(files: LedgerFiles): Promise<Verification> {
  const info = await readRunInfo(files.run);
  if (!info) {
    const reason = 'it holds no .guise/run.json';
    throw new GuiseError('dataset-unreadable', { path: files.output, reason });
  }
  const faults = new Faults();
  const auditRecords = await checkAudit(files, info, faults);
  if (info.state !== 'finished') faults.add('the run has not finished; continue it with --resume');
  else if (await checkLists(files, info, faults)) await checkFiles(files, faults);
  return {
    intact: faults.list.length === 0,
    faults: faults.list,
    auditRecords,
    counts: info.counts,
  };
}

class Faults {
  readonly list: string[] = [];

  add(fault: string): void {
    if (this.list.length < shownFaults) this.list.push(fault);
  }
}

/** Checks the chain, and that it ends with the lists that run.json names. */
async function checkAudit(files: LedgerFiles, info: RunInfo, faults: Faults): Promise<number> {
  let records = 0;
  let last: unknown;
  try {
    for await (const { record } of readAudit(files.audit, false)) {
      records += 1;
      if (record.event === 'finished') last = record.data;
    }
    const { counts, manifestSha256, carriedSha256 } = info;
    if (!isDeepStrictEqual(last, { counts, manifestSha256, carriedSha256 })) {
      faults.add('audit.jsonl does not end with what run.json says');
    }
  } catch (error) {
    faults.add(reasonOf(error));
  }
  return records;
}

async function checkLists(files: LedgerFiles, info: RunInfo, faults: Faults): Promise<boolean> {
  const lists = [
    [files.manifest, info.manifestSha256],
    [files.carried, info.carriedSha256],
  ] as const;
  let intact = true;
  for (const [file, sha256] of lists) {
    if (existsSync(file) && (await sha256File(file)) === sha256) continue;
    faults.add(`${basename(file)} is missing or is not the one that the run wrote`);
    intact = false;
  }
  return intact;
}

/** Checks every file that leaves, and that there is no other. */
async function checkFiles(files: LedgerFiles, faults: Faults): Promise<void> {
  const expected = new Map<string, string>();
  for (const { path, sha256 } of await readCarried(files.carried)) expected.set(path, sha256);
  const shards = [...expected.keys()];
  for await (const { line } of readLines(files.manifest)) {
    const { output } = manifestLineSchema.parse(JSON.parse(line));
    const packed = shards.some((shard) => output?.path.startsWith(`${shard}/`));
    if (output && !packed) expected.set(output.path, output.sha256);
  }
  for await (const { path, file, problem } of walk(files.output)) {
    const sha256 = expected.get(path);
    if (sha256 === undefined) faults.add(`${path} was not written by the run`);
    else if (problem !== undefined) faults.add(`${path} cannot be read (${problem})`);
    else if ((await sha256File(file)) !== sha256) faults.add(`${path} was changed`);
    expected.delete(path);
  }
  for (const path of expected.keys()) faults.add(`${path} is missing`);
}
