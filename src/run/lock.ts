import { open, readFile, unlink } from 'node:fs/promises';
import { GuiseError, hasSystemCode } from '../core/errors.js';

/** Held while a run writes into an output folder. */
export interface Lock {
  release(): Promise<void>;
}

/**
 * Takes an output folder for this process. The lock of a process that is gone is taken over.
 * @throws GuiseError `run-locked` while another process has it
 */
export async function lockFolder(file: string): Promise<Lock> {
  for (;;) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return { release: () => unlink(file) };
    } catch (error) {
      if (!hasSystemCode(error, 'EEXIST')) throw error;
    }
    const pid = Number(await readFile(file, 'utf8').catch(() => ''));
    if (isAlive(pid)) throw new GuiseError('run-locked', { directory: file, pid });
    await unlink(file).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasSystemCode(error, 'EPERM');
  }
}
