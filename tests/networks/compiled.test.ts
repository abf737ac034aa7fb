import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { compiledNetworks, type CompiledNetwork } from '../../src/networks/compile/catalogue.js';
import { readTfjs } from '../../src/networks/compile/tfjs.js';
import { letterbox } from '../../src/networks/letterbox.js';
import { packageRoot } from '../../src/networks/lock.js';
import type { Tensor } from '../../src/networks/session.js';
import { createNetworks } from '../../src/networks/weights.js';

import { drawFace } from './drawn.js';
import { evaluate } from './reference.js';
import type { Plain } from './reference-windows.js';

/** A free size that keeps the reference quick; its upsampling follows the tensor's own shape. */
const sizes: Record<string, readonly [number, number]> = {
  faceboxes: [128, 256],
  blazeface: [128, 96],
  'movenet-multipose': [64, 96],
};

const networks = createNetworks({ threads: 1 });
afterAll(() => networks.close());

describe('a whole compiled network gives what the reference evaluation gives', () => {
  test.each(compiledNetworks.map(({ id }) => id))('%s', async (id) => {
    const network = compiledNetworks.find((candidate) => candidate.id === id)!;
    const [height, width] = sizes[id] ?? [nominal(network.height), nominal(network.width)];
    const { tensor } = letterbox(drawFace(width, height), width, height);
    const opened = await networks.get(id);
    const outputs = await opened.run({ image: tensor });

    const directory = path.join(packageRoot, 'node_modules', network.package);
    const graph = await readTfjs(path.join(directory, network.file));
    const references = evaluate(
      graph,
      { [network.start]: normalised(tensor, network) },
      network.outputs.map(({ node }) => node),
    );
    network.outputs.forEach(({ name, layout }, index) => {
      const reference = layout === 'nchw' ? channelsFirst(references[index]!) : references[index]!;
      expect(outputs[name]!.dims, name).toEqual(reference.dims);
      expect(distance(outputs[name]!.data, reference.data), name).toBeLessThan(1e-4);
    });
  });
});

function nominal(size: CompiledNetwork['height']): number {
  return typeof size === 'number' ? size : size.nominal;
}

/** The picture as the published network wants it: channels last, in its own range. */
function normalised({ data, dims }: Tensor, { normalisation }: CompiledNetwork): Plain {
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
