import { deriveKey } from '../core/random.js';
import type { Dataset, Item } from '../formats/format.js';
import type { People } from '../formats/people.js';
import { openLog, readLines } from '../io/files.js';
import type { RunKey } from '../ledger/key.js';
import type { Json } from '../methods/method.js';
import type { Crew } from './crew.js';
import { forEachConcurrent, mapInOrder } from './flow.js';
import type { GuiseReading, ShownGuise } from './guise-item.js';
import type { SettledGuise, SettledGuises } from './guises.js';
import type { Reporter } from './reporter.js';
import type { Use } from './uses.js';

/** So many pictures of a person are read before the first is painted; of more, some drawn by lot. */
const mostPictures = 12;

/** Settled guises by the name of their use. */
type Settled = Record<string, Record<string, SettledGuise>>;

/**
 * Has some pictures of each person read, and settles what methods take over from them. What the
 * pictures said stays in `file`, for {@link settleAttempts}. Memory: some 150 bytes for each picture
 * that is read, and what methods read in it.
 */
export async function settleReadings(
  dataset: Dataset,
  people: People,
  uses: readonly Use[],
  file: string,
  key: RunKey,
  crew: Pick<Crew, 'readGuises' | 'capacity'>,
  report: Reporter,
): Promise<Settled> {
  const wanted = await drawPictures(dataset, people, key);
  const read = (item: Item) => crew.readGuises(item).catch(() => undefined);
  const log = await openLog(file);
  try {
    for await (const reading of mapInOrder(only(dataset, wanted), crew.capacity, read)) {
      if (reading && reading.shown.length > 0) await log.append(JSON.stringify(reading));
      report('survey');
    }
  } finally {
    await log.close();
  }
  const settled: Settled = {};
  for (const { name, method, parameters } of uses) {
    const said = method.reading ? await gather(file, name) : new Map<string, Json[]>();
    const guises = [...said].sort(([a], [b]) => (a < b ? -1 : 1));
    settled[name] = Object.fromEntries(
      guises.map(([guise, readings]): [string, SettledGuise] => {
        return [guise, { reading: method.reading?.settle(readings, parameters) ?? null }];
      }),
    );
  }
  return settled;
}

/**
 * Settles which new face each person keeps, the guard's first or a later one: the first that it
 * refuses in none of the pictures that were read, or else the one that it refuses in the fewest.
 * Each is painted and thrown away.
 *
 * @param file what {@link settleReadings} left
 * @param crew knows what was settled there
 * @param attempts as many new faces as the guard may have drawn
 */
export async function settleAttempts(
  file: string,
  uses: readonly Use[],
  settled: Readonly<Record<string, SettledGuises>>,
  attempts: number,
  crew: Pick<Crew, 'tryGuises' | 'capacity'>,
  report: Reporter,
): Promise<Settled> {
  const all: Settled = {};
  for (const [use, guises] of Object.entries(settled)) all[use] = { ...guises };
  const strangers = new Set(
    uses.filter(({ method }) => method.surrogate === 'stranger').map(({ name }) => name),
  );
  const least = new Map<string, number>();
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const refused = new Map<string, number>();
    const tried = new Map<string, ShownGuise>();
    const isOpen = (shown: ShownGuise) => strangers.has(shown.use) && least.get(idOf(shown)) !== 0;
    await forEachConcurrent(readingsOf(file), crew.capacity, async (reading) => {
      const open = reading.shown.filter(isOpen);
      if (open.length === 0) return;
      for (const shown of open) tried.set(idOf(shown), shown);
      const alike = await crew.tryGuises(reading, attempt).catch((): ShownGuise[] => []);
      for (const id of alike.map(idOf)) refused.set(id, (refused.get(id) ?? 0) + 1);
      report('survey');
    });
    if (tried.size === 0) break;
    for (const [id, { use, guise }] of tried) {
      const count = refused.get(id) ?? 0;
      if (count >= (least.get(id) ?? Infinity)) continue;
      least.set(id, count);
      all[use][guise] = { ...all[use][guise], attempt };
    }
  }
  return all;
}

/** The items that are read: of each person as many as are needed, drawn by lot. */
async function drawPictures(
  dataset: Dataset,
  { hintsOf }: People,
  key: RunKey,
): Promise<ReadonlySet<string>> {
  const drawn = new Map<string, { readonly lot: string; readonly id: string }[]>();
  for await (const item of dataset.items()) {
    const lot = Buffer.from(deriveKey(key, 'lot', item.id)).toString('hex', 0, 8);
    // A picture in no folder would go by its own name, which nobody else bears.
    const names = hintsOf?.(item).filter((name) => name !== item.id) ?? [];
    for (const name of new Set(names)) {
      const own = drawn.get(name) ?? [];
      if (own.length === mostPictures && lot > own[mostPictures - 1].lot) continue;
      own.push({ lot, id: item.id });
      own.sort((a, b) => (a.lot < b.lot ? -1 : 1));
      drawn.set(name, own.slice(0, mostPictures));
    }
  }
  return new Set([...drawn.values()].flatMap((own) => own.map(({ id }) => id)));
}

async function* only(dataset: Dataset, ids: ReadonlySet<string>): AsyncIterable<Item> {
  for await (const item of dataset.items()) if (ids.has(item.id) && !item.problem) yield item;
}

async function* readingsOf(file: string): AsyncIterable<GuiseReading> {
  for await (const { line } of readLines(file)) yield JSON.parse(line) as GuiseReading;
}

/** What the pictures said for one use, by the guise. */
async function gather(file: string, use: string): Promise<Map<string, Json[]>> {
  const said = new Map<string, Json[]>();
  for await (const { shown } of readingsOf(file)) {
    for (const { guise, reading } of shown.filter((one) => one.use === use)) {
      if (reading === undefined) continue;
      const known = said.get(guise);
      if (known) known.push(reading);
      else said.set(guise, [reading]);
    }
  }
  return said;
}

function idOf({ use, guise }: ShownGuise): string {
  return `${guise} ${use}`;
}
