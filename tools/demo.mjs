// Anonymises the six group photos that come inside @vladmandic/face-api into demo-out/.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const inRepository = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const photos = inRepository('node_modules/@vladmandic/face-api/demo');
const out = inRepository('demo-out');

rmSync(out, { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [inRepository('dist/cli/main.js'), 'run', photos, '--include', 'sample*.jpg', '--out', out],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
