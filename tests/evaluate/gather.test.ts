import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chipSize } from '../../src/core/chip.js';
import { GuiseError } from '../../src/core/errors.js';
import { gather, type Gathered, type GatherOptions } from '../../src/evaluate/gather.js';
import { journalsIn } from '../../src/evaluate/journal.js';
import type { ObservedPicture, ObserveTask } from '../../src/evaluate/observation.js';
import { sha256 } from '../../src/io/hash.js';
import type { Pair, PairedDatasets } from '../../src/evaluate/pairs.js';

const items = Array.from({ length: 8 }, (_, i) => `picture ${i}.png`);

/** Pictures on disk that are their own anonymised ones; nothing looks at them but a fake. */
function pairsIn(folder: string): PairedDatasets {
  async function* pairs(): AsyncIterable<Pair> {
    for (const id of items) {
      const source = { file: join(folder, id) };
      yield await Promise.resolve({ item: { id, source }, variants: [{ source, name: id }] });
    }
  }
  return { clear: {} as PairedDatasets['clear'], variants: 1, hasManifest: false, pairs };
}

/** What anybody would see of a picture: a face that its name decides, in all but the last. */
function seenOf(item: string): ObservedPicture {
  const number = items.indexOf(item);
  const chip = new Uint8Array(chipSize * chipSize * 3).fill(number);
  const side = { chip, vectors: [Float32Array.of(number / 3, 1)] };
  const face = {
    ...{ box: { x0: 0, y0: 0, x1: 9, y1: 9 }, aligned: true, seemingly: {}, clear: side },
    ...{ name: `person ${number}`, variants: [{ anonymised: side, mimicked: side }] },
  };
  return { faces: number === items.length - 1 ? [] : [face], kept: [[number / 7]] };
}

/** Observers that one picture kills, and what they were asked to look at. */
function observersDyingAt(fatal?: string) {
  const asked: string[] = [];
  const run = ({ item }: ObserveTask): Promise<ObservedPicture> => {
    asked.push(item);
    if (item === fatal) return Promise.reject(new Error('killed'));
    if (item === items[2]) {
      return Promise.reject(new GuiseError('file-empty', { file: item }));
    }
    return Promise.resolve(seenOf(item));
  };
  return { asked, observers: { capacity: 2, run, close: () => undefined } };
}

async function look(folder: string, options: Pick<GatherOptions, 'observers' | 'journal'>) {
  return gather(pairsIn(folder), {
    ...options,
    ...{ sample: { takes: () => true }, scratchFolder: join(folder, 'scratch'), classes: false },
  });
}

/** All that was gathered, chips by their hashes. */
async function everythingOf({ chips, ...gathered }: Gathered) {
  const records: string[] = [];
  for (let at = 0; at < gathered.faces.length * 3; at++) {
    records.push(sha256(await chips.read(at)));
  }
  await chips.close();
  return { ...gathered, records };
}

function fresh(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guise-gather-'));
  for (const item of items) writeFileSync(join(folder, item), item);
  return folder;
}

describe('looking at the pictures of an evaluation', () => {
  it('takes names, faces and problems in the order of the dataset', async () => {
    const { observers } = observersDyingAt();
    const gathered = await everythingOf(await look(fresh(), { observers }));
    expect(gathered.faces.map(({ name }) => name)).toEqual(
      [0, 1, 3, 4, 5, 6].map((number) => `person ${number}`),
    );
    expect(gathered.pictures.at(-1)).toEqual({ item: items[7], kept: [[1]] });
    expect([gathered.unreadable, gathered.problems.length]).toEqual([1, 1]);
  });

  it('goes on where it was interrupted, and gathers the same', async () => {
    const folder = fresh();
    const journals = journalsIn(join(folder, 'observed'));
    const whole = await everythingOf(await look(folder, observersDyingAt()));

    const dying = observersDyingAt(items[5]);
    const first = await journals.open('w');
    await expect(look(folder, { ...dying, journal: first })).rejects.toThrow('killed');
    await first.close();

    const second = observersDyingAt();
    const journal = await journals.open('w');
    const resumed = await everythingOf(await look(folder, { ...second, journal }));
    await journal.close();
    expect(resumed).toEqual(whole);
    const again = [items[2], items[5], items[7]];
    // The one after the fatal one was under way, and may have been kept or not.
    expect(second.asked.filter((item) => item !== items[6])).toEqual(again);
  });
});
