import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { reportSchema, type Evaluation, type Report } from '../../src/core/report.js';
import {
  digest,
  guise,
  readManifest,
  scratch,
  sha256,
  smallPhotos,
  startGuise,
} from '../support/guise.js';

const cheap = ['--measures', 'none', '--bootstraps', '200', '--workers', '2'];

/** The photos twice, the second time a little larger: the same people in two pictures each. */
async function photosOfPeople(): Promise<string> {
  const folder = scratch();
  mkdirSync(join(folder, 'photos'));
  await smallPhotos(join(folder, 'photos'), 2, 480);
  return join(folder, 'photos');
}

function reportIn(folder: string): Report {
  return reportSchema.parse(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')));
}

describe('guise evaluate', () => {
  let photos: string;
  let filled: string;
  let kept: string;

  beforeAll(async () => {
    photos = await photosOfPeople();
    filled = join(scratch(), 'filled');
    kept = join(scratch(), 'kept');
    expect(guise('run', photos, '--out', filled, '--seed', 's').code).toBe(0);
    const same = guise('run', photos, '--out', kept, '--method', 'keep', '--regions', filled);
    expect(same.code, same.err).toBe(0);
    writePeople(photos, filled);
  });

  it('treats with another method exactly what an earlier run found', () => {
    const boxes = (output: string) =>
      readManifest(output).map(({ item, regions }) => [item, regions.map(({ box }) => box)]);
    expect(boxes(kept)).toEqual(boxes(filled));
    expect(
      readManifest(kept).flatMap(({ regions }) => regions.map((one) => one.method)),
    ).not.toContain('fill');
  });

  it('recognises everybody where nothing was hidden, and fails the gate', () => {
    const report = join(scratch(), 'report');
    const args = ['--attacks', 'naive', '--report', report, ...cheap];
    const { code, out, err } = guise('evaluate', photos, kept, ...args);
    expect(code, err).toBe(3);
    expect(out).toMatch(/^FAIL: /);
    const evaluation = reportIn(report) as Evaluation;
    const best = evaluation.attempts[0].result.ranks[0].rate.value;
    expect(best).toBeGreaterThan(0.9);
    expect(evaluation.protocol.peopleFrom).toBe('file');
  });

  it('does not call it a pass when a small sample withstands', () => {
    const report = join(scratch(), 'report');
    const args = ['--attacks', 'naive,retrained', '--report', report, ...cheap];
    const { code, err } = guise('evaluate', photos, filled, ...args);
    expect([3, 4], err).toContain(code);
  });

  it('gives the same bytes for the same seed, whatever the number of workers', () => {
    const run = (workers: string) => {
      const report = join(scratch(), 'report');
      const args = ['--attacks', 'naive,parrot', '--measures', 'fidelity', '--bootstraps', '200'];
      guise('evaluate', photos, filled, ...args, '--workers', workers, '--report', report);
      const { repeat: _repeat, ...rest } = reportIn(report) as Evaluation;
      return { rest, html: readFileSync(join(report, 'report.html'), 'utf8').length };
    };
    expect(run('2')).toEqual(run('1'));
  });

  it('goes on where it was killed, to the same report, and then leaves nothing of faces', async () => {
    const args = ['evaluate', photos, filled, '--attacks', 'naive', ...cheap];
    const observed = join(filled, '.guise/observed');
    const report = () => readFileSync(join(filled, '.guise/reports/report.json'), 'utf8');
    guise(...args);
    const undisturbed = report();
    rmSync(join(filled, '.guise/reports'), { recursive: true });

    const killed = startGuise(...args);
    const exited = new Promise((resolve) => killed.once('exit', resolve));
    while (picturesIn(observed) < 4 && killed.exitCode === null) await pause(15);
    expect(killed.kill('SIGKILL')).toBe(true);
    await exited;
    expect(picturesIn(observed)).toBeGreaterThanOrEqual(4);
    guise(...args);
    expect(report()).toBe(undisturbed);
    expect(existsSync(observed)).toBe(false);
  });

  it('takes the output of any other program, and says what it does not know', () => {
    const other = join(scratch(), 'other');
    cpSync(photos, other, { recursive: true });
    const report = join(scratch(), 'report');
    const args = ['--attacks', 'naive', '--report', report, ...cheap];
    expect(guise('evaluate', photos, other, ...args).code).toBe(3);
    expect((reportIn(report) as Evaluation).notTested.join(' ')).toContain('No manifest');
  });

  it('refuses what it cannot evaluate with a word about why', () => {
    const nobody = guise('evaluate', photos, filled, '--attacks', 'telepathy');
    expect(nobody.code).toBe(2);
    expect(nobody.err).toContain('naive');
    const nothing = guise('evaluate', photos, join(scratch(), 'nothing'));
    expect(nothing.code).toBe(2);
    writeFileSync(join(filled, '.guise/manifest.jsonl.bad'), '');
    expect(guise('evaluate', photos, filled, '--people', 'no.csv').err).toContain('no.csv');
  });

  it('leaves the outputs as they were', () => {
    const before = digest(filled);
    guise('evaluate', photos, filled, '--attacks', 'naive', ...cheap);
    expect(digest(filled)).toEqual(before);
    expect(sha256(join(filled, '.guise/reports/report.json'))).toHaveLength(64);
  });
});

/** How many pictures are kept in the journals of a folder. */
function picturesIn(folder: string): number {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files.reduce(
    (sum, file) => sum + readFileSync(join(folder, file), 'latin1').split('\n').length - 1,
    0,
  );
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Says that the faces in the same place of both sizes of a photo are one person. */
function writePeople(photos: string, output: string): void {
  const rows = ['file,person,x0,y0,x1,y1'];
  const first = new Map<string, { x: number; y: number; person: string }[]>();
  for (const { item, regions, output: made } of readManifest(output)) {
    const photo = item.replace(/-\d\.jpg$/, '');
    const known = first.get(photo) ?? [];
    for (const { label, box } of regions) {
      if (label !== 'face' || !made) continue;
      const at = { x: (box.x0 + box.x1) / 2 / made.width, y: (box.y0 + box.y1) / 2 / made.height };
      const same = known.find(({ x, y }) => Math.hypot(x - at.x, y - at.y) < 0.02);
      const person = same?.person ?? `${photo} ${known.length}`;
      if (!same) known.push({ ...at, person });
      rows.push([item, person, box.x0, box.y0, box.x1, box.y1].join(','));
    }
    first.set(photo, known);
  }
  writeFileSync(join(photos, 'people.csv'), `${rows.join('\n')}\n`);
}
