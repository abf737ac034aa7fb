// Packs the package, installs it in an empty folder as a stranger would, and uses it there.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('..', import.meta.url));
const photo = join(repository, 'node_modules/@vladmandic/face-api/demo/sample1.jpg');
const folder = mkdtempSync(join(tmpdir(), 'guise-smoke-'));
const run = (command, args, cwd = folder) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

const use = `
import { readFileSync } from 'node:fs';
import { anonymize } from 'guise';
const treated = await anonymize(readFileSync('photos/one.jpg'));
if (treated.outcome !== 'done' || treated.regions.length === 0) process.exit(1);
`;
const typed = `
import { anonymize, type TreatedPicture } from 'guise';
export const treat = (bytes: Uint8Array): Promise<TreatedPicture> => anonymize(bytes);
`;

try {
  run('npm', ['run', 'build', '--silent'], repository);
  // Without its scripts, because a build prints into the JSON.
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const packed = JSON.parse(run('npm', pack, repository));
  const { filename, size } = (Array.isArray(packed) ? packed : Object.values(packed))[0];
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }');
  writeFileSync(join(folder, '.npmrc'), 'onnxruntime-node-install=skip\n');
  run('npm', ['install', '--no-audit', '--no-fund', `./${filename}`]);
  mkdirSync(join(folder, 'photos'));
  copyFileSync(photo, join(folder, 'photos/one.jpg'));
  run('npx', ['guise', 'run', 'photos', '--out', 'anon']);
  run('npx', ['guise', 'verify', 'anon']);
  writeFileSync(join(folder, 'use.js'), use);
  run(process.execPath, ['use.js']);
  writeFileSync(join(folder, 'typed.ts'), typed);
  const compiler = join(repository, 'node_modules/typescript/bin/tsc');
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023'];
  const types = ['--types', 'node', '--typeRoots', join(repository, 'node_modules/@types')];
  run(process.execPath, [compiler, ...options, ...types, 'typed.ts']);
  console.log(`${filename}, ${(size / 1e6).toFixed(1)} MB: installs, runs and has types.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
