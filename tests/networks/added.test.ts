import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { addableNetworks, type AddableNetwork } from '../../src/networks/addable.js';
import {
  addNetwork,
  addOwnNetwork,
  findAddable,
  listNetworks,
  removeNetwork,
} from '../../src/networks/added.js';
import { createNetworks } from '../../src/networks/weights.js';

import { tinyNetwork } from './tiny-network.js';

const bytes = tinyNetwork();

let directory: string;
let server: Server | undefined;

beforeEach(async () => {
  directory = path.join(await mkdtemp(path.join(os.tmpdir(), 'guise-added-')), 'networks');
});
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  await rm(path.dirname(directory), { recursive: true, force: true });
});

/** Starts a server and returns a catalogue entry that points at it. */
async function entryAt(answer: RequestListener): Promise<AddableNetwork> {
  server = createServer(answer);
  await new Promise<void>((listening) => server!.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    ...addableNetworks[0]!,
    id: 'tiny',
    file: 'tiny.onnx',
    url: `http://127.0.0.1:${port}/tiny.onnx`,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sizeBytes: bytes.length,
    input: { name: 'image', dims: [1, 3, 8, 8], multipleOf: 8, pixels: 'RGB, 0 to 255' },
    outputs: [{ name: 'descriptor', dims: [1, 4] }],
  };
}

const right: RequestListener = (_, response) => response.end(bytes);

async function left(): Promise<string[]> {
  return readdir(directory).catch(() => []);
}

describe('adding a network by name', () => {
  test('places the right bytes and a record, and the network runs', async () => {
    const record = await addNetwork(await entryAt(right), { directory, fetch });
    expect(await left()).toEqual(['tiny.json', 'tiny.onnx']);
    expect(JSON.parse(await readFile(path.join(directory, 'tiny.json'), 'utf8'))).toEqual(record);

    const networks = createNetworks({ added: directory, threads: 1 });
    expect(networks.describe('tiny')).toMatchObject({ bundled: false, licence: 'Apache-2.0' });
    const tiny = await networks.get('tiny');
    const image = { data: new Float32Array(192).fill(255), dims: [1, 3, 8, 8] };
    expect((await tiny.run({ image })).descriptor!.dims).toEqual([1, 4]);
    await networks.close();
  });

  test('follows a redirect, for the bytes are checked whoever sent them', async () => {
    const entry = await entryAt((request, response) => {
      if (request.url === '/moved') return void response.end(bytes);
      response.writeHead(302, { location: '/moved' }).end();
    });
    await addNetwork(entry, { directory, fetch });
    expect(await left()).toEqual(['tiny.json', 'tiny.onnx']);
  });

  const changed = Uint8Array.from(bytes);
  changed[100]! ^= 1;
  const refusals: [string, RequestListener, string, RegExp][] = [
    ['other bytes', (_, response) => response.end(changed), 'network-altered', /sha256 differs/],
    ['404', (_, response) => response.writeHead(404).end(), 'network-download', /answered 404/],
    [
      'a short answer',
      (_, response) => response.end(bytes.subarray(0, 50)),
      'network-download',
      /only 50 of/,
    ],
    [
      'a broken connection',
      (_, response) => {
        response.writeHead(200, { 'content-length': bytes.length });
        response.write(bytes.subarray(0, 50), () => response.destroy());
      },
      'network-download',
      /terminated/,
    ],
    [
      'too much',
      (_, response) => response.end(Buffer.concat([bytes, bytes])),
      'network-download',
      /more than the expected/,
    ],
    [
      'an endless redirect',
      (_, response) => response.writeHead(302, { location: '/' }).end(),
      'network-download',
      /./,
    ],
  ];
  test.each(refusals)('refuses %s and leaves nothing', async (_, answer, code, message) => {
    const adding = addNetwork(await entryAt(answer), { directory, fetch });
    await expect(adding).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(await left()).toEqual([]);
  });

  test('stops when it is told to', async () => {
    const entry = await entryAt(() => {});
    const adding = addNetwork(entry, { directory, fetch, signal: AbortSignal.timeout(50) });
    await expect(adding).rejects.toMatchObject({ code: 'network-download' });
  });

  test('takes a file instead, without any connection', async () => {
    const entry = await entryAt(() => expect.fail('the server was contacted'));
    const from = path.join(path.dirname(directory), 'downloaded.onnx');
    await writeFile(from, bytes);
    await expect(addNetwork(entry, { directory, from })).resolves.toMatchObject({ from: 'file' });
    await writeFile(from, changed);
    await expect(addNetwork(entry, { directory, from })).rejects.toMatchObject({
      code: 'network-altered',
    });
    const absent = addNetwork(entry, { directory, from: `${from}.absent` });
    await expect(absent).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  test('contacts nothing unless a way to fetch is handed down', async () => {
    const entry = await entryAt(() => expect.fail('the server was contacted'));
    await expect(addNetwork(entry, { directory })).rejects.toMatchObject({
      code: 'network-download',
    });
  });
});

describe('adding a recogniser of one’s own', () => {
  const own = { size: [8, 8], pixels: 'RGB, 0 to 255', licence: 'own' } as const;

  test('records its hash and its shapes', async () => {
    const file = path.join(path.dirname(directory), 'mine.onnx');
    await writeFile(file, bytes);
    const record = await addOwnNetwork({ ...own, id: 'my-recogniser', file }, directory);
    expect(record).toMatchObject({
      kind: 'identity',
      input: { name: 'image', dims: [1, 3, 8, 8] },
      outputs: [{ name: 'descriptor', dims: [1, 4] }],
    });
    // Whoever changes the file afterwards is noticed.
    await writeFile(path.join(directory, record.file), Buffer.concat([bytes, bytes]));
    const networks = createNetworks({ added: directory, threads: 1 });
    await expect(networks.get('my-recogniser')).rejects.toMatchObject({ code: 'network-altered' });
  });

  test.each(['faceboxes', 'yunet', '../up', 'Upper', ''])('refuses the id "%s"', async (id) => {
    const file = path.join(path.dirname(directory), 'mine.onnx');
    await writeFile(file, bytes);
    await expect(addOwnNetwork({ ...own, id, file }, directory)).rejects.toMatchObject({
      code: 'usage',
    });
    expect(await left()).toEqual([]);
  });

  test('refuses what is no network', async () => {
    const file = path.join(path.dirname(directory), 'mine.onnx');
    await writeFile(file, 'not a network');
    await expect(addOwnNetwork({ ...own, id: 'mine', file }, directory)).rejects.toMatchObject({
      code: 'inference-failed',
    });
    expect(await left()).toEqual([]);
  });
});

test('what was added is listed, and gone when it is removed', async () => {
  const states = (): Record<string, string> =>
    Object.fromEntries(listNetworks(directory).map(({ id, state }) => [id, state]));
  expect(states()).toMatchObject({ faceboxes: 'bundled', yunet: 'available' });
  await addNetwork(await entryAt(right), { directory, fetch });
  expect(states()).toMatchObject({ tiny: 'added' });
  await removeNetwork('tiny', directory);
  expect(await left()).toEqual([]);
  await expect(removeNetwork('tiny', directory)).rejects.toMatchObject({ code: 'network-missing' });
  await expect(removeNetwork('faceboxes', directory)).rejects.toMatchObject({
    code: 'network-missing',
  });
});

test('an addable network is found by its id', () => {
  expect(findAddable('yunet').url).toMatch(/^https:/);
  expect(() => findAddable('nothing')).toThrow(/yunet/);
});
