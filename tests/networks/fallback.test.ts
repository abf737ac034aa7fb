import { expect, test, vi } from 'vitest';

import { installedBackend, openNetwork } from '../../src/networks/session.js';

import { tinyNetwork } from './tiny-network.js';

// npm leaves the optional package out where it cannot be installed.
vi.mock('onnxruntime-node', () => {
  throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
});

test('without the machine code the networks run as WebAssembly', async () => {
  expect(await installedBackend()).toBe('wasm');
  const network = await openNetwork(tinyNetwork(), { id: 'tiny', threads: 4 });
  expect(network.backend).toBe('wasm');
  const image = { data: new Float32Array(192).fill(255), dims: [1, 3, 8, 8] };
  expect((await network.run({ image })).descriptor!.data).toHaveLength(4);
  await network.release();
});

test('whoever insists on the machine code is told that it is not there', async () => {
  const opening = openNetwork(tinyNetwork(), { id: 'tiny', backend: 'native' });
  await expect(opening).rejects.toMatchObject({ code: 'inference-failed' });
});
