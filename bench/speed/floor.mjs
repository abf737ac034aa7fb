// The least that any run must spend on a folder: decode, find faces, encode; one thread, no
// ledger, no checks, no writing. Prints milliseconds as JSON.
//
// usage: node bench/speed/floor.mjs <folder> <effort>
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { decodePicture, encodePicture } from '../../dist/io/image.js';
import { createNetworks } from '../../dist/networks/weights.js';
import { face } from '../../dist/perception/face.js';

const [folder, effort] = process.argv.slice(2);
const begun = performance.now();
const networks = createNetworks({ threads: 1 });
const request = { labels: new Set(['face']), effort, thresholds: face.thresholds };
const spent = { decode: 0, find: 0, encode: 0 };
let pictures = 0;

async function timed(stage, work) {
  const from = performance.now();
  const result = await work();
  spent[stage] += performance.now() - from;
  return result;
}

for (const name of readdirSync(folder).sort()) {
  const bytes = readFileSync(join(folder, name));
  const { frames, encoding } = await timed('decode', () =>
    decodePicture(bytes, { file: name, pixelLimit: 1e9 }),
  );
  await timed('find', () => face.detect(frames[0], request, networks));
  await timed('encode', () => encodePicture(frames, encoding));
  pictures += 1;
}
console.log(JSON.stringify({ pictures, wallMs: performance.now() - begun, stages: spent }));
