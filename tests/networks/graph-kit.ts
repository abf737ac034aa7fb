import type { Constant, TfGraph, TfNode } from '../../src/networks/compile/tfjs.js';

type Attribute = number[] | string | string[] | number | boolean;

/** Whole-number attributes that stand alone; other numbers are written as fractions. */
const wholeAttributes = ['block_size', 'shrink_axis_mask'];

/** Writes a TensorFlow graph by hand, with weights that look random and never change. */
export class GraphKit implements TfGraph {
  readonly nodes = new Map<string, TfNode>();
  readonly weights = new Map<string, Constant>();
  readonly weightFiles = [];

  /** Adds an operation and returns its name. */
  node(op: string, input: string[], attributes: Record<string, Attribute> = {}): string {
    const name = `${op}_${this.nodes.size}`;
    const attr = Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [key, encode(key, value)]),
    );
    this.nodes.set(name, { name, op, input, attr });
    return name;
  }

  /** Adds weights of a shape, between -0.5 and 0.5 unless moved. */
  weight(dims: number[], moved = 0): string {
    const count = dims.reduce((all, size) => all * size, 1);
    const data = Float32Array.from(
      noise(count, this.nodes.size + 1),
      (value) => value - 0.5 + moved,
    );
    return this.constant({ kind: 'constant', dtype: 'float32', dims, data });
  }

  /** Adds a single number. */
  scalar(value: number): string {
    return this.constant({
      kind: 'constant',
      dtype: 'float32',
      dims: [],
      data: Float32Array.of(value),
    });
  }

  /** Adds whole numbers, such as a shape. */
  integers(values: number[], dims = [values.length]): string {
    return this.constant({ kind: 'constant', dtype: 'int32', dims, data: Int32Array.from(values) });
  }

  private constant(value: Constant): string {
    const name = this.node('Const', []);
    this.weights.set(name, value);
    return name;
  }
}

function encode(key: string, value: Attribute): TfNode['attr'][string] {
  if (typeof value === 'string') return { s: base64(value) };
  if (typeof value === 'boolean') return { b: value };
  if (typeof value === 'number') return wholeAttributes.includes(key) ? { i: value } : { f: value };
  const strings = value.filter((entry) => typeof entry === 'string');
  if (strings.length > 0) return { list: { s: strings.map(base64) } };
  return { list: { i: (value as number[]).map(String) } };
}

function base64(value: string): string {
  return Buffer.from(value, 'utf8').toString('base64');
}

/** Numbers from 0 to 1 that look random, the same on every machine. */
export function noise(count: number, seed: number): Float32Array {
  let state = (seed * 2654435761) >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  });
}
