import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pack, type Header } from 'tar-stream';

/** A member to write: its name or header, and its contents. */
export type DrawnMember = readonly [string | DrawnHeader, string];
export type DrawnHeader = Partial<Header> & { readonly name: string };

/** Writes a tar file, with times and owners as a person's machine would leave them. */
export async function drawTar(file: string, members: readonly DrawnMember[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const archive = pack();
  for (const [named, contents] of members) {
    const header = typeof named === 'string' ? { name: named } : named;
    archive.entry({ uid: 1000, uname: 'anna', mtime: new Date(1.6e12), ...header }, contents);
  }
  archive.finalize();
  await pipeline(archive, createWriteStream(file));
}
