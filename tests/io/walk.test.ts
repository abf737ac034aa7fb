import { execFileSync } from 'node:child_process';
import { chmod, mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { walk, type WalkEntry, type WalkOptions } from '../../src/io/files.js';
import { temporaryFolders } from './temporary.js';

const folder = temporaryFolders();

async function tree(...paths: string[]): Promise<string> {
  const root = await folder();
  for (const path of paths) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await writeFile(join(root, path), '');
  }
  return root;
}

async function entriesOf(root: string, options?: WalkOptions): Promise<WalkEntry[]> {
  const entries: WalkEntry[] = [];
  for await (const entry of walk(root, options)) entries.push(entry);
  return entries;
}

async function pathsOf(root: string, options?: WalkOptions): Promise<string[]> {
  return (await entriesOf(root, options)).map((entry) => entry.path);
}

/** Root may read everything, so its rights are laid down for the time of the call. */
async function asNobody<T>(call: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return call();
  process.seteuid?.(65534);
  try {
    return await call();
  } finally {
    process.seteuid?.(0);
  }
}

describe('walk', () => {
  it('yields files by the bytes of each part of their path', async () => {
    const root = await tree(
      'b.jpg',
      'a/z.jpg',
      'a.jpg',
      'a/B.jpg',
      'Z.jpg',
      '\u{1f600}.jpg',
      '\uffee.jpg',
    );
    expect(await pathsOf(root)).toEqual([
      'Z.jpg',
      'a/B.jpg',
      'a/z.jpg',
      'a.jpg',
      'b.jpg',
      '\uffee.jpg',
      '\u{1f600}.jpg',
    ]);
  });

  it('keeps spaces, line breaks, quotes and unicode in names', async () => {
    const names = [' lead.jpg', 'a\nb.jpg', "it's [1]{2}*.jpg", 'ファイル.jpg', 'e\u0301.jpg'];
    const root = await tree(...names);
    expect(new Set(await pathsOf(root))).toEqual(new Set(names));
    expect(new Set(await pathsOf(root, { include: ['*.jpg'] }))).toEqual(new Set(names));
  });

  it('passes over litter but not over hidden pictures', async () => {
    const root = await tree(
      '.DS_Store',
      'Thumbs.db',
      'Desktop.ini',
      '._a.jpg',
      '.git/x.jpg',
      '.guise/key',
      '__MACOSX/a.jpg',
      '.hidden.jpg',
      'a.jpg',
    );
    expect(await pathsOf(root)).toEqual(['.hidden.jpg', 'a.jpg']);
  });

  it('takes globs for names at any depth, for paths and for whole folders', async () => {
    const root = await tree('a.jpg', 'a.png', 'sub/b.jpg', 'sub/raw/c.jpg', 'other/raw/d.png');
    expect(await pathsOf(root, { include: ['*.jpg'] })).toEqual([
      'a.jpg',
      'sub/b.jpg',
      'sub/raw/c.jpg',
    ]);
    expect(await pathsOf(root, { include: ['sub/*.jpg'] })).toEqual(['sub/b.jpg']);
    expect(await pathsOf(root, { include: ['sub'] })).toEqual(['sub/b.jpg', 'sub/raw/c.jpg']);
    expect(await pathsOf(root, { exclude: ['raw', '*.png'] })).toEqual(['a.jpg', 'sub/b.jpg']);
    expect(await pathsOf(root, { include: ['sub/**'], exclude: ['**/raw/**'] })).toEqual([
      'sub/b.jpg',
    ]);
  });

  it('follows links to files and folders, also out of the root', async () => {
    const store = await tree('f.jpg');
    const root = await tree('a.jpg');
    await symlink(store, join(root, 'store'));
    await symlink(join(store, 'f.jpg'), join(root, 'z.jpg'));
    expect(await pathsOf(root)).toEqual(['a.jpg', 'store/f.jpg', 'z.jpg']);
  });

  it('names a link that leads back above itself, and does not follow it', async () => {
    const root = await tree('a/b/c.jpg');
    await symlink(join(root, 'a'), join(root, 'a/b/loop'));
    await symlink('.', join(root, 'self'));
    expect(await entriesOf(root)).toEqual([
      { path: 'a/b/c.jpg', file: join(root, 'a/b/c.jpg') },
      {
        path: 'a/b/loop',
        file: join(root, 'a/b/loop'),
        problem: expect.stringContaining('lies in'),
      },
      { path: 'self', file: join(root, 'self'), problem: expect.stringContaining('lies in') },
    ]);
  });

  it('names dangling and endless links and pipes', async () => {
    const root = await tree('ok.jpg');
    await symlink('nowhere', join(root, 'dangling.jpg'));
    await symlink('endless.jpg', join(root, 'endless.jpg'));
    execFileSync('mkfifo', [join(root, 'pipe.jpg')]);
    const problems = (await entriesOf(root)).map(({ path, problem }) => [path, problem]);
    expect(problems).toEqual([
      ['dangling.jpg', expect.stringContaining('leads nowhere')],
      ['endless.jpg', expect.stringContaining('leads nowhere')],
      ['ok.jpg', undefined],
      ['pipe.jpg', 'it is not a regular file'],
    ]);
    expect(await pathsOf(root, { include: ['ok.*'] })).toEqual(['ok.jpg']);
  });

  it.skipIf(process.platform === 'win32')('names a folder that cannot be read', async () => {
    const root = await tree('locked/a.jpg', 'ok.jpg');
    await chmod(root, 0o755);
    await chmod(join(root, 'locked'), 0o000);
    const problems = (await asNobody(() => entriesOf(root))).map(({ path, problem }) => [
      path,
      problem,
    ]);
    await chmod(join(root, 'locked'), 0o700);
    expect(problems).toEqual([
      ['locked', expect.stringContaining('permission denied')],
      ['ok.jpg', undefined],
    ]);
  });

  it.skipIf(process.platform !== 'linux')('names a file whose name is not UTF-8', async () => {
    const root = await tree('a.jpg');
    const name = Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff, 0xfe])]);
    await rename(join(root, 'a.jpg'), name);
    expect(await entriesOf(root)).toMatchObject([{ problem: 'its name is not valid UTF-8' }]);
  });

  it('refuses a root that is missing or not a folder', async () => {
    const root = await tree('a.jpg');
    for (const path of [join(root, 'gone'), join(root, 'a.jpg')]) {
      await expect(entriesOf(path)).rejects.toMatchObject({ code: 'dataset-unreadable' });
    }
  });
});
