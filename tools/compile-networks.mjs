#!/usr/bin/env node
// Builds the networks that Guise ships, into networks/. Runs after the TypeScript build.
//   node tools/compile-networks.mjs            check against models.lock.json
//   node tools/compile-networks.mjs --update   write a new models.lock.json
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

try {
  const { buildNetworks } = await import('../dist/networks/compile/build.js');
  const result = await buildNetworks({
    root,
    outDir: path.join(root, 'networks'),
    update: process.argv.includes('--update'),
  });
  const written = Object.keys(result).filter((id) => result[id] === 'written');
  console.log(
    written.length > 0
      ? `networks: wrote ${written.join(', ')}`
      : `networks: ${Object.keys(result).length} present, nothing to do`,
  );
} catch (error) {
  const missing = error.code === 'ERR_MODULE_NOT_FOUND';
  console.error(missing ? `${error.message}\nRun: npm run build.` : `networks: ${error.message}`);
  process.exitCode = 1;
}
