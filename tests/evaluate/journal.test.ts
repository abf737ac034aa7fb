import {
  appendFileSync,
  existsSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { journalsIn, taskKey } from '../../src/evaluate/journal.js';
import type { ObservedPicture } from '../../src/evaluate/observation.js';

const fresh = () => join(mkdtempSync(join(tmpdir(), 'guise-journal-')), 'observed');
const way = 'a'.repeat(64);
const [one, two] = ['1'.repeat(64), '2'.repeat(64)];

function pictureOf(value: number): ObservedPicture {
  const side = { chip: Uint8Array.of(value, 0, 255), vectors: [Float32Array.of(value / 3, -0)] };
  return {
    faces: [
      {
        ...{ box: { x0: 0.1, y0: value, x1: 9, y1: 9 }, aligned: true, clear: side },
        ...{ seemingly: { age: value / 7 }, variants: [{ anonymised: side }] },
      },
    ],
    kept: [[null, { value: value / 9, odd: Number.NaN }]],
  };
}

/** A folder in which two pictures are kept, and the journal's file. */
async function twoKept() {
  const folder = fresh();
  const journal = await journalsIn(folder).open(way);
  await journal.keep(one, pictureOf(1));
  await journal.keep(two, pictureOf(2));
  await journal.close();
  return { folder, file: join(folder, way) };
}

describe('a journal of what was seen', () => {
  it('gives back what was kept in it, to the last bit, and nothing else', async () => {
    const { folder } = await twoKept();
    const journal = await journalsIn(folder).open(way);
    expect(await journal.find(two)).toEqual(pictureOf(2));
    expect(await journal.find(one)).toEqual(pictureOf(1));
    expect(await journal.find('3'.repeat(64))).toBeUndefined();
    await journal.close();
  });

  it('loses the last record alone when its writer was killed', async () => {
    const { folder, file } = await twoKept();
    writeFileSync(file, readFileSync(file).subarray(0, -20));
    const journal = await journalsIn(folder).open(way);
    expect(await journal.find(one)).toEqual(pictureOf(1));
    expect(await journal.find(two)).toBeUndefined();
    await journal.keep(two, pictureOf(2));
    await journal.close();
    const again = await journalsIn(folder).open(way);
    expect(await again.find(two)).toEqual(pictureOf(2));
    await again.close();
  });

  it('does not believe a record that was altered', async () => {
    const { folder, file } = await twoKept();
    const bytes = readFileSync(file);
    const at = bytes.indexOf(0x0a) - 10;
    bytes[at] = bytes[at] === 0x41 ? 0x42 : 0x41;
    writeFileSync(file, bytes);
    appendFileSync(file, `${'4'.repeat(64)} no checksum\n\n`);
    const journal = await journalsIn(folder).open(way);
    expect(await journal.find(one)).toBeUndefined();
    expect(await journal.find('4'.repeat(64))).toBeUndefined();
    expect(await journal.find(two)).toEqual(pictureOf(2));
    await journal.close();
  });

  it.skipIf(process.platform === 'win32')('can be read by its owner alone', async () => {
    const { folder, file } = await twoKept();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is apart from that of another way of looking', async () => {
    const { folder } = await twoKept();
    const journal = await journalsIn(folder).open('b'.repeat(64));
    expect(await journal.find(one)).toBeUndefined();
    await journal.close();
  });

  it('is gone, with its folder, once it is not needed any more; others stay', async () => {
    const { folder, file } = await twoKept();
    const others = journalsIn(folder);
    await (await others.open('b'.repeat(64))).close();
    await others.remove();
    expect(existsSync(file)).toBe(true);
    const journals = journalsIn(folder);
    await (await journals.open(way)).close();
    await journals.remove();
    expect(existsSync(folder)).toBe(false);
  });
});

describe('the key of what is looked at', () => {
  it('changes with the file, with its time and with what was done to it', async () => {
    const file = `${fresh()}.png`;
    writeFileSync(file, 'a picture');
    const variant = { source: { file }, name: 'a.png' };
    const task = { item: 'a.png', clear: { file }, variants: [variant] };
    const keys = [await taskKey(task)];
    expect(await taskKey(structuredClone(task))).toBe(keys[0]);
    keys.push(await taskKey({ ...task, variants: [{ ...variant, regions: [] }] }));
    keys.push(await taskKey({ ...task, clear: { file, offset: 1 } }));
    utimesSync(file, 1, 1);
    keys.push(await taskKey(task));
    writeFileSync(file, 'another picture');
    utimesSync(file, 1, 1);
    keys.push(await taskKey(task));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('does not exist for a file that does not', async () => {
    const clear = { file: join(fresh(), 'nothing.png') };
    expect(await taskKey({ item: 'nothing.png', clear, variants: [] })).toBeUndefined();
  });
});
