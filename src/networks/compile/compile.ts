import { createBuilder, settle, type Builder, type Live, type Value } from './builder.js';
import { converters } from './convert/index.js';
import { channelsLast } from './convert/shape.js';
import { fold } from './fold.js';
import { encodeOnnx, type OnnxValue } from './onnx.js';
import { formula, type FreeSize, type Size } from './sizes.js';
import { parseInput, type Constant, type TfGraph } from './tfjs.js';

/** The height or width a network takes: fixed, or any multiple of a number. */
export type InputSize = number | { readonly multipleOf: number; readonly nominal: number };

/**
 * How RGB values of 0..255 become what the network was trained on. It is compiled into the
 * network, so that every network takes the same pictures.
 */
export type Normalisation =
  /** `value * scale + offset`, for every channel alike. */
  | { readonly kind: 'scale'; readonly scale: number; readonly offset: number }
  /** One grey channel: `red * weights[0] + green * weights[1] + blue * weights[2] + offset`. */
  | {
      readonly kind: 'grey';
      readonly weights: readonly [number, number, number];
      readonly offset: number;
    };

/** One output of a compiled network. */
export interface OutputSpec {
  /** The name it gets. */
  readonly name: string;
  /** The TensorFlow node it is read from. */
  readonly node: string;
  /** For outputs that are pictures: where the channels stand. Channels last unless said. */
  readonly layout?: 'nchw' | 'nhwc';
}

/** What to compile out of a published graph. */
export interface CompileSpec {
  readonly id: string;
  /** The node that takes the picture; everything before it is replaced by the normalisation. */
  readonly start: string;
  readonly height: InputSize;
  readonly width: InputSize;
  readonly normalisation: Normalisation;
  readonly outputs: readonly OutputSpec[];
}

/** A compiled network: the bytes of its ONNX file and the shapes of what it takes and gives. */
export interface Compiled {
  readonly bytes: Uint8Array;
  readonly input: OnnxValue;
  readonly outputs: readonly OnnxValue[];
}

/**
 * Compiles a part of a TensorFlow graph, from a start node to the outputs, into an ONNX network
 * that takes one RGB picture, single precision 0..255, laid out as 1 × 3 × height × width.
 *
 * The same graph and spec always give the same bytes.
 *
 * @throws Error naming the node, when an operation or a form of it is not supported
 */
export function compile(graph: TfGraph, spec: CompileSpec): Compiled {
  const builder = createBuilder();
  const height = freeOrFixed('height', spec.height);
  const width = freeOrFixed('width', spec.width);
  const input: OnnxValue = { name: 'image', dims: [1, 3, formula(height), formula(width)] };
  const picture = normalise(
    { kind: 'live', name: 'image', dims: [1, height, width, 3] },
    spec,
    builder,
  );

  const values = new Map<string, Value>([[spec.start, picture]]);
  const outputs = spec.outputs.map((output): OnnxValue => {
    const value = valueOf(output.node, graph, values, builder);
    if (value.kind === 'constant') throw new Error(`${output.node} does not depend on the input`);
    return emitOutput(value, output, builder);
  });
  const bytes = encodeOnnx({
    name: spec.id,
    nodes: builder.nodes,
    tensors: builder.tensors,
    inputs: [input],
    outputs,
  });
  return { bytes, input, outputs };
}

function freeOrFixed(axis: FreeSize['axis'], size: InputSize): Size {
  if (typeof size === 'number') return size;
  return { axis, nominal: size.nominal, multiple: size.multipleOf, divisor: 1, offset: 0 };
}

function normalise(image: Live, spec: CompileSpec, builder: Builder): Live {
  const { normalisation } = spec;
  if (normalisation.kind === 'grey') {
    const weights = builder.weights(Float32Array.from(normalisation.weights), [1, 3, 1, 1]);
    const offset = builder.weights(Float32Array.of(normalisation.offset), [1]);
    const name = builder.node('Conv', [image.name, weights, offset]);
    return { ...image, name, dims: [...image.dims.slice(0, 3), 1] };
  }
  const { scale, offset } = normalisation;
  return scale === 1 && offset === 0 ? image : { ...image, pending: { scale, offset } };
}

/** Operations that can take a picture whose scaling is pending, and so save carrying it out. */
const absorbing = new Set(['Conv2D', '_FusedConv2D', 'Pad']);

/** Walks the graph from an output back to what is known, in an order that never recurses deeply. */
function valueOf(
  output: string,
  graph: TfGraph,
  values: Map<string, Value>,
  builder: Builder,
): Value {
  const waiting = [output];
  while (waiting.length > 0) {
    const name = waiting.at(-1)!;
    if (values.has(name)) {
      waiting.pop();
      continue;
    }
    const node = graph.nodes.get(name);
    if (!node) throw new Error(`the graph has no node ${name}`);
    const constant = graph.weights.get(name);
    if (constant) {
      values.set(name, constant);
      continue;
    }
    const sources = node.input.map(parseInput).filter(({ output: index }) => index >= 0);
    const missing = sources.filter((source) => !values.has(source.node));
    if (missing.length > 0) {
      waiting.push(...missing.map((source) => source.node).reverse());
      continue;
    }
    if (sources.some((source) => source.output > 0)) {
      throw new Error(`${node.op} ${name}: a second output of another node is not supported`);
    }
    const inputs = sources.map((source) => {
      const value = values.get(source.node)!;
      return value.kind === 'constant' || absorbing.has(node.op) ? value : settle(value, builder);
    });
    const convert = converters[node.op];
    const value: Constant | Value | undefined =
      fold(node, inputs) ?? convert?.(node, inputs, builder);
    if (!value) throw new Error(`${node.op} ${name} is not supported`);
    values.set(name, value);
  }
  return values.get(output)!;
}

function emitOutput(held: Live, output: OutputSpec, builder: Builder): OnnxValue {
  const value = settle(held, builder);
  const planar = output.layout === 'nchw';
  const source = planar ? value.name : channelsLast(value, builder);
  builder.nodes.push({
    op: 'Identity',
    inputs: [source],
    outputs: [output.name],
    attributes: {},
  });
  const [batch, rows, columns, channels] = value.dims;
  const dims = planar ? [batch!, channels!, rows!, columns!] : value.dims;
  return { name: output.name, dims: dims.map(formula) };
}
