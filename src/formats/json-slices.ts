import { createReadStream } from 'node:fs';
import { GuiseError } from '../core/errors.js';
import { readFailure } from '../io/failure.js';

/** A step through a JSON file whose outermost value is an object. `text` is the JSON as written. */
export type JsonSlice =
  | { readonly kind: 'value'; readonly key: string; readonly text: string }
  | { readonly kind: 'open'; readonly key: string }
  | { readonly kind: 'element'; readonly key: string; readonly text: string }
  | { readonly kind: 'close'; readonly key: string };

const chunkBytes = 256 * 1024;
/** Longest single value, in UTF-16 units: far more than the largest mask. */
const valueLimit = 64 * 1024 * 1024;

/**
 * Reads a JSON file of any size in memory for one value: every member of the outermost object is a
 * `value`, except that arrays come as `open`, their `element`s one by one, and `close`. The
 * slices themselves are not parsed. About 150 MB/s of one core.
 *
 * @param upToBytes stop the file there, for a cheap look at its head; it then ends in an error
 * @throws GuiseError `label-damaged`, `file-unreadable`
 */
export async function* readJsonSlices(
  file: string,
  upToBytes = Infinity,
): AsyncGenerator<JsonSlice> {
  const cursor = openCursor(file, upToBytes);
  await cursor.expect('{');
  if (await cursor.skipped('}')) return cursor.expectEnd();
  for (;;) {
    const key = cursor.parse(await cursor.takeValue());
    if (typeof key !== 'string') throw cursor.fault('a key is not a string');
    await cursor.expect(':');
    if (await cursor.skipped('[')) {
      yield { kind: 'open', key };
      if (!(await cursor.skipped(']'))) {
        do yield { kind: 'element', key, text: await cursor.takeValue() };
        while (await cursor.skipped(','));
        await cursor.expect(']');
      }
      yield { kind: 'close', key };
    } else yield { kind: 'value', key, text: await cursor.takeValue() };
    if (await cursor.skipped(',')) continue;
    await cursor.expect('}');
    return cursor.expectEnd();
  }
}

/** The members of one JSON object as written, the last one winning where a name comes twice. */
export function membersOf(text: string): Map<string, string> {
  const members = new Map<string, string>();
  let at = skipSpace(text, skipSpace(text, 0) + 1);
  while (text[at] === '"') {
    const keyEnd = valueEnd(text, at);
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = valueEnd(text, start);
    members.set(JSON.parse(text.slice(at, keyEnd)) as string, text.slice(start, end));
    at = skipSpace(text, end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return members;
}

function openCursor(file: string, upToBytes: number) {
  const stream = createReadStream(file, { highWaterMark: chunkBytes, end: upToBytes - 1 });
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let at = 0;
  let ended = false;

  const fault = (reason: string) =>
    new GuiseError('label-damaged', { file, format: 'JSON', reason });
  const more = async (atLeast: number): Promise<boolean> => {
    text = text.slice(at);
    at = 0;
    const before = text.length;
    while (!ended && text.length - before < atLeast) {
      const next = await chunks.next().catch((error: unknown) => {
        throw readFailure(error, file);
      });
      ended = next.done === true;
      try {
        text += next.done ? decoder.decode() : decoder.decode(next.value, { stream: true });
      } catch {
        throw fault('it is not UTF-8 text');
      }
    }
    return text.length > before;
  };
  const peek = async (): Promise<string> => {
    for (;;) {
      at = skipSpace(text, at);
      if (at < text.length) return text[at];
      if (!(await more(1))) return '';
    }
  };
  const skipped = async (mark: string): Promise<boolean> => {
    if ((await peek()) !== mark) return false;
    at += 1;
    return true;
  };

  return {
    fault,
    skipped,
    async expect(mark: string): Promise<void> {
      if (await skipped(mark)) return;
      const ending = ended && at >= text.length;
      throw fault(ending ? 'it is cut short' : `there is no ${mark} where one must be`);
    },
    async expectEnd(): Promise<void> {
      if ((await peek()) !== '') throw fault('something follows its end');
    },
    async takeValue(): Promise<string> {
      await peek();
      for (;;) {
        const end = valueEnd(text, at);
        if (end > at) {
          const value = text.slice(at, end);
          at = end;
          return value;
        }
        if (end === at) throw fault('a value is missing');
        if (text.length - at > valueLimit) throw fault('a single value is too large');
        // Asking for as much again keeps the searching linear in the value's length.
        if (!(await more(text.length - at))) throw fault('it is cut short');
      }
    },
    parse(value: string): unknown {
      try {
        return JSON.parse(value);
      } catch {
        throw fault('a key is not valid JSON');
      }
    },
  };
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
    at += 1;
  }
}

const mark = /["[\]{}]/g;
const primitive = /[^\s,:[\]{}"]+/y;

/**
 * Where the value that begins at `from` ends (exclusive), or -1 when the text ends before it. The
 * regular expression leaps over numbers, of which masks and keypoints are made.
 */
function valueEnd(text: string, from: number): number {
  const first = text[from];
  if (first !== '{' && first !== '[' && first !== '"') {
    primitive.lastIndex = from;
    const end = primitive.test(text) ? primitive.lastIndex : from;
    return end < text.length ? end : -1;
  }
  let depth = 0;
  mark.lastIndex = from;
  while (mark.test(text)) {
    const at = mark.lastIndex - 1;
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      const end = stringEnd(text, at);
      if (end < 0) return -1;
      mark.lastIndex = end + 1;
    } else depth += code === 0x7b || code === 0x5b ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return -1;
}

/** Index of the quote that closes the string opened at `from`, or -1. */
function stringEnd(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return -1;
}
