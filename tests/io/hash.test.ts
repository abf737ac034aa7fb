import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hmacSha256, sha256, sha256File } from '../../src/io/hash.js';
import { temporaryFolders } from './temporary.js';

const folder = temporaryFolders();
const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

describe('hashes', () => {
  it('equal the published SHA-256 of abc, for text, bytes and files', async () => {
    const file = join(await folder(), 'abc');
    await writeFile(file, 'abc');
    expect([sha256('abc'), sha256(Buffer.from('abc')), await sha256File(file)]).toEqual([
      abc,
      abc,
      abc,
    ]);
  });

  it('equal the HMAC-SHA256 of RFC 4231, test case 2', () => {
    expect(hmacSha256(Buffer.from('Jefe'), 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it('say which file could not be read', async () => {
    await expect(sha256File('/nowhere/x')).rejects.toMatchObject({
      code: 'file-unreadable',
      details: { file: '/nowhere/x' },
    });
  });
});
