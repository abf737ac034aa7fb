import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Dataset, Item } from '../../src/formats/format.js';
import type { People } from '../../src/formats/people.js';
import { fill } from '../../src/methods/fill.js';
import type { Json, Method } from '../../src/methods/method.js';
import type { GuiseReading } from '../../src/run/guise-item.js';
import { settleAttempts, settleReadings } from '../../src/run/settle.js';
import type { Use } from '../../src/run/uses.js';

const key = Buffer.alloc(32, 7);
const use = 'new-face {}';
const newFace: Method = {
  ...(fill as Method),
  id: 'new-face',
  surrogate: 'stranger',
  reading: { read: () => null, settle: (readings) => [...readings].map(Number).sort() },
};
const uses: Use[] = [{ name: use, method: newFace, parameters: {} }];

const people: People = {
  from: 'folders',
  namesOf: () => [],
  hintsOf: ({ id }) => [id.includes('/') ? id.split('/')[0] : id],
};

function datasetOf(ids: readonly string[]): Dataset {
  const items = ids.map((id): Item => ({ id, source: { file: id } }));
  return {
    async *items() {
      for (const item of items) yield await Promise.resolve(item);
    },
  } as unknown as Dataset;
}

/** Reads of each picture the number in its name; its folder is the guise. */
function crewOf(refuses: (guise: string, id: string, attempt: number) => boolean = () => false) {
  const read: string[] = [];
  const tried: string[] = [];
  const shownIn = (id: string) => {
    const [guise, number] = id.split('/');
    return { use, guise, reading: Number(number) as Json };
  };
  const crew = {
    capacity: 2,
    readGuises: (item: Item): Promise<GuiseReading> => {
      read.push(item.id);
      return Promise.resolve({ item, frames: [], shown: [shownIn(item.id)] });
    },
    tryGuises: ({ item: { id } }: GuiseReading, attempt: number) => {
      tried.push(`${id} ${attempt}`);
      const { reading: _, ...shown } = shownIn(id);
      return Promise.resolve(refuses(shown.guise, id, attempt) ? [shown] : []);
    },
  };
  return { crew, read, tried };
}

const fileOf = () => join(mkdtempSync(join(tmpdir(), 'guise-settle-')), 'guises');
const picturesOf = (person: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${person}/${i}`);

async function settled(
  ids: readonly string[],
  attempts: number,
  refuses?: (guise: string, id: string, attempt: number) => boolean,
) {
  const { crew, read, tried } = crewOf(refuses);
  const file = fileOf();
  const report = () => undefined;
  const readings = await settleReadings(datasetOf(ids), people, uses, file, key, crew, report);
  const guises = await settleAttempts(file, uses, readings, attempts, crew, report);
  return { read, tried, readings: readings[use], guises: guises[use] };
}

describe('a guise that several pictures share', () => {
  it('is settled from all pictures of a person where there are few of them', async () => {
    const { readings } = await settled([...picturesOf('ada', 3), ...picturesOf('bo', 1)], 1);
    expect(readings).toEqual({ ada: { reading: [0, 1, 2] }, bo: { reading: [0] } });
  });

  it('is settled from the same few of many pictures, whatever their order', async () => {
    const ids = picturesOf('ada', 100);
    const there = await settled(ids, 1);
    const back = await settled([...ids].reverse(), 1);
    expect(there.read).toHaveLength(12);
    expect(back.guises).toEqual(there.guises);
  });

  it('costs nothing for pictures in which nobody is named', async () => {
    const { read, guises } = await settled(['alone.jpg', 'other.jpg'], 4);
    expect(read).toEqual([]);
    expect(guises).toEqual({});
  });
});

describe('which new face a person keeps', () => {
  it('is the first that is refused in none of the pictures', async () => {
    const { guises, tried } = await settled(
      [...picturesOf('ada', 2), ...picturesOf('bo', 2)],
      4,
      (guise, id, attempt) => guise === 'ada' && (attempt === 0 || id === `ada/${attempt - 1}`),
    );
    expect(guises.ada.attempt).toBe(3);
    expect(guises.bo.attempt).toBe(0);
    expect(tried.filter((one) => one.startsWith('bo'))).toHaveLength(2);
  });

  it('is the one refused in the fewest where each is refused somewhere', async () => {
    const refusals = [3, 1, 2, 1];
    const { guises } = await settled(picturesOf('ada', 3), 4, (_, id, attempt) => {
      return Number(id.split('/')[1]) < refusals[attempt];
    });
    expect(guises.ada).toEqual({ reading: [0, 1, 2], attempt: 1 });
  });
});
