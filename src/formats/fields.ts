/** Anything that JSON can say. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue };

const depthLimit = 16;

/** Fields whose words name a class or a condition from a short list, or are the label itself. */
const words = new Set(
  (
    'action answer_type attribute blur caption category category_name class class_name colour color ' +
    'condition difficulty direction emotion expression fitzpatrick glasses hat illumination kind ' +
    'label label_name language legibility level lighting mask material motion occluded occlusion ' +
    'orientation pose quality scene script season set shape size skin_tone split state status ' +
    'subset supercategory time_of_day timeofday truncated truncation type view viewpoint ' +
    'visibility weather'
  ).split(' '),
);

/** Parts of names under which even a number tells where, when or who. */
const telling =
  /(^|_)(lat|latitude|lon|lng|longitude|alt|altitude|gps|geo|geotag|coordinates?|location|place|address|time|timestamp|date|datetime|day|month|year|birth|birthday|dob|phone|zip|zipcode|postcode|ssn|passport|iban|serial|exif|flickr|user|owner|author|photographer|uploader|account|url|uri|photo_id|original_id)(_|$)/;

/**
 * What of a label field may leave with the pictures. Numbers and truth values are carried unless
 * their name says that they tell where, when or who; text is carried only under names that stand
 * for a class or a condition. Objects and lists are carried when everything in them is, an
 * object's other members without those that are not.
 *
 * Price: labels in words that this list does not know are dropped until somebody names them in
 * `keepFields`. Captions are carried: they are what such a dataset is made of, and may name people.
 *
 * @param keep names that are carried whatever they hold
 * @returns undefined for what is not carried
 */
export function carriedValue(
  name: string,
  value: JsonValue,
  keep: ReadonlySet<string>,
  depth = 0,
): JsonValue | undefined {
  if (keep.has(name)) return value;
  const plain = plainName(name);
  if (telling.test(plain) && !words.has(plain)) return undefined;
  if (typeof value === 'string') return words.has(plain) ? value : undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (depth === depthLimit) return undefined;
  if (isList(value)) {
    const carried = value.map((entry) => carriedValue(name, entry, keep, depth + 1));
    return carried.includes(undefined) ? undefined : (carried as JsonValue[]);
  }
  return carriedMembers(value, keep, depth + 1);
}

/** The members of an object that may leave with the pictures. */
export function carriedMembers(
  members: { readonly [name: string]: JsonValue },
  keep: ReadonlySet<string>,
  depth = 0,
): { [name: string]: JsonValue } {
  const carried: [string, JsonValue][] = [];
  for (const [name, value] of Object.entries(members)) {
    const kept = carriedValue(name, value, keep, depth);
    if (kept !== undefined) carried.push([name, kept]);
  }
  return Object.fromEntries(carried);
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function plainName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[\s.-]+/g, '_')
    .toLowerCase();
}
