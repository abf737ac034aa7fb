// Guise against what a person would write instead (opencv-script.py), and against the floor.
//
// usage: node bench/speed/versus-script.mjs <yunet.onnx> <folder of JPEG and PNG files> [rounds]
// needs: python3 with opencv-python-headless 5, and a build (npm run build)
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [yunet, folder, rounds = '5'] = process.argv.slice(2);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const program = here('../../dist/cli/main.js');
const scratch = mkdtempSync(join(tmpdir(), 'guise-bench-'));
const pictures = readdirSync(folder).length;

function policyFile(effort) {
  const file = join(scratch, `${effort}.yaml`);
  const rules = 'rules: [{ label: face, method: fill }]\notherwise: { method: fill }\n';
  writeFileSync(file, `version: 1\nname: ${effort}\ndetection: { effort: ${effort} }\n${rules}`);
  return file;
}

const out = join(scratch, 'out');
const guise = (effort, workers) => [
  process.execPath,
  ...[program, 'run', folder, '--out', out, '--policy', policyFile(effort), '--json'],
  ...['--workers', String(workers)],
];
const contenders = {
  'OpenCV script, YuNet at 640': ['python3', here('opencv-script.py'), yunet, folder, out],
  'floor, fast, one thread': [process.execPath, here('floor.mjs'), folder, 'fast'],
  'guise fast, 1 worker': guise('fast', 1),
  'guise fast, 2 workers': guise('fast', 2),
  'guise balanced, 2 workers': guise('balanced', 2),
};

/** Wall and processor seconds, and the largest resident size of any process, by GNU time. */
function measure(command) {
  rmSync(out, { recursive: true, force: true });
  const report = join(scratch, 'time');
  const timed = ['-f', '%e %U %S %M', '-o', report, ...command];
  const { status, stderr } = spawnSync('/usr/bin/time', timed, { encoding: 'utf8' });
  if (status !== 0 && status !== 1) throw new Error(`${command.join(' ')}: ${stderr}`);
  const [wall, user, system, kilobytes] = spawnSync('tail', ['-n', '1', report], {
    encoding: 'utf8',
  })
    .stdout.trim()
    .split(' ')
    .map(Number);
  return { wall, cpu: user + system, megabytes: kilobytes / 1024 };
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

// Round by round, so that a noisy minute falls on all contenders alike.
const measured = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
for (let round = 0; round < Number(rounds); round += 1) {
  for (const [name, command] of Object.entries(contenders)) measured[name].push(measure(command));
}

console.log(`${pictures} pictures, ${rounds} rounds, medians; ${cpus().length} cores\n`);
console.log('| | wall s | CPU s | CPU ms a picture | largest process MB |');
console.log('| --- | --- | --- | --- | --- |');
for (const [name, runs] of Object.entries(measured)) {
  const [wall, cpu, megabytes] = ['wall', 'cpu', 'megabytes'].map((key) =>
    median(runs.map((run) => run[key])),
  );
  const each = ((cpu / pictures) * 1000).toFixed(0);
  console.log(
    `| ${name} | ${wall.toFixed(2)} | ${cpu.toFixed(2)} | ${each} | ${megabytes.toFixed(0)} |`,
  );
}
rmSync(scratch, { recursive: true, force: true });
