import path from 'node:path';

import { GuiseError, reasonOf } from '../core/errors.js';

import { addableNetworks } from './addable.js';
import { addedNetwork, placeAdded, type AddedNetwork } from './added-record.js';
import { describePixels, faceInputDims, type FaceInput } from './face-input.js';
import { readLock } from './lock.js';
import { download, readNetworkFile, sha256Of } from './obtain.js';
import { openNetwork, type Network, type Tensor } from './session.js';

/** A recogniser of a person's own. */
export interface OwnNetwork {
  readonly id: string;
  /** Its ONNX file, or an address from `http://` or `https://` on. */
  readonly file: string;
  /** The sha256 it has to have; an address needs it. */
  readonly sha256?: string;
  readonly faceInput: FaceInput;
  /** The output that describes the face; needed only when there are several. */
  readonly output?: string;
  /** Its licence, as its owner states it. */
  readonly licence: string;
}

/** Where an own network goes to, and how it is fetched when it is given by an address. */
export interface OwnOptions {
  /** The folder of added networks; it is made when it does not exist. */
  readonly directory: string;
  readonly fetch?: typeof fetch;
  readonly signal?: AbortSignal;
}

/**
 * Adds a recogniser of the person's own, after a run on a drawn pattern has shown that it takes
 * what it is said to take and gives a list of numbers. Its sha256 is recorded and checked whenever
 * it is opened.
 *
 * @throws GuiseError `usage` for an id that is taken or no plain name, or a network that does not
 *   fit what is said of it; `network-altered`, `network-download`, `file-unreadable`,
 *   `output-unwritable`
 */
export async function addOwnNetwork(own: OwnNetwork, options: OwnOptions): Promise<AddedNetwork> {
  requireFreeId(own.id);
  const isAddress = /^https?:\/\//.test(own.file);
  if (isAddress && own.sha256 === undefined) {
    throw usage(`${own.file} is an address: give the sha256 of what lies there with --sha256.`);
  }
  const bytes = isAddress
    ? await download({ ...options, id: own.id, url: own.file })
    : await readNetworkFile(own.file);
  const sha256 = sha256Of(bytes);
  if (own.sha256 !== undefined && own.sha256.toLowerCase() !== sha256) {
    const remedy = `Nothing was added. It has ${sha256}; compare that with what its owner states.`;
    throw new GuiseError('network-altered', { id: own.id, file: own.file, remedy });
  }
  const record: AddedNetwork = {
    id: own.id,
    kind: 'identity',
    file: `${own.id}.onnx`,
    sha256,
    sizeBytes: bytes.length,
    licence: own.licence,
    purpose: 'describes a face for recognition; added by its owner',
    project: path.basename(own.file),
    from: isAddress ? own.file : 'file',
    ...(await probe(own, bytes)),
    faceInput: own.faceInput,
  };
  return placeAdded(record, bytes, options.directory);
}

/** @throws GuiseError `usage` for an id that is taken or no plain name */
export function requireFreeId(id: string): void {
  if (!addedNetwork.shape.id.safeParse(id).success) {
    throw usage(`The id ${id} must be lower-case letters, digits and single hyphens.`);
  }
  if ([...readLock().networks, ...addableNetworks].some((network) => network.id === id)) {
    throw usage(`The id ${id} is taken. Choose another.`);
  }
}

/** Runs a network once to see that it fits, and to learn its names and shapes. */
async function probe(
  own: OwnNetwork,
  bytes: Uint8Array,
): Promise<Pick<AddedNetwork, 'input' | 'outputs'>> {
  const network = await open(own, bytes);
  try {
    const [name, ...more] = network.inputNames;
    if (more.length > 0) throw usage(`${own.file} has ${more.length + 1} inputs in place of one.`);
    const dims = faceInputDims(own.faceInput);
    const results = await tryOut(own, network, name, dims);
    const output = chooseOutput(own, Object.keys(results));
    const { data, dims: given } = results[output];
    if (given[0] !== 1 || data.length < 2) {
      throw usage(`${own.file} gives ${given.join(' × ')} in place of a list of numbers a face.`);
    }
    if (!data.every(Number.isFinite)) {
      throw usage(`${own.file} gives what are no numbers. Check mean= and scale= in --input.`);
    }
    const pixels = describePixels(own.faceInput);
    return {
      input: { name, dims, multipleOf: 1, pixels },
      outputs: [{ name: output, dims: [...given] }],
    };
  } finally {
    await network.release();
  }
}

async function open(own: OwnNetwork, bytes: Uint8Array): Promise<Network> {
  try {
    return await openNetwork(bytes, { id: own.id });
  } catch (thrown) {
    throw usage(
      `${own.file} is no network that runs here. Export it as ONNX, in one file. ${reasonOf(thrown)}`,
    );
  }
}

async function tryOut(
  own: OwnNetwork,
  network: Network,
  name: string,
  dims: readonly number[],
): Promise<Record<string, Tensor>> {
  const { mean, scale } = own.faceInput;
  const count = dims.reduce((all, extent) => all * extent, 1);
  const data = Float32Array.from({ length: count }, (_, at) => ((at % 251) - mean[0]) * scale[0]);
  try {
    return await network.run({ [name]: { data, dims } });
  } catch (thrown) {
    throw usage(
      `${own.file} does not take ${dims.join(' × ')} single-precision numbers. ` +
        `Check size= and layout= in --input. ${reasonOf(thrown)}`,
    );
  }
}

function chooseOutput(own: OwnNetwork, outputs: readonly string[]): string {
  if (own.output === undefined && outputs.length === 1) return outputs[0];
  if (own.output !== undefined && outputs.includes(own.output)) return own.output;
  throw usage(`${own.file} has the outputs ${outputs.join(', ')}. Name one of them with --output.`);
}

function usage(reason: string): GuiseError {
  return new GuiseError('usage', { reason });
}
