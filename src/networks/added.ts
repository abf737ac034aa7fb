import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';

import { GuiseError, hasSystemCode, reasonOf } from '../core/errors.js';

import { addableNetworks, type AddableNetwork } from './addable.js';
import { addedNetwork, readAddedSync, type AddedNetwork } from './added-record.js';
import { readLock } from './lock.js';
import { placeFile } from './place-file.js';
import { openNetwork } from './session.js';

/** A network's own files are never larger than this. */
const largestBytes = 1024 ** 3;

/** Where an added network comes from and goes to. */
export interface AddOptions {
  /** The folder of added networks; it is made when it does not exist. */
  readonly directory: string;
  /** A file to take it from; without one it is fetched from its pinned address. */
  readonly from?: string;
  /** Fetches; the entry point hands it down. Needed only without `from`. */
  readonly fetch?: typeof fetch;
  readonly signal?: AbortSignal;
}

/** A recogniser of a person's own. */
export interface OwnNetwork {
  readonly id: string;
  /** Its ONNX file: one input 1 × 3 × height × width, single precision. */
  readonly file: string;
  /** The input's height and width in pixels. */
  readonly size: readonly [number, number];
  /** What it expects of its pixels, such as `RGB, 0 to 255`. */
  readonly pixels: string;
  /** Its licence, as its owner states it. */
  readonly licence: string;
}

/** The network that can be added under an id. @throws GuiseError `plugin-unknown` */
export function findAddable(id: string): AddableNetwork {
  const found = addableNetworks.find((network) => network.id === id);
  if (found) return found;
  const known = addableNetworks.map((network) => network.id).join(', ');
  throw new GuiseError('plugin-unknown', { kind: 'addable network', id, known });
}

/**
 * Adds a network of the catalogue. The bytes are checked against the pinned size and sha256 before
 * anything is written; the file and then its record are placed whole or not at all.
 *
 * @throws GuiseError `network-download` when it cannot be fetched or is not as long as it should,
 *   `network-altered` when its sha256 is not the pinned one, `file-unreadable`,
 *   `output-unwritable`
 */
export async function addNetwork(
  network: AddableNetwork,
  options: AddOptions,
): Promise<AddedNetwork> {
  const { url, ...facts } = network;
  const bytes =
    options.from === undefined
      ? await download(network, options)
      : await readWhole(options.from, largestBytes);
  if (sha256Of(bytes) !== network.sha256) {
    const remedy = 'Nothing was added. Take the file from the address that is pinned: ' + url;
    throw new GuiseError('network-altered', {
      id: network.id,
      file: options.from ?? url,
      remedy,
    });
  }
  return place({ ...facts, from: options.from === undefined ? url : 'file' }, bytes, options);
}

/**
 * Adds a recogniser of the person's own, after a run on a grey picture has shown that it works and
 * gives one list of numbers. Its sha256 is recorded and checked whenever it is opened.
 *
 * @throws GuiseError `usage` for an id that is taken or no plain name, or a network that does not
 *   fit; `file-unreadable`, `inference-failed`, `output-unwritable`
 */
export async function addOwnNetwork(own: OwnNetwork, directory: string): Promise<AddedNetwork> {
  const taken = [...readLock().networks, ...addableNetworks].some(({ id }) => id === own.id);
  if (taken)
    throw new GuiseError('usage', { reason: `The id ${own.id} is taken. Choose another.` });
  requirePlainId(own.id);
  const bytes = await readWhole(own.file, largestBytes);
  const { input, outputs } = await probe(own, bytes);
  const record: AddedNetwork = {
    id: own.id,
    kind: 'identity',
    file: `${own.id}.onnx`,
    sha256: sha256Of(bytes),
    sizeBytes: bytes.length,
    licence: own.licence,
    purpose: 'describes a face for recognition; added by its owner',
    project: path.basename(own.file),
    from: 'file',
    input,
    outputs,
  };
  return place(record, bytes, { directory });
}

/**
 * Removes an added network and its record.
 *
 * @throws GuiseError `network-missing` when no such network was added
 */
export async function removeNetwork(id: string, directory: string): Promise<void> {
  const record = readAddedSync(directory).find((added) => added.id === id);
  if (!record) {
    const remedy = 'Only added networks can be removed; see: guise networks list.';
    throw new GuiseError('network-missing', { id, remedy });
  }
  // The record first: without it the file is not a network any more, whatever happens next.
  await rm(path.join(directory, `${id}.json`), { force: true });
  await rm(path.join(directory, path.basename(record.file)), { force: true });
}

/** A line of the list of networks. */
export interface NetworkListing {
  readonly id: string;
  readonly state: 'bundled' | 'added' | 'available';
  readonly purpose: string;
  readonly licence: string;
  readonly project: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Every network: those that came with Guise, those that were added, those that could be. */
export function listNetworks(directory?: string): NetworkListing[] {
  const added = directory === undefined ? [] : readAddedSync(directory);
  const available = addableNetworks.filter(({ id }) => !added.some((record) => record.id === id));
  const bundled = readLock().networks.map((network) => ({ ...network, ...network.output }));
  const line = (state: NetworkListing['state']) => {
    return (network: Omit<NetworkListing, 'state'>): NetworkListing => {
      const { id, purpose, licence, project, sizeBytes, sha256 } = network;
      return { id, state, purpose, licence, project, sizeBytes, sha256 };
    };
  };
  return [
    ...bundled.map(line('bundled')),
    ...added.map(line('added')),
    ...available.map(line('available')),
  ];
}

async function download(network: AddableNetwork, options: AddOptions): Promise<Uint8Array> {
  const { id, url, sizeBytes } = network;
  const fail = (reason: string): GuiseError =>
    new GuiseError('network-download', { id, url, reason });
  if (!options.fetch) throw fail('no connection is allowed');
  try {
    const response = await options.fetch(url, options.signal ? { signal: options.signal } : {});
    if (!response.ok) throw fail(`the server answered ${response.status}`);
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of response.body ?? []) {
      length += part.length;
      // Stopped at once: a server must not be able to fill the memory.
      if (length > sizeBytes) throw fail(`more than the expected ${sizeBytes} bytes came`);
      parts.push(part);
    }
    if (length < sizeBytes) throw fail(`only ${length} of ${sizeBytes} bytes came`);
    return Buffer.concat(parts);
  } catch (thrown) {
    throw thrown instanceof GuiseError ? thrown : fail(reasonOf(thrown));
  }
}

async function readWhole(file: string, limitBytes: number): Promise<Uint8Array> {
  try {
    const { size: sizeBytes } = await stat(file);
    if (sizeBytes > limitBytes)
      throw new GuiseError('file-too-large', { file, sizeBytes, limitBytes });
    return await readFile(file);
  } catch (thrown) {
    if (thrown instanceof GuiseError) throw thrown;
    const reason = hasSystemCode(thrown, 'ENOENT') ? 'it does not exist' : reasonOf(thrown);
    throw new GuiseError('file-unreadable', { file, reason });
  }
}

/** Runs a network once on grey to learn its names and shapes. */
async function probe(
  own: OwnNetwork,
  bytes: Uint8Array,
): Promise<Pick<AddedNetwork, 'input' | 'outputs'>> {
  const [height, width] = own.size;
  const network = await openNetwork(bytes, { id: own.id });
  try {
    const [name, ...more] = network.inputNames;
    if (name === undefined || more.length > 0) {
      throw new GuiseError('usage', { reason: `${own.file} must have exactly one input.` });
    }
    const dims = [1, 3, height, width];
    const grey = new Float32Array(3 * height * width).fill(127.5);
    const results = await network.run({ [name]: { data: grey, dims } });
    const outputs = Object.entries(results).map(([output, tensor]) => ({
      name: output,
      dims: [...tensor.dims],
    }));
    if (outputs.length !== 1) {
      throw new GuiseError('usage', { reason: `${own.file} must have exactly one output.` });
    }
    return { input: { name, dims, multipleOf: 1, pixels: own.pixels }, outputs };
  } finally {
    await network.release();
  }
}

async function place(
  network: AddedNetwork,
  bytes: Uint8Array,
  { directory }: Pick<AddOptions, 'directory'>,
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

function requirePlainId(id: string): void {
  if (addedNetwork.shape.id.safeParse(id).success) return;
  const reason = `The id ${id} must be lower-case letters, digits and single hyphens.`;
  throw new GuiseError('usage', { reason });
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
