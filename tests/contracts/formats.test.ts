import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allFormats, cases } from '../formats/drawn-datasets.js';
import { formatContract } from '../support/format-contract.js';

for (const one of cases) formatContract(one, allFormats);

describe('the files of a format', () => {
  it.each(allFormats.map(({ id }) => id))('%s has a source, a page and a dataset here', (id) => {
    for (const file of [`src/formats/${id}.ts`, `docs/formats/${id}.md`]) {
      expect(existsSync(new URL(`../../${file}`, import.meta.url)), file).toBe(true);
    }
    expect(cases.map(({ format }) => format.id)).toContain(id);
  });
});
