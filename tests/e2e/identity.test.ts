import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoPhotos, guise, readManifest, scratch } from '../support/guise.js';

const plugin = fileURLToPath(new URL('../support/teller.mjs', import.meta.url));
const input = scratch();
const folder = scratch();

interface Account {
  readonly identity: number;
  readonly attempt: number;
  readonly settled: readonly number[] | null;
  readonly survey: { readonly persons: readonly (string | null)[]; readonly again: number };
  readonly gallery: { readonly again: number };
}

const copyTo = (photo: string, target: string, width: number) =>
  sharp(photo).resize({ width }).jpeg().toFile(target);

beforeAll(async () => {
  mkdirSync(join(folder, 'gallery'));
  await copyTo(demoPhotos[0], join(input, 'one.jpg'), 480);
  await copyTo(demoPhotos[0], join(input, 'two.jpg'), 520);
  await copyTo(demoPhotos[1], join(folder, 'gallery', 'lent.jpg'), 480);
  writeFileSync(join(input, 'people.csv'), 'file,person\none.jpg,alice\ntwo.jpg,alice\n');
});

type Made = { item: string; accounts: Account[] }[];
const made = new Map<string, Made>();

/** What was told in a run with this linkage, which is carried out once. */
function run(linkage: string): Made {
  const known = made.get(linkage) ?? tell(linkage);
  made.set(linkage, known);
  return known;
}

function tell(linkage: string): Made {
  const policy = join(folder, `${linkage}.yaml`);
  writeFileSync(
    policy,
    `version: 1\nname: told\nidentity: { linkage: ${linkage} }\n` +
      'rules: [{ label: face, method: teller, parameters: { gallery: gallery } }]\n' +
      'otherwise: { method: fill }\n',
  );
  const out = join(scratch(), 'anon');
  const flags = ['--policy', policy, '--seed', 'x', '--plugin', plugin];
  const { code, err } = guise('run', input, '--out', out, ...flags);
  expect(code, err).toBe(0);
  return readManifest(out).map(({ item, regions }) => ({
    item,
    accounts: regions.flatMap(({ account }) => (account ? [account as unknown as Account] : [])),
  }));
}

const identitiesOf = (told: Made) =>
  told.map(({ accounts }) => new Set(accounts.map(({ identity }) => identity)));

describe('what a method with a new identity is given', () => {
  it('is the names of the people, the gallery, and one stream for all pictures of a person', () => {
    const told = run('person');
    const [one, two] = identitiesOf(told);
    expect([...one].filter((id) => two.has(id))).toHaveLength(1);
    const [{ survey, gallery, attempt }] = told[0].accounts;
    expect(survey.persons.filter((person) => person === 'alice')).toHaveLength(2);
    expect(survey.persons).toHaveLength(survey.again);
    expect(gallery.again).toBeGreaterThan(0);
    expect(attempt).toBe(0);
  });

  it('is what was read of a person in all of their pictures, and of nobody else', () => {
    const settled = run('person').map(({ accounts }) => accounts.map((account) => account.settled));
    for (const here of settled) {
      expect(here.filter((widths) => widths !== null)).toEqual([[480, 520]]);
    }
    const alone = run('picture').flatMap(({ accounts }) => accounts);
    expect(alone.every((account) => account.settled === null)).toBe(true);
  });

  it('is a stream of its own for every region, unless the policy wants them linked', () => {
    const told = run('picture');
    const [one, two] = identitiesOf(told);
    expect([...one].some((id) => two.has(id))).toBe(false);
    expect(one.size).toBe(told[0].accounts.length);
  });
});
