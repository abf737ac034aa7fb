import { fromFront, integersOf, onnxAxis } from '../builder.js';
import { flag } from '../tfjs.js';

import { liveInput, type Converter } from './converter.js';
import { channelsLast } from './shape.js';

/** Mean, Sum and Max over some axes. */
export const reduce: Converter = (node, inputs, builder) => {
  const input = liveInput(node, inputs, 0);
  const rank = input.dims.length;
  const axes = integersOf(inputs[1], `the axes of ${node.name}`).map((axis) =>
    fromFront(axis, rank),
  );
  const keep = flag(node, 'keep_dims');
  const dims = input.dims.flatMap((size, axis) =>
    axes.includes(axis) ? (keep ? [1] : []) : [size],
  );
  const spatialOnly = axes.every((axis) => axis === 1 || axis === 2);
  // What is left keeps TensorFlow's order only if the channels end up last again.
  const inPlace = rank !== 4 || keep || (spatialOnly && axes.length === 2);
  const source = inPlace ? input.name : channelsLast(input, builder);
  const where = axes.map((axis) => (inPlace ? onnxAxis(axis, rank) : axis)).sort((a, b) => a - b);
  const keepdims = { keepdims: { i: keep ? 1 : 0 } };
  // In this operator set the axes of ReduceSum are an input, those of the others an attribute.
  const name =
    node.op === 'Sum'
      ? builder.node('ReduceSum', [source, builder.integers(where)], keepdims)
      : builder.node(node.op === 'Mean' ? 'ReduceMean' : 'ReduceMax', [source], {
          axes: { ints: where },
          ...keepdims,
        });
  return { kind: 'live', name, dims };
};
