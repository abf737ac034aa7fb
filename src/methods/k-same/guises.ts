import { z } from 'zod';
import type { Region } from '../../core/region.js';
import type { Json } from '../method.js';
import { readPerson, storedPersonSchema, type Person } from '../../face-model/population.js';
import { fingerprintOf } from './description.js';

const groupSchema = z.strictObject({
  id: z.string(),
  label: z.string().describe('what its people have in common; see `select`'),
  people: z.int().positive(),
  pictures: z.int().positive(),
  guise: z.string().describe('id of the group whose mean these people are given'),
  mean: storedPersonSchema,
  repose: z.array(z.number()).describe('what the face of its people does at rest'),
});

/** A map from names to places, as large as the dataset: no entry is looked at before it is needed. */
const recordSchema = z.custom<Record<string, number>>(
  (value) => typeof value === 'object' && value !== null,
);

/** The whole dataset in groups. JSON-safe; about 25 KB a group and 40 bytes a region. */
export const groupingSchema = z.strictObject({
  k: z.int(),
  groups: z.array(groupSchema),
  members: recordSchema.describe('by fingerprint of a region: the place of its group'),
});
export type Grouping = z.infer<typeof groupingSchema>;
type StoredGroup = z.infer<typeof groupSchema>;

/** The group of whom a region shows, without its mean. */
export type GroupFacts = Omit<StoredGroup, 'mean' | 'repose'>;

/** A survey, opened. */
export interface OpenGrouping {
  /** @returns nothing for a region that took no part in the survey */
  groupOf(region: Region): GroupFacts | undefined;
  /** The mean of the group whose guise a group is given. */
  guiseOf(group: GroupFacts): Person;
}

/** Opened means that are kept at hand, 200 KB each. */
const mostRecent = 40;

/** Surveys are opened once, and their means as they are asked for. */
const opened = new WeakMap<object, OpenGrouping>();

/** @throws ZodError when it is not what `groupPeople` returns */
export function openGrouping(survey: Json | undefined): OpenGrouping {
  const key = typeof survey === 'object' && survey !== null ? survey : {};
  const known = opened.get(key);
  if (known) return known;
  const grouping = open(groupingSchema.parse(survey));
  opened.set(key, grouping);
  return grouping;
}

function open({ groups, members }: Grouping): OpenGrouping {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const recent = new Map<string, Person>();
  return {
    groupOf(region) {
      const place = members[fingerprintOf(region)];
      return typeof place === 'number' ? groups[place] : undefined;
    },
    guiseOf({ guise }) {
      const kept = recent.get(guise);
      if (kept) return kept;
      const group = byId.get(guise);
      if (!group) throw new RangeError(`there is no group ${guise}`);
      const person = { ...readPerson(group.mean), repose: group.repose };
      const [oldest] = recent.keys();
      if (oldest !== undefined && recent.size >= mostRecent) recent.delete(oldest);
      recent.set(guise, person);
      return person;
    },
  };
}
