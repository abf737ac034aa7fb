import { readdir } from 'node:fs/promises';

/** The names in a folder, for a quick look; empty for one that cannot be read. */
export interface FolderNames {
  readonly files: string[];
  readonly folders: string[];
}

/** Names in one folder, in the order of the file system. Links count as files. */
export async function lookInto(folder: string): Promise<FolderNames> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return {
    files: entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name),
    folders: entries.filter((entry) => entry.isDirectory()).map(({ name }) => name),
  };
}
