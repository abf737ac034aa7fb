import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { build, readGraph } from '../../src/networks/compile/build.js';
import {
  compiledNetworks,
  copiedNetworks,
  type CompiledNetwork,
  type RebuiltNetwork,
} from '../../src/networks/compile/catalogue.js';
import { compile } from '../../src/networks/compile/compile.js';
import { parseInput, type TfGraph } from '../../src/networks/compile/tfjs.js';
import { letterbox } from '../../src/networks/letterbox.js';
import { packageRoot, readLock } from '../../src/networks/lock.js';
import { openNetwork, type Tensor } from '../../src/networks/session.js';

import { drawFace } from './drawn.js';
import { evaluate } from './reference.js';
import type { Plain } from './reference-windows.js';

type Made = CompiledNetwork | RebuiltNetwork;

/** Free sizes that keep the reference quick. */
const sizes: Record<string, readonly [number, number]> = {
  faceboxes: [128, 256],
  'face-person': [96, 96],
  blazeface: [128, 96],
  'ssd-mobilenetv1': [128, 256],
  centernet: [128, 128],
  'movenet-multipose': [64, 96],
  'hand-palm': [128, 128],
};

describe('a whole compiled network gives what the reference evaluation gives', () => {
  test.each(compiledNetworks.map(({ id }) => id))('%s', async (id) => {
    const network = comparable(compiledNetworks.find((candidate) => candidate.id === id)!);
    const [height, width] = sizes[id] ?? [nominal(network.height), nominal(network.width)];
    const { tensor } = letterbox(drawFace(width, height), width, height);
    const directory = path.join(packageRoot, 'node_modules', network.package);
    const graph = await readGraph(network, directory);
    const opened = await openNetwork(compile(graph, network).bytes, { id });
    const outputs = await opened.run({ image: tensor });

    const references = evaluate(
      resized(graph, height / nominal(network.height)),
      { [network.start]: normalised(tensor, network) },
      network.outputs.map(({ node }) => node),
    );
    network.outputs.forEach(({ name, layout }, index) => {
      const reference = layout === 'nchw' ? channelsFirst(references[index]!) : references[index]!;
      expect(outputs[name]!.dims, name).toEqual(reference.dims);
      // Single against double precision, through up to a hundred layers.
      expect(distance(outputs[name]!.data, reference.data), name).toBeLessThan(5e-4);
    });
  });
});

describe('a network is built to the byte that the lock pins', () => {
  test.each([...compiledNetworks, ...copiedNetworks].map(({ id }) => id))('%s', async (id) => {
    const network = [...compiledNetworks, ...copiedNetworks].find((entry) => entry.id === id)!;
    const { entry } = await build(network, packageRoot);
    expect(entry).toEqual(readLock().networks.find((locked) => locked.id === id));
  });
});

/**
 * Which of two equal neighbours is a peak hangs on the last bit, and the reference has more bits:
 * the scores are compared in place of their peaks.
 */
function comparable(network: Made): Made {
  const outputs = network.outputs.map((output) =>
    output.name === 'peaks' ? { ...output, node: 'tower_0/keypoints' } : output,
  );
  return { ...network, outputs };
}

/** The graph with what it upsamples to, where that is a constant, fitted to another input size. */
function resized(graph: TfGraph, ratio: number): TfGraph {
  const weights = new Map(graph.weights);
  for (const node of graph.nodes.values()) {
    const place = { ResizeBilinear: 1, Conv2DBackpropInput: 0 }[node.op];
    if (place === undefined) continue;
    const name = parseInput(node.input[place]!).node;
    const size = graph.weights.get(name);
    // Height and width alone, or between the batch and the channels.
    const isExtent = (at: number) => size?.data.length === 2 || at === 1 || at === 2;
    if (size) {
      const data = size.data.map((extent, at) => (isExtent(at) ? extent * ratio : extent));
      weights.set(name, { ...size, data });
    }
  }
  return { ...graph, weights };
}

function nominal(size: Made['height']): number {
  return typeof size === 'number' ? size : size.nominal;
}

/** The picture as the published network wants it: channels last, in its own range. */
function normalised({ data, dims }: Tensor, { normalisation }: Made): Plain {
  const [, , height, width] = dims as [number, number, number, number];
  const count = height * width;
  if (normalisation.kind === 'grey') {
    const [red, green, blue] = normalisation.weights;
    const grey = Float64Array.from({ length: count }, (_, at) => {
      const colour = red * data[at]! + green * data[at + count]! + blue * data[at + 2 * count]!;
      return colour + normalisation.offset;
    });
    return { dims: [1, height, width, 1], data: grey };
  }
  const { scale, offset } = normalisation;
  const pixels = Float64Array.from({ length: count * 3 }, (_, at) => {
    return data[(at % 3) * count + Math.floor(at / 3)]! * scale + offset;
  });
  return { dims: [1, height, width, 3], data: pixels };
}

function channelsFirst({ dims, data }: Plain): Plain {
  const [, height, width, channels] = dims as [number, number, number, number];
  const count = height * width;
  return {
    dims: [1, channels, height, width],
    data: data.map((_, at) => data[(at % count) * channels + Math.floor(at / count)]!),
  };
}

/** The largest difference, relative to the reference's largest value. */
function distance(a: Float32Array, b: Float64Array): number {
  let most = 0;
  let largest = 0;
  for (let at = 0; at < b.length; at++) {
    most = Math.max(most, Math.abs(a[at]! - b[at]!));
    largest = Math.max(largest, Math.abs(b[at]!));
  }
  return most / largest;
}
