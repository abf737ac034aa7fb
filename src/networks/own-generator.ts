import path from 'node:path';

import { GuiseError } from '../core/errors.js';

import { placeAdded, type AddedNetwork } from './added-record.js';
import { generatorInputDims, type GeneratorContract } from './generator-input.js';
import { fitGenerator, openGeneratorFile } from './generator.js';
import { sha256Of } from './obtain.js';
import { requireFreeId } from './own-network.js';

/** A generator of faces of a person's own. */
export interface OwnGenerator {
  readonly id: string;
  /** Its contract, which names the network beside it. */
  readonly file: string;
  /** The sha256 that the contract has to have. */
  readonly sha256?: string;
  /** Its licence, as its owner states it. */
  readonly licence: string;
}

/**
 * Adds a generator of the person's own, after a run on a drawn pattern has shown that it takes and
 * gives what its contract says. The contract goes into the record; the network's sha256 is checked
 * whenever it is opened.
 *
 * @param options the folder of added networks; it is made when it does not exist
 * @throws GuiseError `usage` for an id that is taken or no plain name; `generator-unfit`,
 *   `network-altered`, `file-unreadable`, `file-too-large`, `output-unwritable`
 */
export async function addOwnGenerator(
  own: OwnGenerator,
  options: { readonly directory: string },
): Promise<AddedNetwork> {
  requireFreeId(own.id);
  const { contract, contractSha256, model, modelFile, network } = await openGeneratorFile(own.file);
  try {
    if (own.sha256 !== undefined && own.sha256.toLowerCase() !== contractSha256) {
      const remedy = `Nothing was added. It has ${contractSha256}; compare that with what its owner states.`;
      throw new GuiseError('network-altered', { id: own.id, file: own.file, remedy });
    }
    await fitGenerator(modelFile, contract, network).run(drawnInputs(contract));
  } finally {
    await network.release();
  }
  const { inputs, output, size } = contract;
  const file = `${own.id}.onnx`;
  const record: AddedNetwork = {
    id: own.id,
    kind: 'generator',
    file,
    sha256: sha256Of(model),
    sizeBytes: model.length,
    licence: own.licence,
    purpose: 'makes faces for swap-generator; added by its owner',
    project: path.basename(own.file),
    from: 'file',
    input: {
      name: inputs[0].name,
      dims: generatorInputDims(inputs[0], size),
      multipleOf: 1,
      pixels: 'see generator',
    },
    outputs: [{ name: output.name, dims: [1, 3, size, size] }],
    generator: { ...contract, model: { ...contract.model, file } },
  };
  return placeAdded(record, model, options.directory);
}

/** Numbers between -1 and 1 for every input. */
function drawnInputs({ inputs, size }: GeneratorContract) {
  return Object.fromEntries(
    inputs.map((input) => {
      const dims = generatorInputDims(input, size);
      const count = dims.reduce((all, extent) => all * extent, 1);
      const data = Float32Array.from({ length: count }, (_, at) => ((at % 251) - 125) / 125);
      return [input.name, { data, dims }];
    }),
  );
}
