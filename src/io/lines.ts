import { createReadStream } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readFailure, writeFailure } from './failure.js';

const newline = 0x0a;
const chunkBytes = 64 * 1024;

/** A file that only grows, line by line. One writer at a time. */
export interface Log {
  /** Bytes of a torn last line that opening removed; 0 when the file was whole. */
  readonly cutBytes: number;
  /**
   * Adds a line. Resolves when the operating system has it, so that it survives the death of the
   * process; lines added while a write is under way share the next one.
   * @throws GuiseError `disk-full`, `output-unwritable`; the file then ends with the last whole
   * line, and every later call fails the same way
   */
  append(line: string): Promise<void>;
  /** Resolves when everything added so far is on the disk and survives a power cut. */
  flush(): Promise<void>;
  /** Flushes and closes. */
  close(): Promise<void>;
}

/**
 * Opens a log for adding lines; makes it, and its folder, when absent. A torn last line, left by a
 * process that died while writing, is cut off: nobody was told that it was written.
 * @throws GuiseError `disk-full`, `output-unwritable`
 */
export async function openLog(file: string): Promise<Log> {
  const directory = dirname(file);
  let handle: FileHandle;
  let size: number;
  let cutBytes: number;
  try {
    await mkdir(directory, { recursive: true });
    handle = await open(file, 'a+', 0o644);
    const before = (await handle.stat()).size;
    size = await endOfLastLine(handle, before);
    cutBytes = before - size;
    if (cutBytes > 0) await handle.truncate(size);
  } catch (error) {
    throw writeFailure(error, directory);
  }

  let waiting: string[] = [];
  let last: Promise<void> = Promise.resolve();
  const writeWaiting = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const bytes = Buffer.from(waiting.join(''));
    waiting = [];
    try {
      await handle.appendFile(bytes);
      size += bytes.length;
    } catch (error) {
      await handle.truncate(size).catch(() => undefined);
      throw writeFailure(error, directory);
    }
  };
  // A failure stays in the chain, so nothing is added behind a gap.
  const next = (step: () => Promise<void>): Promise<void> => {
    last = last.then(step);
    last.catch(() => undefined);
    return last;
  };
  const flush = () =>
    next(async () => {
      await writeWaiting();
      await handle.sync();
    });

  return {
    cutBytes,
    append(line) {
      if (line.includes('\n')) throw new TypeError('a log line must not contain a line break');
      waiting.push(`${line}\n`);
      return next(writeWaiting);
    },
    flush,
    async close() {
      try {
        await flush();
      } finally {
        await handle.close();
      }
    },
  };
}

async function endOfLastLine(handle: FileHandle, size: number): Promise<number> {
  const chunk = Buffer.alloc(Math.min(chunkBytes, size));
  for (let end = size; end > 0; end -= chunk.length) {
    const start = Math.max(0, end - chunk.length);
    await handle.read(chunk, 0, end - start, start);
    const at = chunk.subarray(0, end - start).lastIndexOf(newline);
    if (at >= 0) return start + at + 1;
  }
  return 0;
}

/** One line of a file. */
export interface LogLine {
  /** Without its line break. */
  readonly line: string;
  /** Byte at which it begins. */
  readonly offset: number;
  /** False for a last line without a line break: its writer died, or it is still writing. */
  readonly complete: boolean;
}

/**
 * Reads a file of UTF-8 lines from its beginning, in memory for one line.
 * @throws GuiseError `file-unreadable`
 */
export async function* readLines(file: string): AsyncGenerator<LogLine> {
  let rest = Buffer.alloc(0);
  let offset = 0;
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: chunkBytes })) {
      const bytes = Buffer.concat([rest, chunk as Buffer]);
      let start = 0;
      for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
        yield { line: bytes.toString('utf8', start, end), offset, complete: true };
        offset += end + 1 - start;
        start = end + 1;
      }
      rest = bytes.subarray(start);
    }
  } catch (error) {
    throw readFailure(error, file);
  }
  if (rest.length > 0) yield { line: rest.toString('utf8'), offset, complete: false };
}
