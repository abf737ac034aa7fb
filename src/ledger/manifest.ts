import type { ItemRecord, ManifestLine, ReviewEntry } from '../core/record.js';

/** The manifest line of an item: its record and its id, in one fixed order of keys. */
export function manifestLine(item: string, record: ItemRecord): string {
  return JSON.stringify({ item, ...record } satisfies ManifestLine);
}

/** What a person should look at in an item: regions in doubt, and the item itself when held. */
export function reviewEntries(item: string, record: ItemRecord): ReviewEntry[] {
  const output = record.output?.path ?? null;
  const entries: ReviewEntry[] = [];
  if (record.outcome === 'held') {
    entries.push({
      item,
      output,
      region: null,
      label: null,
      box: null,
      score: null,
      why: String(record.problem?.details.reason ?? 'held back'),
      status: 'open',
    });
  }
  for (const region of record.regions) {
    if (region.doubt === undefined) continue;
    entries.push({
      item,
      output,
      region: region.id,
      ...(region.frame === undefined ? {} : { frame: region.frame }),
      label: region.label,
      box: region.box,
      score: region.score,
      why: region.doubt,
      status: 'open',
    });
  }
  return entries;
}
