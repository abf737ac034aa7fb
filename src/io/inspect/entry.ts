/** Kinds of things in a picture file that are not needed to show the picture. */
export const metadataKinds = [
  'exif',
  'xmp',
  'iptc',
  'profile',
  'text',
  'time',
  'thumbnail',
  'provenance',
  'picture',
  'application',
  'unknown',
] as const;
export type MetadataKind = (typeof metadataKinds)[number];

/** Something in a file that is not needed to show the picture. Never holds a value. */
export interface MetadataEntry {
  /**
   * `provenance`: C2PA. `picture`: a further picture (depth, gain map, second shot).
   * `application`: a block that belongs to a program. `unknown` counts as the worst.
   */
  readonly kind: MetadataKind;
  /** Of the tag, chunk or segment, as its specification calls it. */
  readonly name: string;
  readonly sizeBytes: number;
}

/** An entry for bytes, or none when there are no bytes. */
export function entryUnlessEmpty(
  kind: MetadataKind,
  name: string,
  sizeBytes: number,
): MetadataEntry[] {
  return sizeBytes > 0 ? [{ kind, name, sizeBytes }] : [];
}

/** Names come from the file: those that are not plain are not repeated. */
export function plainName(name: string): string {
  return /^[\w .:+-]{1,40}$/.test(name) ? name : 'unnamed';
}
