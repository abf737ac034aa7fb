import { appendFileSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listNetworks, removeNetwork } from '../../src/networks/added.js';
import { addOwnGenerator } from '../../src/networks/own-generator.js';
import { createNetworks } from '../../src/networks/weights.js';
import { recogniserIds } from '../../src/perception/identity.js';
import { drawnSide, writeGenerator } from '../support/drawn-generators.js';

const fresh = () => join(mkdtempSync(join(tmpdir(), 'guise-own-generator-')), 'networks');

/** Adds one of the drawn generators as `my-faces`. */
async function added(...drawn: Parameters<typeof writeGenerator>) {
  const directory = fresh();
  const file = writeGenerator(...drawn);
  const record = await addOwnGenerator({ id: 'my-faces', file, licence: 'mine' }, { directory });
  return { directory, file, record };
}

const picture = () => ({
  data: new Float32Array(3 * drawnSide * drawnSide).fill(0.25),
  dims: [1, 3, drawnSide, drawnSide],
});

describe('a generator of one’s own', () => {
  it('is placed with its contract, and makes faces by its id', async () => {
    const { directory, record } = await added('echo');
    expect(readdirSync(directory).sort()).toEqual(['my-faces.json', 'my-faces.onnx']);
    expect(record).toMatchObject({ kind: 'generator', generator: { size: drawnSide } });
    const networks = createNetworks({ threads: 1, added: directory });
    const generator = await networks.generator({ network: 'my-faces' });
    expect(generator.contract.align).toBe('ffhq');
    expect(await generator.run({ picture: picture() })).toEqual(picture().data);
    await networks.close();
  });

  it('is listed, takes no part in recognising anybody, and can be removed', async () => {
    const { directory } = await added('constant');
    const [listed] = listNetworks(directory).filter(({ id }) => id === 'my-faces');
    expect(listed).toMatchObject({ state: 'added', licence: 'mine' });
    expect(recogniserIds(createNetworks({ threads: 1, added: directory }))).not.toContain(
      'my-faces',
    );
    await removeNetwork('my-faces', directory);
    const networks = createNetworks({ threads: 1, added: directory });
    await expect(networks.generator({ network: 'my-faces' })).rejects.toMatchObject({
      code: 'network-missing',
    });
  });

  it('is refused, and nothing placed, when it does not do what its contract says', async () => {
    const directory = fresh();
    const add = (id: string, file: string, sha256?: string) =>
      addOwnGenerator(
        { ...{ id, file, licence: '' }, ...(sha256 === undefined ? {} : { sha256 }) },
        { directory },
      );
    for (const drawn of ['dot', 'narrow', 'nothing'] as const) {
      await expect(add('my-faces', writeGenerator(drawn))).rejects.toMatchObject({
        code: 'generator-unfit',
      });
    }
    const echo = writeGenerator('echo');
    await expect(add('faceres', echo)).rejects.toMatchObject({ code: 'usage' });
    await expect(add('my-faces', echo, '0'.repeat(64))).rejects.toMatchObject({
      code: 'network-altered',
    });
    expect(() => readdirSync(directory)).toThrow('ENOENT');
  });

  it('is not opened once its file has changed', async () => {
    const { directory } = await added('echo');
    appendFileSync(join(directory, 'my-faces.onnx'), 'x');
    const networks = createNetworks({ threads: 1, added: directory });
    await expect(networks.generator({ network: 'my-faces' })).rejects.toMatchObject({
      code: 'network-altered',
    });
  });
});

describe('the generators of a run', () => {
  it('are opened once for all who ask, and end with its networks', async () => {
    const networks = createNetworks({ threads: 1 });
    const reference = { file: writeGenerator('echo') };
    const generator = await networks.generator(reference);
    expect(await networks.generator(reference)).toBe(generator);
    await networks.close();
    expect(await networks.generator(reference)).not.toBe(generator);
    await networks.close();
  });

  it('are no networks of another kind', async () => {
    const networks = createNetworks({ threads: 1 });
    await expect(networks.generator({ network: 'facemesh' })).rejects.toMatchObject({
      code: 'network-missing',
      message: expect.stringContaining('no generator of faces'),
    });
  });
});
