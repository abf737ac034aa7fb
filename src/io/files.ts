import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, rename, unlink, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GuiseError } from '../core/errors.js';
import { readFailure, writeFailure } from './failure.js';

export { openLog, readLines, type Log, type LogLine } from './lines.js';
export { globs, walk, type WalkEntry, type WalkOptions } from './walk.js';

/** Bytes on disk: a whole file, or a stretch of one (a member of a tar shard). */
export interface FilePart {
  readonly file: string;
  /** First byte; 0 when absent. */
  readonly offset?: number;
  /** Length; up to the end of the file when absent. */
  readonly sizeBytes?: number;
}

// A pipe without a writer would otherwise block the open call for ever. Absent on Windows.
const readFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Reads a file or a stretch of one. The size is checked before any memory is taken. Links are
 * followed; pipes, devices, sockets and folders are refused.
 * @throws GuiseError `file-unreadable`, `file-empty`, `file-too-large`
 */
export async function readSource(source: FilePart, limitBytes: number): Promise<Buffer> {
  const { file, offset = 0 } = source;
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, readFlags);
    const stat = await handle.stat();
    if (!stat.isFile()) {
      const reason = stat.isDirectory() ? 'it is a folder' : 'it is not a regular file';
      throw new GuiseError('file-unreadable', { file, reason });
    }
    const sizeBytes = source.sizeBytes ?? Math.max(0, stat.size - offset);
    if (sizeBytes === 0) throw new GuiseError('file-empty', { file });
    if (sizeBytes > limitBytes) {
      throw new GuiseError('file-too-large', { file, sizeBytes, limitBytes });
    }
    return await readExactly(handle, file, offset, sizeBytes);
  } catch (error) {
    throw readFailure(error, file);
  } finally {
    await handle?.close();
  }
}

async function readExactly(
  handle: FileHandle,
  file: string,
  offset: number,
  sizeBytes: number,
): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(sizeBytes);
  let done = 0;
  while (done < sizeBytes) {
    const { bytesRead } = await handle.read(bytes, done, sizeBytes - done, offset + done);
    if (bytesRead === 0) {
      const reason = `it ends ${sizeBytes - done} bytes early`;
      throw new GuiseError('file-unreadable', { file, reason });
    }
    done += bytesRead;
  }
  return bytes;
}

/**
 * Writes a file so that at any moment, even after a crash, either all of it is there or nothing
 * (or what was there before). The bytes go to a temporary file, to the disk, and then take their
 * name; missing folders are made. Mode and times are those of a new file: nothing of a source
 * is carried over. Costs about a millisecond beyond the writing itself.
 *
 * @param temporaryFolder in the same file system as `file`; its own folder when absent
 * @param mode permissions, less the process's umask
 * @throws GuiseError `disk-full`, `output-unwritable`; no temporary file is left then
 */
export async function writeAtomic(
  file: string,
  bytes: Uint8Array | string,
  temporaryFolder: string = dirname(file),
  mode = 0o644,
): Promise<void> {
  const directory = dirname(file);
  const temporary = join(temporaryFolder, `.guise-${randomBytes(8).toString('hex')}.part`);
  try {
    await mkdir(directory, { recursive: true });
    await mkdir(temporaryFolder, { recursive: true });
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    await syncFolder(directory);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw writeFailure(error, directory);
  }
}

/** Without this a power cut may take back the name. Windows cannot, and does not need to. */
async function syncFolder(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
