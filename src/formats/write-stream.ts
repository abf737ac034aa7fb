import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeFailure } from '../io/failure.js';

/**
 * Like `writeAtomic`, for what is too large to hold in memory: either all of it is there under its
 * name, or nothing.
 * @throws GuiseError `disk-full`, `output-unwritable`, and whatever the chunks throw
 */
export async function writeStreamAtomic(
  file: string,
  chunks: AsyncIterable<string | Uint8Array>,
): Promise<void> {
  const directory = dirname(file);
  const temporary = join(directory, `.guise-${randomBytes(8).toString('hex')}.part`);
  try {
    await mkdir(directory, { recursive: true });
    const target = createWriteStream(temporary, { flags: 'wx', flush: true });
    await pipeline(Readable.from(chunks, { objectMode: true }), target);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw writeFailure(error, directory);
  }
}
