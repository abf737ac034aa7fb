import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRegistry } from '../../src/registry.js';
import { methodContract } from '../support/method-contract.js';

const methods = [...createRegistry().methods.values()];

for (const method of methods) methodContract(method);

describe('the files of a method', () => {
  it.each(methods.map(({ id }) => id))('%s has a source and a page of its name', (id) => {
    for (const file of [`src/methods/${id}.ts`, `docs/methods/${id}.md`]) {
      expect(existsSync(new URL(`../../${file}`, import.meta.url)), file).toBe(true);
    }
  });
});
