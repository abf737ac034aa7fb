import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import exifr from 'exifr';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  demoFolder,
  demoPhotos,
  digest,
  guise,
  readAuditLog,
  readManifest,
  scratch,
  sha256,
  smallPhotos,
} from '../support/guise.js';

describe('guise run on the six demo photos', () => {
  const out = join(scratch(), 'anon');
  let result: ReturnType<typeof guise>;

  beforeAll(() => {
    result = guise('run', demoFolder, '--include', 'sample*.jpg', '--out', out);
  });

  it('ends well and says where to look', () => {
    expect(result.code, result.err).toBe(0);
    expect(result.out).toMatch(/6 done, 0 held, 0 failed/);
    expect(result.out).toContain(out);
  });

  it('writes the same names in the same sizes, without metadata', async () => {
    expect(Object.keys(digest(out))).toEqual(demoPhotos.map((file) => file.split('/').at(-1)));
    for (const photo of demoPhotos) {
      const written = join(out, photo.split('/').at(-1) ?? '');
      const [before, after] = [await sharp(photo).metadata(), await sharp(written).metadata()];
      expect([after.width, after.height]).toEqual([before.width, before.height]);
      const tags = await exifr.parse(written, { exif: true, gps: true, xmp: true, iptc: true });
      expect(tags).toBeUndefined();
    }
  });

  it('fills every face with one colour and leaves the rest to re-encoding', async () => {
    for (const { item, output, regions } of readManifest(out)) {
      expect(regions.length).toBeGreaterThan(0);
      const before = await raw(join(demoFolder, item));
      const after = await raw(join(out, output?.path ?? ''));
      const faces = regions.filter(({ label }) => label === 'face');
      for (const { box } of faces) {
        const [x, y] = [Math.round((box.x0 + box.x1) / 2), Math.round((box.y0 + box.y1) / 2)];
        if (x < 0 || y < 0 || x >= after.width || y >= after.height) continue;
        const at = (y * after.width + x) * 3;
        for (let c = 0; c < 3; c += 1) expect(Math.abs(after.data[at + c] - 128)).toBeLessThan(12);
      }
      expect(
        meanDifferenceOutside(
          before,
          after,
          regions.map(({ box }) => box),
        ),
      ).toBeLessThan(3);
    }
  });

  it('keeps a ledger that fits the files', () => {
    expect(guise('verify', out).code).toBe(0);
    const audit = readAuditLog(out);
    expect(audit.map(({ event }) => event)).toEqual([
      'started',
      ...Array<string>(6).fill('item'),
      'finished',
    ]);
    const text = readFileSync(join(out, '.guise/audit.jsonl'), 'utf8');
    expect(text).not.toMatch(/landmarks|mesh|embedding/);
  });

  it('is noticed when a file is changed, removed or added', () => {
    const copy = join(scratch(), 'anon');
    expect(guise('run', demoFolder, '--include', 'sample[12].jpg', '--out', copy).code).toBe(0);
    writeFileSync(join(copy, 'sample1.jpg'), 'other');
    writeFileSync(join(copy, 'extra.jpg'), 'new');
    const { code, out: text } = guise('verify', copy);
    expect(code).toBe(3);
    expect(text).toMatch(/sample1\.jpg was changed/);
    expect(text).toMatch(/extra\.jpg was not written by the run/);
  });
});

describe('guise run on files that are not as they should be', () => {
  const input = scratch();
  const out = join(scratch(), 'anon');
  let result: ReturnType<typeof guise>;

  beforeAll(async () => {
    await smallPhotos(input, 1, 320);
    const whole = readFileSync(join(input, 'photo 1-0.jpg'));
    writeFileSync(join(input, 'empty.jpg'), '');
    writeFileSync(join(input, 'cut.jpg'), whole.subarray(0, whole.length / 2));
    writeFileSync(join(input, 'text.png'), 'this is text');
    writeFileSync(join(input, 'notes.txt'), 'call 555-0100');
    writeFileSync(join(input, 'wrong extension.png'), whole);
    mkdirSync(join(input, 'sub folder'));
    writeFileSync(join(input, 'sub folder/žluťoučký кот 猫.jpg'), whole);
    symlinkSync('.', join(input, 'sub folder/loop'));
    symlinkSync('nowhere.jpg', join(input, 'dangling.jpg'));
    result = guise('run', input, '--out', out, '--policy', 'default');
  });

  it('fails only those, names each and exits with 1', () => {
    expect(result.code, result.err).toBe(1);
    expect(result.out).toMatch(/8 done, 0 held, \d failed/);
    for (const name of ['empty.jpg', 'cut.jpg', 'text.png', 'notes.txt', 'dangling.jpg']) {
      expect(result.out).toContain(name);
    }
  });

  it('accounts for every file, and copies nothing that failed', () => {
    const ended = Object.fromEntries(
      readManifest(out).map(({ item, outcome, problem }) => [item, problem?.code ?? outcome]),
    );
    expect(ended).toMatchObject({
      'empty.jpg': 'file-empty',
      'cut.jpg': 'picture-damaged',
      'text.png': 'not-a-picture',
      'notes.txt': 'not-a-picture',
      'dangling.jpg': 'file-unreadable',
      'wrong extension.png': 'done',
      'sub folder/žluťoučký кот 猫.jpg': 'done',
    });
    expect(Object.keys(digest(out)).length).toBe(8);
    expect(guise('verify', out).code).toBe(0);
  });
});

describe('guise run, used wrongly', () => {
  const input = scratch();
  beforeAll(() => smallPhotos(input, 1, 320));

  it.each([
    [
      'a dataset that is not there',
      ['run', '/nonexistent', '--out', '/tmp/never'],
      /cannot be read/,
    ],
    ['no output', ['run', input], /--out/],
    ['an unknown method', ['run', input, '--out', '/tmp/never', '--method', 'magic'], /magic/],
    ['an unknown policy', ['run', input, '--out', '/tmp/never', '--policy', 'lax'], /lax/],
    ['an unknown command', ['walk'], /walk/],
  ])('exits with 2 for %s and says what is wrong', (_name, args, message) => {
    const { code, err } = guise(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n {4}at /);
    expect(existsSync('/tmp/never')).toBe(false);
  });

  it('refuses an output folder that is not empty or lies in the dataset', () => {
    const taken = scratch();
    writeFileSync(join(taken, 'mine.txt'), 'mine');
    expect(guise('run', input, '--out', taken)).toMatchObject({ code: 2 });
    expect(readdirSync(taken)).toEqual(['mine.txt']);
    expect(guise('run', input, '--out', join(input, 'anon')).err).toMatch(/inside the dataset/);
  });

  it('prints one JSON document and nothing else with --json', () => {
    const { code, out } = guise('run', input, '--out', join(scratch(), 'anon'), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ counts: { done: 6, held: 0, failed: 0 } });
  });
});

describe('guise run with replaced names', () => {
  it('leaves no name of the source in what leaves', async () => {
    const input = scratch();
    await smallPhotos(input, 1, 320);
    const policy = join(input, '..', `names-${Date.now()}.yaml`);
    writeFileSync(
      policy,
      'version: 1\nname: names\nnames: replace\nrules:\n  - { label: face, method: fill }\notherwise: { method: fill }\n',
    );
    const out = join(scratch(), 'anon');
    expect(guise('run', input, '--out', out, '--policy', policy).code).toBe(0);
    const names = Object.keys(digest(out));
    expect(names).toHaveLength(6);
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{16}\.jpg$/);
    expect(readFileSync(join(out, '.guise/audit.jsonl'), 'utf8')).not.toContain('photo');
  });
});

async function raw(file: string) {
  const { data, info } = await sharp(file)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

type Raw = Awaited<ReturnType<typeof raw>>;

/** Mean absolute difference over pixels well away from every box. */
function meanDifferenceOutside(
  before: Raw,
  after: Raw,
  boxes: readonly { x0: number; y0: number; x1: number; y1: number }[],
): number {
  let sum = 0;
  let count = 0;
  for (let y = 0; y < before.height; y += 3) {
    for (let x = 0; x < before.width; x += 3) {
      const near = boxes.some(({ x0, y0, x1, y1 }) => {
        const [mx, my] = [x1 - x0 + 16, y1 - y0 + 16];
        return x > x0 - mx && x < x1 + mx && y > y0 - my && y < y1 + my;
      });
      if (near) continue;
      const at = (y * before.width + x) * 3;
      for (let c = 0; c < 3; c += 1) {
        sum += Math.abs(before.data[at + c] - after.data[at + c]);
        count += 1;
      }
    }
  }
  return sum / Math.max(1, count);
}

describe('the source', () => {
  it('is never written to', async () => {
    const input = scratch();
    await smallPhotos(input, 1, 320);
    const before = digest(input);
    guise('run', input, '--out', join(scratch(), 'anon'), '--method', 'blur');
    expect(digest(input)).toEqual(before);
    expect(sha256(join(input, 'photo 1-0.jpg'))).toBe(before['photo 1-0.jpg']);
  });
});
