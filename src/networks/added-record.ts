import { readdirSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { GuiseError, hasSystemCode, reasonOf } from '../core/errors.js';

import { faceInput } from './face-input.js';
import { generatorContract } from './generator-input.js';
import { lockedNetwork } from './lock.js';
import { placeFile } from './place-file.js';

/** What a person is told of a network they added, kept beside its file as `<id>.json`. */
export const addedNetwork = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** `detector` finds faces, `identity` describes them for recognition, `generator` makes them. */
  kind: z.enum(['detector', 'identity', 'generator']),
  /** Its file, beside the record. */
  file: z.string().regex(/^[a-z0-9-]+\.onnx$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z.int().positive(),
  licence: z.string(),
  purpose: z.string(),
  project: z.string(),
  /** The address it was fetched from, or `file` when the person gave a file. */
  from: z.string(),
  input: lockedNetwork.shape.input,
  outputs: lockedNetwork.shape.outputs,
  /** For `identity`: what it expects of a face. */
  faceInput: faceInput.optional(),
  /** For `generator`: what it takes and gives. */
  generator: generatorContract.optional(),
});

export type AddedNetwork = z.infer<typeof addedNetwork>;

/**
 * The records of the networks that were added to a folder, sorted by id. A folder that does not
 * exist holds none.
 *
 * @throws GuiseError `file-unreadable` for a damaged record
 */
export function readAddedSync(directory: string): AddedNetwork[] {
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch (thrown) {
    if (hasSystemCode(thrown, 'ENOENT')) return [];
    throw new GuiseError('file-unreadable', { file: directory, reason: reasonOf(thrown) });
  }
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const file = path.join(directory, name);
      try {
        return addedNetwork.parse(JSON.parse(readFileSync(file, 'utf8')));
      } catch (thrown) {
        throw new GuiseError('file-unreadable', { file, reason: reasonOf(thrown) });
      }
    });
}

/**
 * Places a network's file and then its record, each whole or not at all.
 *
 * @throws GuiseError `output-unwritable`
 */
export async function placeAdded(
  network: AddedNetwork,
  bytes: Uint8Array,
  directory: string,
): Promise<AddedNetwork> {
  const record = addedNetwork.parse(network);
  try {
    await mkdir(directory, { recursive: true });
    await placeFile(path.join(directory, record.file), bytes);
    const json = `${JSON.stringify(record, null, 2)}\n`;
    await placeFile(path.join(directory, `${record.id}.json`), Buffer.from(json));
    return record;
  } catch (thrown) {
    throw new GuiseError('output-unwritable', { directory, reason: reasonOf(thrown) });
  }
}
