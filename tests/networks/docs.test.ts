import { readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

import { packageRoot, readLock } from '../../src/networks/lock.js';

const page = readFileSync(path.join(packageRoot, 'docs/networks.md'), 'utf8');

test.each(readLock().networks)('the page on networks names $id and its outputs', (network) => {
  expect(page).toMatch(new RegExp(`^\\| \`${network.id}\` +\\|`, 'm'));
  for (const { name } of network.outputs) expect(page).toContain(`\`${name}\``);
});
