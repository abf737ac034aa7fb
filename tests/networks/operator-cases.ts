import type { GraphKit } from './graph-kit.js';

/** A small graph around one operator. */
export interface OperatorCase {
  readonly what: string;
  /** Builds the graph on the input `x` (1 × height × width × 3) and returns its output. */
  readonly build: (kit: GraphKit) => string;
  readonly size?: readonly [number, number];
  readonly multipleOf?: number;
}

const conv = (
  strides: number,
  padding: string,
  dilation = 1,
): Record<string, string | number[]> => ({
  strides: [1, strides, strides, 1],
  dilations: [1, dilation, dilation, 1],
  padding,
});
const fusedOps = (...names: string[]): { fused_ops: string[] } => ({ fused_ops: names });

const unary = ['Abs', 'Elu', 'Exp', 'Identity', 'Neg', 'Relu', 'Relu6', 'Sigmoid', 'Tanh'];
const binary = ['Add', 'AddV2', 'Sub', 'Mul', 'RealDiv', 'Maximum', 'Minimum'];

/** Every operator that can be compiled, in the forms that networks use. */
export const operatorCases: readonly OperatorCase[] = [
  ...['SAME', 'VALID'].flatMap((padding) =>
    [1, 2, 3].flatMap((stride) => [
      {
        what: `Conv2D 3×3 ${padding} stride ${stride}`,
        build: (kit: GraphKit) =>
          kit.node('Conv2D', ['x', kit.weight([3, 3, 3, 5])], conv(stride, padding)),
      },
      {
        what: `DepthwiseConv2dNative 3×3 ${padding} stride ${stride}`,
        build: (kit: GraphKit) =>
          kit.node('DepthwiseConv2dNative', ['x', kit.weight([3, 3, 3, 2])], conv(stride, padding)),
      },
      {
        what: `MaxPool 3×3 ${padding} stride ${stride}`,
        build: (kit: GraphKit) =>
          kit.node('MaxPool', ['x'], { ...conv(stride, padding), ksize: [1, 3, 3, 1] }),
      },
      {
        what: `AvgPool 2×2 ${padding} stride ${stride}`,
        build: (kit: GraphKit) =>
          kit.node('AvgPool', ['x'], { ...conv(stride, padding), ksize: [1, 2, 2, 1] }),
      },
    ]),
  ),
  {
    what: 'Conv2D dilated',
    build: (kit) => kit.node('Conv2D', ['x', kit.weight([3, 3, 3, 2])], conv(1, 'SAME', 2)),
  },
  {
    what: 'Conv2D of even, unequal sides',
    build: (kit) => kit.node('Conv2D', ['x', kit.weight([4, 2, 3, 2])], conv(2, 'SAME')),
  },
  ...['Relu', 'Relu6', 'Elu', 'LeakyRelu'].map((activation) => ({
    what: `_FusedConv2D with BiasAdd and ${activation}`,
    build: (kit: GraphKit) =>
      kit.node('_FusedConv2D', ['x', kit.weight([1, 1, 3, 4]), kit.weight([4])], {
        ...conv(1, 'VALID'),
        ...fusedOps('BiasAdd', activation),
        leakyrelu_alpha: 0.3,
      }),
  })),
  {
    what: '_FusedConv2D with BiasAdd and Prelu',
    build: (kit) =>
      kit.node(
        '_FusedConv2D',
        ['x', kit.weight([1, 1, 3, 4]), kit.weight([4]), kit.weight([1, 1, 4])],
        { ...conv(1, 'VALID'), ...fusedOps('BiasAdd', 'Prelu') },
      ),
  },
  {
    what: 'FusedDepthwiseConv2dNative with BiasAdd and Relu6',
    build: (kit) =>
      kit.node('FusedDepthwiseConv2dNative', ['x', kit.weight([3, 3, 3, 1]), kit.weight([3])], {
        ...conv(2, 'SAME'),
        ...fusedOps('BiasAdd', 'Relu6'),
      }),
  },
  {
    what: 'Conv2DBackpropInput',
    build: (kit) =>
      kit.node(
        'Conv2DBackpropInput',
        [kit.integers([1, 14, 10, 4]), kit.weight([2, 2, 4, 3]), 'x'],
        conv(2, 'SAME'),
      ),
  },
  ...unary.map((op) => ({
    what: op,
    build: (kit: GraphKit) => kit.node(op, [kit.node('Sub', ['x', kit.scalar(0.5)])]),
  })),
  { what: 'Sqrt', build: (kit) => kit.node('Sqrt', ['x']) },
  {
    what: 'Reciprocal',
    build: (kit) => kit.node('Reciprocal', [kit.node('Add', ['x', kit.scalar(1)])]),
  },
  { what: 'Cast', build: (kit) => kit.node('Relu', [kit.node('Cast', ['x'])]) },
  {
    what: 'LeakyRelu',
    build: (kit) =>
      kit.node('LeakyRelu', [kit.node('Sub', ['x', kit.scalar(0.5)])], { alpha: 0.1 }),
  },
  {
    what: 'Prelu',
    build: (kit) =>
      kit.node('Prelu', [kit.node('Sub', ['x', kit.scalar(0.5)]), kit.weight([1, 1, 3])]),
  },
  { what: 'Softmax of a picture', build: (kit) => kit.node('Softmax', ['x']) },
  ...binary.flatMap((op) => [
    { what: `${op} with a number`, build: (kit: GraphKit) => kit.node(op, ['x', kit.scalar(0.4)]) },
    { what: `number ${op}`, build: (kit: GraphKit) => kit.node(op, [kit.scalar(0.4), 'x']) },
    {
      what: `${op} with channels`,
      build: (kit: GraphKit) => kit.node(op, ['x', kit.weight([3], 1)]),
    },
    {
      what: `${op} with a whole picture`,
      build: (kit: GraphKit) => kit.node(op, ['x', kit.weight([1, 7, 5, 3], 1)]),
    },
    {
      what: `${op} of two computed tensors, one of one pixel`,
      build: (kit: GraphKit) => {
        const mean = kit.node('Mean', ['x', kit.integers([1, 2])], { keep_dims: true });
        return kit.node(op, ['x', mean]);
      },
    },
  ]),
  { what: 'BiasAdd', build: (kit) => kit.node('BiasAdd', ['x', kit.weight([3])]) },
  { what: 'AddN', build: (kit) => kit.node('AddN', ['x', kit.node('Relu', ['x']), 'x']) },
  {
    what: 'Equal: where a pixel is the largest of its surroundings',
    build: (kit) => {
      const largest = kit.node('MaxPool', ['x'], { ...conv(1, 'SAME'), ksize: [1, 3, 3, 1] });
      return kit.node('Mul', ['x', kit.node('Cast', [kit.node('Equal', ['x', largest])])]);
    },
  },
  {
    what: 'Pad in height, width and channels',
    build: (kit) => kit.node('Pad', ['x', kit.integers([0, 0, 1, 2, 0, 3, 1, 1], [4, 2])]),
  },
  {
    what: 'PadV2 with a value',
    build: (kit) =>
      kit.node('PadV2', ['x', kit.integers([0, 0, 1, 0, 0, 1, 0, 0], [4, 2]), kit.scalar(-2)]),
  },
  ...[1, 2, 3, -1].map((axis) => ({
    what: `ConcatV2 on axis ${axis}`,
    build: (kit: GraphKit) =>
      kit.node('ConcatV2', ['x', kit.node('Neg', ['x']), kit.integers([axis], [])]),
  })),
  { what: 'Reshape to a row', build: (kit) => kit.node('Reshape', ['x', kit.integers([1, -1])]) },
  {
    what: 'Reshape to a list of pixels',
    build: (kit) => kit.node('Reshape', ['x', kit.integers([1, 35, 3])]),
  },
  {
    what: 'Reshape to another picture',
    build: (kit) => kit.node('Reshape', ['x', kit.integers([1, 5, 7, 3])]),
  },
  {
    what: 'Squeeze after a mean',
    build: (kit) => {
      const mean = kit.node('Mean', ['x', kit.integers([1, 2])], { keep_dims: true });
      return kit.node('Squeeze', [mean], { squeeze_dims: [1, 2] });
    },
  },
  {
    what: 'ExpandDims of a row',
    build: (kit) => {
      const row = kit.node('Mean', ['x', kit.integers([1, 2])], { keep_dims: false });
      return kit.node('ExpandDims', [row, kit.integers([1], [])]);
    },
  },
  {
    what: 'Transpose of height and width',
    build: (kit) => kit.node('Transpose', ['x', kit.integers([0, 2, 1, 3])]),
  },
  {
    what: 'Transpose to channels first',
    build: (kit) => kit.node('Transpose', ['x', kit.integers([0, 3, 1, 2])]),
  },
  ...['Mean', 'Sum', 'Max'].flatMap((op) =>
    [[1, 2], [3], [1], [1, 2, 3], [-1]].flatMap((axes) =>
      [true, false].map((keep) => ({
        what: `${op} over ${axes.join(' and ')}${keep ? ', kept' : ''}`,
        build: (kit: GraphKit) => kit.node(op, ['x', kit.integers(axes)], { keep_dims: keep }),
      })),
    ),
  ),
  ...[{}, { half_pixel_centers: true }, { align_corners: true }].map((how) => ({
    what: `ResizeBilinear by 2 ${Object.keys(how).join()}`,
    build: (kit: GraphKit) => kit.node('ResizeBilinear', ['x', kit.integers([14, 10])], how),
  })),
  {
    what: 'ResizeBilinear to a size computed from shapes',
    build: (kit) => upsample(kit, 'x'),
  },
  {
    what: 'DepthToSpace',
    build: (kit) => {
      const deep = kit.node('Conv2D', ['x', kit.weight([1, 1, 3, 8])], conv(1, 'VALID'));
      return kit.node('DepthToSpace', [deep], { block_size: 2 });
    },
  },
  {
    what: 'MatMul',
    build: (kit) => {
      const row = kit.node('Reshape', ['x', kit.integers([1, 105])]);
      return kit.node('MatMul', [row, kit.weight([105, 6])]);
    },
  },
  {
    what: '_FusedMatMul, transposed, with BiasAdd and Relu',
    build: (kit) => {
      const row = kit.node('Reshape', ['x', kit.integers([1, 105])]);
      return kit.node('_FusedMatMul', [row, kit.weight([6, 105]), kit.weight([6])], {
        transpose_b: true,
        ...fusedOps('BiasAdd', 'Relu'),
      });
    },
  },
  {
    what: 'Softmax of a row',
    build: (kit) => kit.node('Softmax', [kit.node('Mean', ['x', kit.integers([1, 2])])]),
  },
  {
    what: 'free sizes: SAME strides, padding by hand, upsampling',
    multipleOf: 8,
    size: [24, 16],
    build: (kit) => {
      const half = kit.node('Conv2D', ['x', kit.weight([3, 3, 3, 4])], conv(2, 'SAME'));
      const padded = kit.node('Pad', [half, kit.integers([0, 0, 0, 1, 0, 1, 0, 0], [4, 2])]);
      const quarter = kit.node('Conv2D', [padded, kit.weight([3, 3, 4, 4])], conv(2, 'VALID'));
      const pooled = kit.node('MaxPool', [quarter], { ...conv(2, 'SAME'), ksize: [1, 3, 3, 1] });
      return kit.node('Add', [upsample(kit, pooled), quarter]);
    },
  },
];

/** Doubles a tensor's height and width, whatever they are. */
function upsample(kit: GraphKit, input: string): string {
  const [one, three, two] = [kit.integers([1]), kit.integers([3]), kit.integers([2, 2])];
  const size = kit.node('StridedSlice', [kit.node('Shape', [input]), one, three, one]);
  return kit.node('ResizeBilinear', [input, kit.node('Mul', [size, two])]);
}
