import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../../src/policy/read.js';
import { createRegistry } from '../../src/registry.js';

const registry = createRegistry();
const folder = new URL('../../docs/methods/', import.meta.url);
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
const read = (page: string) => readFileSync(new URL(page, folder), 'utf8');

/** Every `yaml` example of a page, as a whole policy. */
function policiesIn(page: string): string[] {
  return [...read(page).matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text]) => {
    if (/^version:/m.test(text)) return text;
    const isList = text.trimStart().startsWith('-');
    const rules = isList ? `rules:\n${text.replace(/^/gm, '  ')}` : text;
    const named = /^rules:/m.test(rules) ? rules : `rules: []\n${rules}`;
    return `version: 1\nname: example\n${named}${/^otherwise:/m.test(text) ? '' : '\notherwise: { method: fill }\n'}`;
  });
}

describe.each(pages)('%s', (page) => {
  it('has examples that are valid policies', () => {
    for (const policy of policiesIn(page)) {
      const problems = checkPolicy(policy, registry).problems;
      expect(problems, policy).toEqual([]);
    }
  });

  it('links to pages that are there', () => {
    for (const [, target] of read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)) {
      expect(existsSync(new URL(target, folder)), target).toBe(true);
    }
  });
});

it('every method is on the page that helps to choose', () => {
  const guide = read('README.md');
  for (const id of registry.methods.keys()) expect(guide, id).toContain(`](${id}.md)`);
});

it.each([...registry.methods.keys()])('%s is shown in a picture on its page', (id) => {
  expect(read(`${id}.md`)).toMatch(/!\[[^\]]+\]\(\.\.\/images\/[^)]+\.png\)/);
});
