import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { membersOf, readJsonSlices, type JsonSlice } from '../../src/formats/json-slices.js';
import { temporaryFolders } from '../io/temporary.js';

const newFolder = temporaryFolders();

async function slicesOf(contents: string | Uint8Array, upTo?: number): Promise<JsonSlice[]> {
  const file = join(await newFolder(), 'a.json');
  await writeFile(file, contents);
  const slices: JsonSlice[] = [];
  for await (const slice of readJsonSlices(file, upTo)) slices.push(slice);
  return slices;
}

it('takes an object apart into values as written', async () => {
  const text = '\ufeff {"a" : 1.50, "list":[ {"x":"]},\\""} ,-2e3,[3, 4] ],"e":[],"o":{"p":[]}}\n';
  expect(await slicesOf(text)).toEqual([
    { kind: 'value', key: 'a', text: '1.50' },
    { kind: 'open', key: 'list' },
    { kind: 'element', key: 'list', text: '{"x":"]},\\""}' },
    { kind: 'element', key: 'list', text: '-2e3' },
    { kind: 'element', key: 'list', text: '[3, 4]' },
    { kind: 'close', key: 'list' },
    { kind: 'open', key: 'e' },
    { kind: 'close', key: 'e' },
    { kind: 'value', key: 'o', text: '{"p":[]}' },
  ]);
  expect(await slicesOf('{}')).toEqual([]);
});

it('puts together what any JSON object says', async () => {
  const rebuild = (slices: readonly JsonSlice[]) => {
    const value = new Map<string, unknown>();
    for (const slice of slices) {
      if (slice.kind === 'open') value.set(slice.key, []);
      if (slice.kind === 'value') value.set(slice.key, JSON.parse(slice.text));
      if (slice.kind === 'element')
        (value.get(slice.key) as unknown[]).push(JSON.parse(slice.text));
    }
    return value;
  };
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (object) => {
      const text = JSON.stringify(object, null, 1);
      const expected = new Map(Object.entries(JSON.parse(text) as object));
      expect(rebuild(await slicesOf(text))).toEqual(expected);
      const members = [...membersOf(text)].map(([key, raw]) => [key, JSON.parse(raw)] as const);
      expect(new Map(members)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

it('reads values that are longer than a chunk, and characters cut by one', async () => {
  const long = 'ü'.repeat(700_000);
  const text = JSON.stringify({ pad: 'x', images: [{ long }, { long }] });
  const slices = await slicesOf(text);
  expect(slices.filter(({ kind }) => kind === 'element')).toHaveLength(2);
  expect(slices[2]).toEqual({ kind: 'element', key: 'images', text: JSON.stringify({ long }) });
});

it.each([
  ['cut in a string', '{"a":"b', 'it is cut short'],
  ['cut after a comma', '{"a":[1,', 'it is cut short'],
  ['cut after a value', '{"a":1', 'it is cut short'],
  ['no object', '[1]', 'there is no { where one must be'],
  ['empty', '', 'it is cut short'],
  ['two of them', '{}{}', 'something follows its end'],
  ['a missing value', '{"a":}', 'a value is missing'],
  ['a key without quotes', '{a:1}', 'is not valid JSON'],
  ['a number for a key', '{1:1}', 'a key is not a string'],
])('calls a file damaged: %s', async (_what, text, reason) => {
  const refused = { code: 'label-damaged', details: { reason: expect.stringContaining(reason) } };
  await expect(slicesOf(text)).rejects.toMatchObject(refused);
});

it('calls a file damaged that is not UTF-8', async () => {
  const bytes = Buffer.from('{"a":"\xff"}', 'latin1');
  await expect(slicesOf(bytes)).rejects.toMatchObject({ code: 'label-damaged' });
});

it('tells of a file that is not there', async () => {
  const slices = readJsonSlices(join(await newFolder(), 'none.json'));
  await expect(slices.next()).rejects.toMatchObject({ code: 'file-unreadable' });
});
