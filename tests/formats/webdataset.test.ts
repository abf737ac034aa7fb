import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { listTar } from '../../src/formats/tar-members.js';
import { webdataset } from '../../src/formats/webdataset.js';
import { readSource } from '../../src/io/files.js';
import { temporaryFolders } from '../io/temporary.js';
import {
  everythingIn,
  itemsOf,
  otherNames,
  passThrough,
  sameNames,
  streamOf,
} from '../support/format-contract.js';
import { drawTar, type DrawnHeader, type DrawnMember } from './drawn-tar.js';

const newFolder = temporaryFolders();
const link: DrawnHeader = {
  name: 'a.jpg',
  type: 'symlink',
  linkname: '/etc/passwd',
};
const long = `${'a long name/'.repeat(30)}ü.jpg`;

async function drawnShards(shards: Record<string, readonly DrawnMember[]>): Promise<string> {
  const root = await newFolder();
  for (const [name, members] of Object.entries(shards)) await drawTar(join(root, name), members);
  return root;
}

async function contentsOf(shard: string): Promise<[string, string][]> {
  const { members } = await listTar(shard);
  return Promise.all(
    members.map(async ({ name, offset, sizeBytes }): Promise<[string, string]> => {
      if (sizeBytes === 0) return [name, ''];
      return [name, String(await readSource({ file: shard, offset, sizeBytes }, 1e6))];
    }),
  );
}

it('lists members where they lie, with names too long for a header', async () => {
  const root = await drawnShards({
    'a.tar': [
      ['a.jpg', 'one'],
      [long, 'x'.repeat(2000)],
    ],
  });
  expect(await contentsOf(join(root, 'a.tar'))).toEqual([
    ['a.jpg', 'one'],
    [long, 'x'.repeat(2000)],
  ]);
});

it('reads GNU long names', async () => {
  const root = await drawnShards({
    'a.tar': [
      ['LONG', `${long}\0`],
      ['short.jpg', 'one'],
    ],
  });
  const file = join(root, 'a.tar');
  const bytes = await readFile(file);
  const header = bytes.subarray(0, 512);
  header.write('L', 156, 'latin1');
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  await writeFile(file, bytes);
  expect(await contentsOf(file)).toEqual([[long, 'one']]);
});

it('fails a shard that is cut short, and reads what is before the cut', async () => {
  const root = await drawnShards({
    'a.tar': [
      ['a.jpg', 'one'],
      ['b.jpg', 'x'.repeat(600)],
    ],
  });
  await truncate(join(root, 'a.tar'), 512 * 3 + 100);
  const items = await itemsOf(await webdataset.open(root));
  expect(items.map(({ id, problem }) => [id, problem?.code])).toEqual([
    ['a.tar/a.jpg', undefined],
    ['a.tar', 'label-damaged'],
  ]);
});

it('fails a shard that is no tar, and keeps to its word on the others', async () => {
  const root = await drawnShards({ 'a.tar': [['a.jpg', 'one']] });
  await writeFile(join(root, 'b.tar'), 'compressed, perhaps'.repeat(100));
  const items = await itemsOf(await webdataset.open(root));
  expect(items.map(({ id }) => id)).toEqual(['a.tar/a.jpg', 'b.tar']);
});

it('fails members that are links, that come twice, or that nobody knows', async () => {
  const root = await drawnShards({
    'a.tar': [
      [link, ''],
      ['b.jpg', 'one'],
      ['b.jpg', 'two'],
      ['b.embedding.npy', 'numbers'],
    ],
  });
  const dataset = await webdataset.open(root);
  expect((await itemsOf(dataset)).map(({ id, problem }) => [id, problem?.code])).toEqual([
    ['a.tar/a.jpg', 'label-damaged'],
    ['a.tar/b.jpg', undefined],
    ['a.tar/b.jpg#3', 'label-damaged'],
    ['a.tar/b.embedding.npy', undefined],
  ]);
  const output = await newFolder();
  await passThrough(dataset, output, sameNames, (id) => id.endsWith('.npy'));
  expect(await contentsOf(join(output, 'a.tar'))).toEqual([['b.jpg', 'one']]);
});

it('fails the picture whose .json is damaged', async () => {
  const root = await drawnShards({
    'a.tar': [
      ['a.jpg', 'one'],
      ['a.json', '{"label": 1'],
      ['b.jpg', 'two'],
      ['b.json', '[1,2]'],
    ],
  });
  const items = await itemsOf(await webdataset.open(root));
  expect(items.map(({ id, problem }) => [id, problem?.code])).toEqual([
    ['a.tar/a.jpg', 'label-damaged'],
    ['a.tar/b.jpg', undefined],
  ]);
});

it('carries a sample’s labels in their place, and of .json what says nothing of the photo', async () => {
  const json = { __key__: 'a', label: 3, width: 4, url: 'http://x', exif: '{"GPS":1}', lat: 48.1 };
  const root = await drawnShards({
    'photos of anna-00012.tar': [
      ['a.cls', '3'],
      ['a.jpg', 'one'],
      ['a.json', JSON.stringify(json)],
      ['b.txt', 'no picture'],
      ['c.txt', ''],
      ['c.heic', 'two'],
    ],
  });
  const dataset = await webdataset.open(root);
  const output = await newFolder();
  await passThrough(dataset, output, sameNames);
  expect(await contentsOf(join(output, 'photos of anna-00012.tar'))).toEqual([
    ['a.cls', '3'],
    ['a.jpg', 'one'],
    ['a.json', '{"__key__":"a","label":3,"width":4}'],
    ['c.txt', ''],
    ['c.heic', 'two'],
  ]);
  const other = await newFolder();
  await passThrough(dataset, other, otherNames);
  expect((await everythingIn(other)).names).toMatch(/^[0-9a-f]{16}-00012\.tar$/);
});

it('writes headers that say nothing but name and size', async () => {
  const root = await drawnShards({ 'a.tar': [['a.jpg', 'one']] });
  const output = await newFolder();
  await passThrough(await webdataset.open(root), output, sameNames);
  const header = (await readFile(join(output, 'a.tar'))).subarray(0, 512).toString('latin1');
  expect(header).not.toContain('anna');
  expect(header.slice(108, 124).replace(/[\0 0]/g, '')).toBe('');
  expect(header.slice(136, 148).replace(/[\0 0]/g, '')).toBe('');
});

it('packs on where it was broken off, and gives the same bytes', async () => {
  const root = await drawnShards({
    'a-0.tar': [
      ['a.jpg', 'one'],
      ['a.json', '{"label":1}'],
      ['b.jpg', 'two'],
    ],
    'a-1.tar': [['c.jpg', 'three']],
  });
  const dataset = await webdataset.open(root);
  const undisturbed = await newFolder();
  const endings = await passThrough(dataset, undisturbed, sameNames);
  const whole = await everythingIn(undisturbed);
  const staged: Record<string, string> = {
    'a-0.tar/a.jpg': 'one',
    'a-0.tar/b.jpg': 'two',
    'a-1.tar/c.jpg': 'three',
  };
  const stage = async (output: string, name: string) => {
    const file = join(output, '.guise/staging', name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, staged[name]);
  };
  const carry = (output: string) => dataset.carry(output, () => streamOf(endings), sameNames);
  const packFirst = async (output: string) =>
    writeFile(join(output, 'a-0.tar'), await readFile(join(undisturbed, 'a-0.tar')));

  const stops: ((output: string) => Promise<void>)[] = [
    async (output) => {
      await packFirst(output);
      await stage(output, 'a-1.tar/c.jpg');
    },
    async (output) => {
      await packFirst(output);
      for (const name of ['a-0.tar/b.jpg', 'a-1.tar/c.jpg']) await stage(output, name);
    },
    async (output) => {
      for (const name of Object.keys(staged)) await stage(output, name);
      await writeFile(join(output, 'a-0.tar'), 'a torn file from another tool');
    },
  ];
  for (const stop of stops) {
    const output = await newFolder();
    await stop(output);
    await carry(output);
    expect(await everythingIn(output)).toEqual(whole);
    expect(existsSync(join(output, '.guise/staging'))).toBe(false);
    await carry(output);
    expect(await everythingIn(output)).toEqual(whole);
  }
});

it('says so when a finished picture is neither staged nor packed', async () => {
  const root = await drawnShards({ 'a.tar': [['a.jpg', 'one']] });
  const dataset = await webdataset.open(root);
  const [item] = await itemsOf(dataset);
  const output = await newFolder();
  const endings = () => streamOf([{ item, output: 'a.tar/a.jpg' }]);
  await expect(dataset.carry(output, endings, sameNames)).rejects.toMatchObject({
    code: 'file-unreadable',
  });
  await appendFile(join(output, 'probe'), 'x');
  expect((await everythingIn(output)).names).toBe('probe');
});
