import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { AuditRecord, ManifestLine } from '../../src/core/record.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const program = join(repository, 'dist/cli/main.js');

/** The folder of the six group photos that come inside @vladmandic/face-api. */
export const demoFolder = join(repository, 'node_modules/@vladmandic/face-api/demo');
export const demoPhotos = [1, 2, 3, 4, 5, 6].map((n) => join(demoFolder, `sample${n}.jpg`));

/** A fresh folder for one test. */
export function scratch(): string {
  return mkdtempSync(join(tmpdir(), 'guise-e2e-'));
}

const env = { ...process.env, NO_COLOR: '1', GUISE_HOME: join(tmpdir(), 'guise-no-home') };

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command line to its end. */
export function guise(...args: string[]): Ended {
  return guiseIn(process.cwd(), ...args);
}

/** The same in a folder. */
export function guiseIn(cwd: string, ...args: string[]): Ended {
  const ended = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', env, cwd });
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}

/** Runs it while nobody reads what it writes, as behind `| head -0`. */
export async function guiseUnread(...args: string[]): Promise<Pick<Ended, 'code' | 'err'>> {
  const child = spawn(process.execPath, [program, ...args], { env });
  child.stdout.destroy();
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, err };
}

/** Starts the built command line, to be killed. */
export function startGuise(...args: string[]): ChildProcess {
  return spawn(process.execPath, [program, ...args], { stdio: 'ignore', env });
}

/** Writes small versions of the demo photos, `copies` of each, as a data set of its own. */
export async function smallPhotos(folder: string, copies: number, width = 480): Promise<void> {
  for (const [i, photo] of demoPhotos.entries()) {
    for (let copy = 0; copy < copies; copy += 1) {
      await sharp(photo)
        .resize({ width: width + 16 * copy })
        .jpeg({ quality: 85 })
        .toFile(join(folder, `photo ${i + 1}-${copy}.jpg`));
    }
  }
}

/** Every file that leaves, with its sha256: what two equal runs have in common. */
export function digest(output: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(output, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = join(output, name);
    if (name.startsWith('.guise') || !statSync(file).isFile()) continue;
    files[relative(output, resolve(file))] = sha256(file);
  }
  return files;
}

export function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

export function readManifest(output: string): ManifestLine[] {
  return readJsonLines(join(output, '.guise/manifest.jsonl'));
}

export function readAuditLog(output: string): AuditRecord[] {
  return readJsonLines(join(output, '.guise/audit.jsonl'));
}

function readJsonLines<T>(file: string): T[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
