import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  digest,
  guise,
  readAuditLog,
  readManifest,
  scratch,
  sha256,
  smallPhotos,
  startGuise,
} from '../support/guise.js';

/** Quick to find and different for every picture and seed: what a run must repeat. */
const facesOnly = `version: 1
name: faces only
detection: { effort: fast }
rules:
  - { label: face, method: pixelate }
otherwise: { method: fill }
`;

const input = scratch();
const undisturbed = join(scratch(), 'anon');
const policy = join(scratch(), 'faces.yaml');
const seed = ['--seed', 'a seed for tests', '--policy', policy];

beforeAll(async () => {
  writeFileSync(policy, facesOnly);
  await smallPhotos(input, 6, 400);
  expect(guise('run', input, '--out', undisturbed, '--workers', '2', ...seed).code).toBe(0);
});

const manifestOf = (out: string) => sha256(join(out, '.guise/manifest.jsonl'));

describe('the same run', () => {
  it('gives the same bytes with one worker and with several', () => {
    const out = join(scratch(), 'anon');
    expect(guise('run', input, '--out', out, '--workers', '1', ...seed).code).toBe(0);
    expect(digest(out)).toEqual(digest(undisturbed));
    expect(manifestOf(out)).toBe(manifestOf(undisturbed));
  });

  it('killed and resumed until it ends gives the bytes of an undisturbed one', async () => {
    const out = join(scratch(), 'anon');
    let kills = 0;
    for (let round = 0; round < 3; round += 1) {
      const before = itemsIn(out);
      const run = startGuise('run', input, '--out', out, '--workers', '2', '--resume', ...seed);
      const exited = new Promise((resolve) => run.once('exit', resolve));
      while (itemsIn(out) < before + 4 && run.exitCode === null) await pause(15);
      if (run.kill('SIGKILL')) kills += 1;
      await exited;
      expect(halfFiles(out)).toEqual([]);
    }
    expect(kills).toBe(3);
    expect(guise('run', input, '--out', out, '--resume', ...seed).code).toBe(0);
    expect(digest(out)).toEqual(digest(undisturbed));
    expect(manifestOf(out)).toBe(manifestOf(undisturbed));
    expect(guise('verify', out).code).toBe(0);
  });

  it('does no item twice', () => {
    const again = guise('run', input, '--out', undisturbed, '--resume', ...seed, '--json');
    expect(again.code).toBe(0);
    const items = readAuditLog(undisturbed).filter(({ event }) => event === 'item');
    const keys = items.map(({ data }) => (data as { key: string }).key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBe(readManifest(undisturbed).length);
  });
});

describe('a run that is not the same', () => {
  it.each([
    ['another policy', ['--policy', 'research'], /policy/],
    ['another method', ['--method', 'blur', ...seed], /policy/],
  ])('is refused with %s', (_name, flags, message) => {
    const { code, err } = guise('run', input, '--out', undisturbed, '--resume', ...flags);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

describe('an interrupted run', () => {
  it('stops after the pictures under way, exits with 130, and can be continued', async () => {
    const out = join(scratch(), 'anon');
    const run = startGuise('run', input, '--out', out, '--workers', '1', ...seed);
    const code = new Promise((resolve) => run.once('exit', resolve));
    while (itemsIn(out) < 2) await pause(15);
    run.kill('SIGINT');
    expect(await code).toBe(130);
    expect(readAuditLog(out).at(-1)?.event).toBe('interrupted');
    expect(guise('run', input, '--out', out, '--resume', ...seed).code).toBe(0);
    expect(digest(out)).toEqual(digest(undisturbed));
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Items recorded so far. */
function itemsIn(out: string): number {
  const file = join(out, '.guise/audit.jsonl');
  if (!existsSync(file)) return 0;
  return readFileSync(file, 'utf8').split('"event":"item"').length - 1;
}

/** Pictures under their final name that do not end as a JPEG does. */
function halfFiles(out: string): string[] {
  return readdirSync(out).filter((name) => {
    const file = join(out, name);
    return (
      statSync(file).isFile() && readFileSync(file).readUInt16BE(statSync(file).size - 2) !== 0xffd9
    );
  });
}
