import path from 'node:path';

import { GuiseError, reasonOf } from '../core/errors.js';

import {
  generatorContract,
  generatorInputDims,
  type GeneratorContract,
} from './generator-input.js';
import { readNetworkFile, sha256Of } from './obtain.js';
import { openNetwork, type Network, type Tensor } from './session.js';

/** A generator of faces that a person brought along, opened. */
export interface Generator {
  readonly contract: GeneratorContract;
  /**
   * Makes one face.
   *
   * @param inputs by name, each with the extents that the contract gives it
   * @returns 1 × 3 × size × size in the contract's range for the output
   * @throws GuiseError `generator-unfit`, naming the file, when the network does not take or give
   *   what the contract says
   */
  run(inputs: Readonly<Record<string, Tensor>>): Promise<Float32Array>;
}

/** Which generator is meant: an added one, or one that a contract's file describes. */
export type GeneratorReference =
  | { readonly network: string }
  | {
      /** The contract. */
      readonly file: string;
      /** What the contract has to have, when it was pinned. */
      readonly sha256?: string | undefined;
    };

/** Generators that are opened once, when they are first needed, and shared by their callers. */
export interface Generators {
  /**
   * @throws GuiseError `generator-unfit`, `file-unreadable`, `file-too-large`, `network-altered`,
   *   `network-missing`
   */
  open(reference: GeneratorReference): Promise<Generator>;
  /** Frees the sessions of those that were opened from files. None may be running. */
  close(): Promise<void>;
}

interface Opened {
  readonly generator: Generator;
  readonly network: Network;
}

/** @param added opens an added generator, whose session belongs to somebody else */
export function createGenerators(added: (id: string) => Promise<Generator>): Generators {
  const byHash = new Map<string, Promise<Opened>>();
  const openFile = async (file: string, sha256: string | undefined): Promise<Generator> => {
    const known = sha256 === undefined ? undefined : byHash.get(sha256);
    if (known) return (await known).generator;
    const bytes = await readNetworkFile(file);
    const found = sha256Of(bytes);
    if (sha256 !== undefined && found !== sha256) {
      throw unfit(file, 'it has changed since the policy was read. Start the run anew.');
    }
    const opening = byHash.get(found) ?? load(file, bytes);
    byHash.set(found, opening);
    // A failed load must not be remembered: the file may be mended in the meantime.
    opening.catch(() => byHash.delete(found));
    return (await opening).generator;
  };
  return {
    open: (reference) =>
      'network' in reference
        ? added(reference.network)
        : openFile(reference.file, reference.sha256),
    async close() {
      const all = await Promise.allSettled(byHash.values());
      byHash.clear();
      for (const each of all) if (each.status === 'fulfilled') await each.value.network.release();
    },
  };
}

async function load(file: string, bytes: Uint8Array): Promise<Opened> {
  const { contract, modelFile, network } = await openContract(file, bytes);
  try {
    return { network, generator: fitGenerator(modelFile, contract, network) };
  } catch (thrown) {
    await network.release();
    throw thrown;
  }
}

/**
 * Reads a contract and opens the network that it names, which the caller has to release.
 * @throws GuiseError `generator-unfit`, `file-unreadable`, `file-too-large`, `network-altered`
 */
export async function openGeneratorFile(file: string) {
  const bytes = await readNetworkFile(file);
  return { ...(await openContract(file, bytes)), contractSha256: sha256Of(bytes) };
}

async function openContract(file: string, bytes: Uint8Array) {
  const contract = parseContract(file, bytes);
  const modelFile = path.resolve(path.dirname(file), contract.model.file);
  const model = await readNetworkFile(modelFile);
  const sha256 = sha256Of(model);
  if (sha256 !== contract.model.sha256) {
    const remedy = `It has ${sha256}; if it is the one you mean, write that into ${file}.`;
    throw new GuiseError('network-altered', { id: 'generator', file: modelFile, remedy });
  }
  return { contract, model, modelFile, network: await open(modelFile, model) };
}

function parseContract(file: string, bytes: Uint8Array): GeneratorContract {
  let given: unknown;
  try {
    given = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    throw unfit(file, 'it is no JSON. Name the contract here, not the network.');
  }
  const parsed = generatorContract.safeParse(given);
  if (parsed.success) return parsed.data;
  const [{ path: place, message }] = parsed.error.issues;
  throw unfit(file, `${place.join('.') || 'it'}: ${message}. See docs/extend/generator.md.`);
}

async function open(file: string, model: Uint8Array): Promise<Network> {
  try {
    return await openNetwork(model, { id: path.basename(file), threads: 1 });
  } catch (thrown) {
    throw unfit(file, `${reasonOf(thrown)} Export it as ONNX, weights and all in one file.`);
  }
}

function requireNames(file: string, { inputs, output }: GeneratorContract, network: Network): void {
  const given = inputs.map((input) => input.name);
  const missing = network.inputNames.filter((name) => !given.includes(name));
  const unknown = given.filter((name) => !network.inputNames.includes(name));
  if (missing.length > 0 || unknown.length > 0) {
    const list = network.inputNames.join(', ');
    throw unfit(file, `its inputs are ${list}; the contract names ${given.join(', ')}.`);
  }
  if (!network.outputNames.includes(output.name)) {
    const list = network.outputNames.join(', ');
    throw unfit(file, `its outputs are ${list}; the contract names ${output.name}.`);
  }
}

/**
 * A network as its contract describes it.
 * @param file the network's, for messages
 * @throws GuiseError `generator-unfit` when it has other inputs or outputs
 */
export function fitGenerator(
  file: string,
  contract: GeneratorContract,
  network: Network,
): Generator {
  requireNames(file, contract, network);
  const { size, output } = contract;
  const expected = [1, 3, size, size];
  return {
    contract,
    async run(inputs) {
      let results: Record<string, Tensor>;
      try {
        results = await network.run(inputs);
      } catch (thrown) {
        const told = contract.inputs
          .map((input) => `${input.name} ${generatorInputDims(input, size).join(' × ')}`)
          .join(', ');
        throw unfit(
          file,
          `it does not run on what its contract says (${told}). ` +
            `Check size and inputs there. ${reasonOf(thrown)}`,
        );
      }
      const { data, dims } = results[output.name];
      if (dims.length !== 4 || dims.some((extent, axis) => extent !== expected[axis])) {
        throw unfit(
          file,
          `it gives ${dims.join(' × ')} in place of ${expected.join(' × ')}. ` +
            'Check size and output in its contract.',
        );
      }
      if (!data.every(Number.isFinite)) {
        throw unfit(file, 'it gives what are no numbers. Check the ranges in its contract.');
      }
      return data;
    },
  };
}

function unfit(file: string, reason: string): GuiseError {
  return new GuiseError('generator-unfit', { file, reason });
}
