import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readFile, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFailure } from '../../src/io/failure.js';
import { readSource, writeAtomic } from '../../src/io/files.js';
import { temporaryFolders } from './temporary.js';

const folder = temporaryFolders();

describe('readSource', () => {
  it('reads a whole file', async () => {
    const file = join(await folder(), 'a b\nü.bin');
    await writeFile(file, 'hello');
    expect((await readSource({ file }, 5)).toString()).toBe('hello');
  });

  it('reads a stretch of a file, and limits the stretch rather than the file', async () => {
    const file = join(await folder(), 'shard.tar');
    await writeFile(file, 'abcdefgh');
    expect((await readSource({ file, offset: 2, sizeBytes: 3 }, 3)).toString()).toBe('cde');
    expect((await readSource({ file, offset: 5 }, 3)).toString()).toBe('fgh');
  });

  it('refuses a file over the limit before reading it', async () => {
    const file = join(await folder(), 'large');
    await writeFile(file, Buffer.alloc(11));
    await expect(readSource({ file }, 10)).rejects.toMatchObject({
      code: 'file-too-large',
      details: { file, sizeBytes: 11, limitBytes: 10 },
    });
  });

  it('refuses a file of zero bytes', async () => {
    const file = join(await folder(), 'empty');
    await writeFile(file, '');
    await expect(readSource({ file }, 10)).rejects.toMatchObject({ code: 'file-empty' });
  });

  it('refuses a stretch that reaches past the end', async () => {
    const file = join(await folder(), 'short');
    await writeFile(file, 'abc');
    await expect(readSource({ file, offset: 1, sizeBytes: 9 }, 10)).rejects.toMatchObject({
      code: 'file-unreadable',
      details: { reason: 'it ends 7 bytes early' },
    });
  });

  it('names the file and the reason, and nothing of the call, when a file is missing', async () => {
    const file = join(await folder(), 'gone');
    await expect(readSource({ file }, 10)).rejects.toMatchObject({
      code: 'file-unreadable',
      details: { file, reason: 'no such file or directory' },
    });
  });

  it('refuses folders, devices and pipes without waiting for them', async () => {
    const root = await folder();
    const pipe = join(root, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const file of [root, pipe, '/dev/zero']) {
      await expect(readSource({ file }, 10)).rejects.toMatchObject({ code: 'file-unreadable' });
    }
  });

  it('follows a link to a file', async () => {
    const root = await folder();
    await writeFile(join(root, 'target'), 'x');
    await symlink('target', join(root, 'link'));
    expect((await readSource({ file: join(root, 'link') }, 1)).toString()).toBe('x');
  });
});

describe('writeAtomic', () => {
  it('makes missing folders and leaves the file and nothing else', async () => {
    const root = await folder();
    await writeAtomic(join(root, 'a', 'b', 'c.txt'), 'content');
    expect(await readFile(join(root, 'a', 'b', 'c.txt'), 'utf8')).toBe('content');
    expect(await readdir(join(root, 'a', 'b'))).toEqual(['c.txt']);
  });

  it('replaces a file that is there', async () => {
    const file = join(await folder(), 'f');
    await writeAtomic(file, 'before');
    await writeAtomic(file, Buffer.from('after'));
    expect(await readFile(file, 'utf8')).toBe('after');
  });

  it('gives every file the mode asked for, whatever was there', async () => {
    const file = join(await folder(), 'f');
    await writeFile(file, 'x');
    await chmod(file, 0o777);
    await writeAtomic(file, 'y', undefined, 0o600);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('leaves no temporary file when the name cannot be taken', async () => {
    const root = await folder();
    const temporary = join(root, 'temporary');
    await mkdir(join(root, 'taken', 'inside'), { recursive: true });
    await expect(writeAtomic(join(root, 'taken'), 'x', temporary)).rejects.toMatchObject({
      code: 'output-unwritable',
      details: { directory: root },
    });
    expect(await readdir(temporary)).toEqual([]);
  });

  it('says that the disk is full', () => {
    const thrown = Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
    });
    expect(writeFailure(thrown, '/out')).toMatchObject({
      code: 'disk-full',
      details: { directory: '/out' },
    });
  });

  it('shows a reader either the old or the new file, never a mixture', async () => {
    const file = join(await folder(), 'f');
    const versions = ['o', 'n'].map((letter) => Buffer.alloc(3_000_000, letter));
    await writeAtomic(file, versions[0]);
    const seen = new Set<number>();
    const writing = (async () => {
      for (let turn = 1; turn < 12; turn++) await writeAtomic(file, versions[turn % 2]);
    })();
    const over = writing.then(() => true);
    while (!(await Promise.race([over, readFile(file).then(check)])));
    function check(bytes: Buffer): false {
      seen.add(versions.findIndex((version) => version.equals(bytes)));
      return false;
    }
    expect([...seen].sort()).toEqual([0, 1]);
  });
});
