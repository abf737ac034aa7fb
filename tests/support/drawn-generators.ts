import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  encodeOnnx,
  type OnnxGraph,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
} from '../../src/networks/compile/onnx.js';
import { createGenerators } from '../../src/networks/generator.js';
import { drawPortraits, portraitCount, portraitSide } from './drawn-portraits.js';

/** Side of the crops of the generators that tests make. */
export const drawnSide = 32;

const crop: readonly number[] = [1, 3, drawnSide, drawnSide];

function node(op: string, inputs: string[], output: string): OnnxNode {
  return { op, inputs, outputs: [output], attributes: {} };
}

function numbers(name: string, dims: number[], data: number[]): OnnxTensor {
  return { name, dims, data: Float32Array.from(data) };
}

function wholes(name: string, values: readonly number[]): OnnxTensor {
  return { name, dims: [values.length], data: BigInt64Array.from(values, BigInt) };
}

function graph(
  nodes: OnnxNode[],
  tensors: OnnxTensor[],
  inputs: OnnxValue[],
  dims: readonly number[] = crop,
): OnnxGraph {
  return { name: 'drawn', nodes, tensors, inputs, outputs: [{ name: 'face', dims }] };
}

const picture: OnnxValue = { name: 'picture', dims: crop };

/** Generators as small as they can be, by what they do with crops of -1 to 1. */
export const drawnGenerators = {
  /** One colour, whatever it is given. */
  constant: () =>
    graph(
      [node('Mul', ['picture', 'zero'], 'nothing'), node('Add', ['nothing', 'colour'], 'face')],
      [numbers('zero', [1], [0]), numbers('colour', [1, 3, 1, 1], [0.6, -0.2, 0.2])],
      [picture],
    ),
  /** Gives back what it is given. */
  echo: () => graph([node('Identity', ['picture'], 'face')], [], [picture]),
  /** The mask, as grey. */
  mask: () =>
    graph(
      [node('Expand', ['mask', 'dims'], 'face')],
      [wholes('dims', crop)],
      [{ name: 'mask', dims: [1, 1, drawnSide, drawnSide] }],
    ),
  /** A colour from the first three of four numbers. */
  seed: () =>
    graph(
      [
        node('MatMul', ['z', 'first'], 'three'),
        node('Tanh', ['three'], 'colour'),
        node('Reshape', ['colour', 'column'], 'dot'),
        node('Expand', ['dot', 'dims'], 'face'),
      ],
      [
        numbers('first', [4, 3], [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]),
        wholes('column', [1, 3, 1, 1]),
        wholes('dims', crop),
      ],
      [{ name: 'z', dims: [1, 4] }],
    ),
  /** One of four made-up people, or a little of several: whoever most of four numbers speak for. */
  portraits: () =>
    graph(
      [
        node('Mul', ['z', 'decision'], 'votes'),
        node('Softmax', ['votes'], 'shares'),
        node('MatMul', ['shares', 'people'], 'pixels'),
        node('Reshape', ['pixels', 'dims'], 'face'),
      ],
      [
        numbers('decision', [1], [20]),
        numbers('people', [portraitCount, 3 * portraitSide ** 2], drawPortraits()),
        wholes('dims', [1, 3, portraitSide, portraitSide]),
      ],
      [{ name: 'z', dims: [1, portraitCount] }],
      [1, 3, portraitSide, portraitSide],
    ),
  /** A single dot in place of a crop. */
  dot: () => graph([node('GlobalAveragePool', ['picture'], 'face')], [], [picture], [1, 3, 1, 1]),
  /** Wants a crop of another size than it is said to. */
  narrow: () =>
    graph([node('Identity', ['picture'], 'face')], [], [{ name: 'picture', dims: [1, 3, 16, 16] }]),
  /** Divides nothing by nothing. */
  nothing: () =>
    graph(
      [node('Sub', ['picture', 'picture'], 'zero'), node('Div', ['zero', 'zero'], 'face')],
      [],
      [picture],
    ),
} satisfies Record<string, () => OnnxGraph>;

let folder: string | undefined;

/** A folder for generators, which goes when the tests end. */
function generatorFolder(): string {
  if (folder === undefined) {
    const made = mkdtempSync(path.join(os.tmpdir(), 'guise-generators-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return folder;
}

/**
 * Writes a generator and its contract, and returns the contract's path. `changes` replace parts of
 * a contract that takes the picture alone and gives values of -1 to 1.
 */
export function writeGenerator(
  name: keyof typeof drawnGenerators,
  changes: Record<string, unknown> = {},
): string {
  const model = encodeOnnx(drawnGenerators[name]());
  const contract = JSON.stringify({
    guise: 1,
    model: { file: `${name}.onnx`, sha256: createHash('sha256').update(model).digest('hex') },
    size: drawnSide,
    align: 'ffhq',
    inputs: [{ role: 'picture', name: 'picture', range: [-1, 1] }],
    output: { name: 'face', range: [-1, 1] },
    ...changes,
  });
  const hash = createHash('sha256').update(contract).digest('hex').slice(0, 12);
  const file = path.join(generatorFolder(), `${name}-${hash}.json`);
  writeFileSync(path.join(generatorFolder(), `${name}.onnx`), model);
  writeFileSync(file, contract);
  return file;
}

/** Opens what {@link writeGenerator} wrote; nothing was added. */
export const generators = createGenerators((id) =>
  Promise.reject(new Error(`${id} was not added`)),
);
