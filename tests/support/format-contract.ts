import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GuiseError } from '../../src/core/errors.js';
import type { Dataset, DatasetFormat, Ending, Item, NameRule } from '../../src/formats/format.js';
import { recogniseFormat } from '../../src/formats/recognise.js';
import { readSource, walk } from '../../src/io/files.js';

/** A small dataset in one format. Everything in it that is a person's carries the word `anna`. */
export interface FormatCase {
  readonly format: DatasetFormat;
  /** Ids of the pictures that `draw` makes, in order. */
  readonly pictures: readonly string[];
  /** Words of folder and class names that stay when names are replaced. */
  readonly staying: readonly string[];
  /** Plants a path that leads out of the dataset; absent for formats whose files name no path. */
  readonly plant?: (root: string) => Promise<void>;
  /** Adds two pictures that would both be written as `twin.jpg`: `twin.jpg` and `twin.heic`. */
  readonly twins: { readonly add: (root: string) => Promise<void>; readonly heic: string };
  draw(root: string): Promise<void>;
}

export const sameNames: NameRule = { pseudonym: (name) => name };
export const otherNames: NameRule = {
  pseudonym: (name) => createHash('sha256').update(name).digest('hex').slice(0, 16),
};

/** What every format promises, held against one dataset. */
export function formatContract(
  { format, pictures, staying, plant, twins, draw }: FormatCase,
  allFormats: readonly DatasetFormat[],
): void {
  describe(`the format ${format.id}`, () => {
    let folder: string;
    let root: string;
    let output: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'guise-format-'));
      root = join(folder, 'in');
      output = join(folder, 'out');
      await draw(root);
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    it('is recognised by its own layout, and by no other format before it', async () => {
      expect((await recogniseFormat(root, allFormats)).id).toBe(format.id);
    });

    it('lists every picture once, in the same order every time', async () => {
      const dataset = await format.open(root);
      const ids = (await itemsOf(dataset)).map((item) => item.id);
      expect(ids).toEqual(pictures);
      expect((await itemsOf(await format.open(root))).map((item) => item.id)).toEqual(ids);
    });

    it('gives items that survive the way to a worker', async () => {
      for (const item of await itemsOf(await format.open(root))) {
        expect(JSON.parse(JSON.stringify(item))).toEqual(item);
      }
    });

    it('gives the same items, bytes and boxes when its output is opened again', async () => {
      const dataset = await format.open(root);
      await passThrough(dataset, output, sameNames);
      const again = await format.open(output);
      expect(await contentsOf(again)).toEqual(await contentsOf(dataset));
      expect((await recogniseFormat(output, allFormats)).id).toBe(format.id);
    });

    it('replaces names everywhere, and all that belongs together still does', async () => {
      const dataset = await format.open(root);
      const endings = await passThrough(dataset, output, otherNames);
      const before = await contentsOf(dataset);
      const expected = endings.map(({ item, output: path }) => ({
        ...before.find(({ id }) => id === item.id),
        id: path,
      }));
      const after = await contentsOf(await format.open(output));
      expect(sorted(after)).toEqual(sorted(expected));
      const { names, text } = await everythingIn(output);
      expect(names).not.toMatch(/anna/i);
      expect(text).not.toMatch(/anna/i);
      for (const word of staying) expect(names + text).toContain(word);
    });

    it('leaves no trace of a picture that is not in the output', async () => {
      const dataset = await format.open(root);
      const dropped = pictures[0];
      await passThrough(dataset, output, sameNames, (id) => id === dropped);
      const left = (await contentsOf(await format.open(output))).map(({ id }) => id);
      expect(left).toEqual(pictures.slice(1));
      const stem = dropped.slice(dropped.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
      const { names, text } = await everythingIn(output);
      expect(names).not.toContain(stem);
      expect(text).not.toContain(stem);
    });

    it('writes the same bytes when it carries again, and takes back what is held later', async () => {
      const dataset = await format.open(root);
      const endings = await passThrough(dataset, output, otherNames);
      const first = await everythingIn(output);
      await dataset.carry(output, () => streamOf(endings), otherNames);
      expect(await everythingIn(output)).toEqual(first);

      const held = endings.map((ending, index) =>
        index === 0 ? { ...ending, output: null } : ending,
      );
      await rm(join(output, String(endings[0].output)), { force: true }).catch(() => undefined);
      await dataset.carry(output, () => streamOf(held), otherNames);
      const left = (await contentsOf(await format.open(output))).map(({ id }) => id);
      expect(left.sort()).toEqual(held.flatMap(({ output: path }) => path ?? []).sort());
      const others = await mkdtemp(join(folder, 'other-'));
      await passThrough(dataset, others, otherNames, (id) => id === pictures[0]);
      expect(await everythingIn(output)).toEqual(await everythingIn(others));
    });

    it('has an item for a file that is nobody’s, and never copies it', async () => {
      await writeFile(join(root, 'anna-diary.md'), 'dear diary, this is anna');
      const dataset = await format.open(root);
      const ids = (await itemsOf(dataset)).map((item) => item.id);
      expect(ids).toContain('anna-diary.md');
      await passThrough(dataset, output, otherNames, (id) => id === 'anna-diary.md');
      expect((await everythingIn(output)).text).not.toContain('diary');
    });

    it('opens only what was asked for, and loses no label over it', async () => {
      const whole = await contentsOf(await format.open(root));
      const one = pictures[pictures.length - 1];
      const included = await contentsOf(await format.open(root, { include: [one] }));
      expect(included).toEqual(whole.filter(({ id }) => id === one));
      const excluded = await contentsOf(await format.open(root, { exclude: [one] }));
      expect(excluded).toEqual(whole.filter(({ id }) => id !== one));
    });

    it('refuses to write two pictures to one name, whichever comes first', async () => {
      await twins.add(root);
      const dataset = await format.open(root);
      const items = await itemsOf(dataset);
      const heic = items.find(({ id }) => id === twins.heic);
      const jpeg = items.find(({ id }) => id === twins.heic.replace('.heic', '.jpg'));
      for (const names of [sameNames, otherNames]) {
        expect(codeOf(() => dataset.place(heic as Item, '.jpg', names))).toBe('output-collision');
        expect(dataset.place(jpeg as Item, '.jpg', names).output).toMatch(/\.jpg$/);
        expect(dataset.place(heic as Item, '.heic', names).output).toMatch(/\.heic$/);
      }
    });

    it.runIf(plant)('refuses a path that leads out of the dataset', async () => {
      await plant?.(root);
      await writeFile(join(folder, 'x.jpg'), 'secret');
      expect(await hostileCodes(format, root)).toContain('label-damaged');
    });

    it('says so when the folder cannot be read', async () => {
      const thrown = await format.open(join(folder, 'nowhere')).catch((error: unknown) => error);
      expect(thrown).toBeInstanceOf(GuiseError);
      expect((thrown as GuiseError).code).toBe('dataset-unreadable');
    });
  });
}

/** Does what a run does, without changing a byte of any picture. */
export async function passThrough(
  dataset: Dataset,
  output: string,
  names: NameRule,
  isDropped: (id: string) => boolean = () => false,
): Promise<Ending[]> {
  const endings: Ending[] = [];
  for await (const item of dataset.items()) {
    const bytes = await readSource(item.source, 1e8).catch(() => null);
    if (bytes === null || item.problem || isDropped(item.id)) {
      endings.push({ item, output: null });
      continue;
    }
    const extension = /\.\w+$/.exec(item.id)?.[0] ?? '';
    const placement = dataset.place(item, extension, names);
    const target = join(output, placement.file);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes);
    endings.push({ item, output: placement.output });
  }
  await dataset.carry(output, () => streamOf(endings), names);
  return endings;
}

/** Elements as a stream. */
export async function* streamOf<T>(elements: readonly T[]): AsyncGenerator<T> {
  yield* elements;
}

export async function itemsOf(dataset: Dataset): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of dataset.items()) items.push(item);
  return items;
}

async function contentsOf(dataset: Dataset) {
  const contents = [];
  for (const { id, source, boxes } of await itemsOf(dataset)) {
    contents.push({ id, boxes, bytes: (await readSource(source, 1e8)).toString('latin1') });
  }
  return contents;
}

function sorted<T extends { id: string | null | undefined }>(contents: readonly T[]): T[] {
  return [...contents].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
}

/** All names and all contents of a folder, the private part too. */
export async function everythingIn(root: string): Promise<{ names: string; text: string }> {
  const names: string[] = [];
  const text: string[] = [];
  for await (const { path, file } of walk(root)) {
    names.push(path);
    text.push(await readFile(file, 'latin1'));
  }
  return { names: names.join('\n'), text: text.join('\n') };
}

/** Writes files, making their folders. */
export async function drawFiles(
  root: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  for (const [path, contents] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), contents);
  }
}

/** The code of the GuiseError that something throws. */
export function codeOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof GuiseError) return error.code;
    throw error;
  }
  return undefined;
}

async function hostileCodes(format: DatasetFormat, root: string): Promise<string[]> {
  try {
    const dataset = await format.open(root);
    const refused = (await itemsOf(dataset)).filter(({ problem }) => problem);
    return refused.map((item) => codeOf(() => dataset.place(item, '.jpg', sameNames)) ?? 'placed');
  } catch (error) {
    if (error instanceof GuiseError) return [error.code];
    throw error;
  }
}
