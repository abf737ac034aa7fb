import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Dataset } from '../../src/formats/format.js';
import { addOwnGenerator } from '../../src/networks/own-generator.js';
import { parsePolicy } from '../../src/policy/read.js';
import { createRegistry } from '../../src/registry.js';
import { describeRun } from '../../src/run/describe.js';
import { writeGenerator } from '../support/drawn-generators.js';

const registry = createRegistry();

function networksOf(method: string, added?: string) {
  const text =
    `version: 1\nname: p\nverify: { guard: { attempts: 0 } }\n` +
    `rules: [{ label: face, ${method} }]\notherwise: { method: fill }\n`;
  const policy = parsePolicy(text, 'p.yaml', registry);
  const dataset = { format: 'folder' } as Dataset;
  return describeRun(policy, registry, dataset, Buffer.alloc(32), added).networks;
}

const idsOf = (method: string) => networksOf(method).map(({ id }) => id);

it('a run names the networks that its methods need with their parameters, and no others', () => {
  const needed = (method: string) => {
    const plain = idsOf('method: fill');
    return idsOf(method).filter((id) => !plain.includes(id));
  };
  expect(needed('method: synthetic')).toEqual([
    ...['emotion', 'facemesh', 'faceres'],
    ...['hand-joints', 'hand-palm', 'iris'],
  ]);
  expect(needed('method: synthetic, parameters: { keep: [skin-tone] }')).toEqual([
    'facemesh',
    'hand-joints',
    'hand-palm',
    'iris',
  ]);
});

it('an added generator is one of them, so that a run is not continued with another', async () => {
  const directory = join(mkdtempSync(join(tmpdir(), 'guise-describe-')), 'networks');
  const method = 'method: swap-generator, parameters: { generator: { network: my-faces } }';
  expect(() => networksOf(method, directory)).toThrow(/my-faces/);
  const file = writeGenerator('echo');
  const own = { id: 'my-faces', file, licence: 'mine' };
  const { sha256 } = await addOwnGenerator(own, { directory });
  expect(networksOf(method, directory)).toContainEqual({ id: 'my-faces', sha256 });
});
