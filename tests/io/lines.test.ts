import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLog, readLines, type LogLine } from '../../src/io/files.js';
import { temporaryFolders } from './temporary.js';

const folder = temporaryFolders();

async function linesOf(file: string): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  for await (const line of readLines(file)) lines.push(line);
  return lines;
}

describe('openLog', () => {
  it('adds lines in the order of the calls, also when nobody waits', async () => {
    const file = join(await folder(), 'deep', 'log');
    const log = await openLog(file);
    await Promise.all(Array.from({ length: 1000 }, (_, index) => log.append(String(index))));
    await log.close();
    const expected = Array.from({ length: 1000 }, (_, index) => `${index}\n`).join('');
    expect(await readFile(file, 'utf8')).toBe(expected);
  });

  it('has handed a line to the system when append resolves', async () => {
    const file = join(await folder(), 'log');
    const log = await openLog(file);
    await log.append('first');
    expect(await readFile(file, 'utf8')).toBe('first\n');
    await log.close();
  });

  it('goes on behind what is there', async () => {
    const file = join(await folder(), 'log');
    for (const line of ['a', 'b']) {
      const log = await openLog(file);
      expect(log.cutBytes).toBe(0);
      await log.append(line);
      await log.close();
    }
    expect(await readFile(file, 'utf8')).toBe('a\nb\n');
  });

  it.each([0, 10, 200_000])('cuts a torn last line off behind %i whole bytes', async (whole) => {
    const file = join(await folder(), 'log');
    const before = whole > 0 ? `${'x'.repeat(whole - 1)}\n` : '';
    await writeFile(file, before + 't'.repeat(70_000));
    const log = await openLog(file);
    expect(log.cutBytes).toBe(70_000);
    await log.append('next');
    await log.close();
    expect(await readFile(file, 'utf8')).toBe(`${before}next\n`);
  });

  it('refuses a line that is two', async () => {
    const log = await openLog(join(await folder(), 'log'));
    expect(() => log.append('a\nb')).toThrow('line break');
    await log.close();
  });

  it('says that the disk is full, and goes on saying so', async () => {
    const log = await openLog('/dev/full');
    await expect(log.append('a')).rejects.toMatchObject({ code: 'disk-full' });
    await expect(log.append('b')).rejects.toMatchObject({ code: 'disk-full' });
    await expect(log.close()).rejects.toMatchObject({ code: 'disk-full' });
  });
});

describe('readLines', () => {
  it('tells where each line begins, in bytes', async () => {
    const file = join(await folder(), 'log');
    await writeFile(file, 'ü\n\nlast\n');
    expect(await linesOf(file)).toEqual([
      { line: 'ü', offset: 0, complete: true },
      { line: '', offset: 3, complete: true },
      { line: 'last', offset: 4, complete: true },
    ]);
  });

  it('marks a last line without its line break', async () => {
    const file = join(await folder(), 'log');
    await writeFile(file, 'whole\n');
    await appendFile(file, '{"torn":');
    expect((await linesOf(file)).map((line) => line.complete)).toEqual([true, false]);
  });

  it('reads lines longer than its buffer', async () => {
    const file = join(await folder(), 'log');
    const long = 'é'.repeat(150_000);
    await writeFile(file, `${long}\nend\n`);
    expect((await linesOf(file)).map((line) => line.line)).toEqual([long, 'end']);
  });

  it('yields nothing for an empty file and refuses a missing one', async () => {
    const root = await folder();
    await writeFile(join(root, 'empty'), '');
    expect(await linesOf(join(root, 'empty'))).toEqual([]);
    await expect(linesOf(join(root, 'gone'))).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});
