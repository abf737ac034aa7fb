import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blur } from '../../src/methods/blur.js';
import { fill } from '../../src/methods/fill.js';
import { icon } from '../../src/methods/icon.js';
import { keep } from '../../src/methods/keep.js';
import { pixelate } from '../../src/methods/pixelate.js';
import { silhouette } from '../../src/methods/silhouette.js';
import { methodContract } from '../support/method-contract.js';

const methods = [fill, pixelate, blur, icon, silhouette, keep];

for (const method of methods) methodContract(method);

describe('the files of a method', () => {
  it.each(methods.map(({ id }) => id))('%s has a source and a page of its name', (id) => {
    for (const file of [`src/methods/${id}.ts`, `docs/methods/${id}.md`]) {
      expect(existsSync(new URL(`../../${file}`, import.meta.url)), file).toBe(true);
    }
  });
});
