import { mkdir, open, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Source } from '../formats/format.js';
import { openLog, readLines, readSource, type Log } from '../io/files.js';
import { sha256 } from '../io/hash.js';
import { lockFolder } from '../run/lock.js';
import type { ObservedPicture, ObserveTask } from './observation.js';

/** What was seen of pictures, on disk, for one way of looking at them. */
export interface Journal {
  /** What is kept of a picture; undefined where nothing is, or nothing sound. */
  find(key: string): Promise<ObservedPicture | undefined>;
  /** @throws GuiseError `disk-full`, `output-unwritable` */
  keep(key: string, seen: ObservedPicture): Promise<void>;
  close(): Promise<void>;
}

/** A private folder in which journals lie until what they were kept for is done. */
export interface Journals {
  /**
   * Opens the journal for a way of looking; a new one unless an interrupted evaluation left it.
   * @param key the same only where every picture would be seen the same
   * @throws GuiseError `run-locked` while another process has it
   */
  open(key: string): Promise<Journal>;
  /** Removes every journal that was opened. None may be open. */
  remove(): Promise<void>;
}

/**
 * Journals in a folder that only its owner can read: they hold aligned faces and descriptions of
 * them, clear ones among them. Nothing is made before one is opened.
 */
export function journalsIn(folder: string): Journals {
  const files = new Set<string>();
  return {
    async open(key) {
      const file = join(folder, key);
      await mkdir(dirname(folder), { recursive: true });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const lock = await lockFolder(`${file}.lock`);
      files.add(file);
      try {
        const journal = await openJournal(file);
        return { ...journal, close: () => journal.close().finally(() => lock.release()) };
      } catch (error) {
        await lock.release();
        throw error;
      }
    },
    async remove() {
      for (const file of files) await rm(file, { force: true });
      // Fails, as it should, where another evaluation was interrupted that can still go on.
      await rmdir(folder).catch(() => undefined);
    },
  };
}

/** A line is `key checksum record`; a killed process leaves at most its last one torn. */
async function openJournal(file: string): Promise<Journal> {
  await (await open(file, 'a', 0o600)).close();
  const log: Log = await openLog(file);
  const spans = new Map<string, { offset: number; sizeBytes: number }>();
  for await (const { line, offset } of readLines(file)) {
    spans.set(line.slice(0, line.indexOf(' ')), { offset, sizeBytes: line.length });
  }
  return {
    async find(key) {
      const span = spans.get(key);
      if (!span) return undefined;
      const line = (await readSource({ file, ...span }, span.sizeBytes)).toString('latin1');
      const [, checksum, record] = line.split(' ');
      if (checksum !== checksumOf(key, record)) return undefined;
      // The way in which it came from the process that saw it: numbers are the same to the last bit.
      return deserialize(Buffer.from(record, 'base64')) as ObservedPicture;
    },
    async keep(key, seen) {
      const record = serialize(seen).toString('base64');
      await log.append(`${key} ${checksumOf(key, record)} ${record}`);
    },
    close: () => log.close(),
  };
}

function checksumOf(key: string, record = ''): string {
  return sha256(`${key} ${record}`);
}

/**
 * Names what is looked at: another file in a place, or another treatment, gives another key.
 * @returns undefined where a file is not there to be looked at
 */
export async function taskKey(task: ObserveTask): Promise<string | undefined> {
  const sources = [task.clear, ...task.variants.map(({ source }) => source)];
  const files = await Promise.all(sources.map(fileOf)).catch(() => undefined);
  return files && sha256(JSON.stringify([task, files]));
}

/** A file that is overwritten has another time, if not another size. */
async function fileOf({ file }: Source): Promise<string[]> {
  const { size, mtimeNs } = await stat(file, { bigint: true });
  return [resolve(file), String(size), String(mtimeNs)];
}
