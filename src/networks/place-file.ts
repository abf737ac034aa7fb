import { open, rename, rm } from 'node:fs/promises';

/**
 * Writes a file whole or not at all: beside its target first, flushed, then renamed. A write that
 * fails leaves nothing behind.
 */
export async function placeFile(file: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  }
}
