import { readFile, writeFile } from 'node:fs/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { build } from '../../src/networks/compile/build.js';
import { compiledNetworks, copiedNetworks } from '../../src/networks/compile/catalogue.js';
import { letterbox } from '../../src/networks/letterbox.js';
import { packageRoot } from '../../src/networks/lock.js';
import { openNetwork, type Tensor } from '../../src/networks/session.js';

import { drawFace } from './drawn.js';

/**
 * What every network answers to one drawn face, thinned out to a few numbers an output. Written by
 * running this file with UPDATE_GOLDENS=1; a change means that a network or the runtime changed.
 */
const file = new URL('goldens.json', import.meta.url);
const update = process.env['UPDATE_GOLDENS'] === '1';

type Golden = Record<string, { dims: readonly number[]; largest: number; samples: number[] }>;

let goldens: Record<string, Golden> = {};
beforeAll(async () => {
  if (!update) goldens = JSON.parse(await readFile(file, 'utf8')) as typeof goldens;
});
afterAll(async () => {
  if (update) await writeFile(file, `${JSON.stringify(goldens, null, 2)}\n`);
});

/** Sizes for networks that take any: neither square nor the published one. */
const sizes: Record<string, readonly [number, number]> = {
  faceboxes: [256, 384],
  'face-person': [192, 256],
  blazeface: [128, 160],
  'ssd-mobilenetv1': [256, 384],
  centernet: [256, 320],
  scene: [128, 160],
  'movenet-multipose': [192, 256],
  'hand-palm': [128, 160],
  'text-detection': [96, 128],
  'text-recognition': [48, 160],
};

const ids = [...compiledNetworks, ...copiedNetworks].map(({ id }) => id);
const everyWay = (['native', 'wasm'] as const).flatMap((backend) =>
  ids.map((id) => [id, backend] as const),
);

test.each(everyWay)('%s, %s', async (id, backend) => {
  const network = [...compiledNetworks, ...copiedNetworks].find((entry) => entry.id === id)!;
  const { entry, files } = await build(network, packageRoot);
  const [height, width] = sizes[id] ?? (entry.input.dims.slice(2) as [number, number]);
  const { tensor } = letterbox(drawFace(width, height), width, height);
  const opened = await openNetwork(files[0]!.bytes, { id, backend });
  const outputs = await opened.run({ [entry.input.name]: tensor });
  await opened.release();

  expect(Object.keys(outputs).sort()).toEqual(entry.outputs.map(({ name }) => name).sort());
  const measured = Object.fromEntries(
    Object.entries(outputs).map(([name, output]) => [name, thin(output)]),
  );
  if (update && backend === 'native') goldens[id] = measured;
  for (const [name, golden] of Object.entries(goldens[id] ?? {})) {
    const { dims, samples, largest } = measured[name]!;
    expect(dims, name).toEqual(golden.dims);
    // Runtimes and processors differ in the last bits, which deep networks make larger.
    const tolerance = 2e-3 * Math.abs(golden.largest) + 1e-6;
    expect(Math.abs(largest - golden.largest), name).toBeLessThan(tolerance);
    samples.forEach((sample, at) => {
      expect(Math.abs(sample - golden.samples[at]!), `${name} ${at}`).toBeLessThan(tolerance);
    });
  }
  expect(Object.keys(goldens[id] ?? {})).toEqual(Object.keys(measured));
});

function thin({ data, dims }: Tensor): Golden[string] {
  const round = (value: number): number => Number(value.toPrecision(5));
  const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const samples = Array.from({ length: 8 }, (_, at) => {
    return round(data[Math.floor(((at + 0.5) * data.length) / 8)]!);
  });
  return { dims, largest: round(largest), samples };
}
