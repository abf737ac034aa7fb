import { readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { labelsWanted } from '../../src/policy/plan.js';
import { defaultPreset, presetFile, presets, type Preset } from '../../src/policy/presets.js';
import { readPolicy } from '../../src/policy/read.js';
import { policyWarnings } from '../../src/policy/warnings.js';
import { registry } from './methods.js';

const read = (preset: Preset) => readPolicy(preset, registry);

test('the folder holds the presets and nothing else', async () => {
  const files = await readdir(dirname(presetFile(defaultPreset)));
  expect(files.sort()).toEqual(presets.map((preset) => `${preset}.yaml`).sort());
});

describe.each(presets)('%s', (preset) => {
  test('teaches who it is for and what it does not protect against', async () => {
    const text = await readFile(presetFile(preset), 'utf8');
    const header = text.slice(0, text.indexOf('\nversion:'));
    expect(header.split('\n').every((line) => line.startsWith('#'))).toBe(true);
    expect(header).toContain(`# ${preset}: `);
    expect(header).toContain('# Who it is for: ');
    expect(header).toContain('# What it does not protect against: ');
  });

  test('bears its own name and fills what no rule names', async () => {
    const policy = await read(preset);
    expect(policy.name).toBe(preset);
    expect(policy.otherwise.method).toBe('fill');
  });

  test('treats people without a face like faces, and says so in the same rule', async () => {
    const { rules } = await read(preset);
    expect(rules[0].label).toEqual(['face', 'head']);
    expect(rules[0].when).toEqual({});
  });

  test('lets no metadata through', async () => {
    expect((await read(preset)).metadata.keep).toEqual([]);
  });
});

test.each<[Preset, string[]]>([
  ['internal-review', ['face', 'head', 'plate']],
  ['default', ['face', 'head', 'plate']],
  ['research', ['face', 'head', 'plate', 'text', 'code']],
  ['public-release', ['face', 'head', 'plate', 'text', 'code']],
  ['maximum', ['face', 'head', 'person', 'plate', 'text', 'code']],
])('%s looks for %j', async (preset, labels) => {
  expect([...labelsWanted(await read(preset))]).toEqual(labels);
});

test.each<[Preset, RegExp[]]>([
  ['internal-review', [/^Rule 1 uses pixelate/]],
  ['default', []],
  ['research', [/^Rule 5 leaves what it fits as it is/]],
  ['public-release', []],
  ['maximum', []],
])('the warnings about %s are the ones that were weighed', async (preset, expected) => {
  const warnings = policyWarnings(await read(preset), registry);
  expect(warnings).toEqual(expected.map((words) => expect.stringMatching(words)));
});

test('the default covers faces, heads and plates irreversibly', async () => {
  const { rules } = await read(defaultPreset);
  for (const { method } of rules) expect(registry.methods.get(method)?.irreversible).toBe(true);
});
