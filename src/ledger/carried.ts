import { join } from 'node:path';
import { openLog, readLines, walk } from '../io/files.js';
import { sha256File } from '../io/hash.js';

/** A file of the output that is no picture of the manifest: labels, shards. */
export interface CarriedFile {
  /** Below the output folder, with `/`. */
  readonly path: string;
  readonly sha256: string;
}

/**
 * Lists what lies in the output beside the pictures (and outside the private folder), with its
 * hash, a line each.
 * @param pictures paths of the pictures
 * @param file where the list is written
 */
export async function listCarried(
  output: string,
  pictures: ReadonlySet<string>,
  file: string,
): Promise<void> {
  const list = await openLog(file);
  for await (const { path } of walk(output)) {
    if (pictures.has(path)) continue;
    const carried: CarriedFile = { path, sha256: await sha256File(join(output, path)) };
    await list.append(JSON.stringify(carried));
  }
  await list.close();
}

/** Reads the list back. */
export async function readCarried(file: string): Promise<CarriedFile[]> {
  const carried: CarriedFile[] = [];
  for await (const { line } of readLines(file)) carried.push(JSON.parse(line) as CarriedFile);
  return carried;
}
