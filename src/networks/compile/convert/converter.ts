import type { Builder, Live, Value } from '../builder.js';
import type { TfNode } from '../tfjs.js';

/** Turns one TensorFlow operation into ONNX nodes. Inputs are in the operation's own order. */
export type Converter = (node: TfNode, inputs: readonly Value[], builder: Builder) => Value;

/** The input at a position, which must be computed by the network. */
export function liveInput(node: TfNode, inputs: readonly Value[], position: number): Live {
  const value = inputs[position];
  if (value?.kind !== 'live') {
    throw new Error(`${node.op} ${node.name}: input ${position} must not be a constant`);
  }
  return value;
}
