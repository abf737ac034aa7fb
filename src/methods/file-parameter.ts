import { z } from 'zod';

/** A file that a method takes a part of its work from. */
export const fileReferenceSchema = z.strictObject({
  file: z.string().min(1).describe('its path'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits')
    .optional()
    .describe('of what is in it; filled in when the policy is read'),
});
export type FileReference = z.output<typeof fileReferenceSchema>;

/**
 * A parameter that names a file, or '' for none. In a policy file it is a path relative to that
 * file. Reading the policy makes it relative to the working directory and adds the sha256 of the
 * content, which is what the policy's hash covers: the same file elsewhere is the same policy, and
 * another content under the same name is another.
 */
export const fileParameter = z.union([
  z
    .string()
    .transform((file): '' | FileReference => (file === '' ? '' : { file }))
    .describe('a path, or nothing'),
  fileReferenceSchema,
]);

/** Whether a parameter's value is a reference to a file. */
export function isFileReference(value: unknown): value is FileReference {
  return fileReferenceSchema.safeParse(value).success;
}

/** A parameter that names a network which a person added: `{ network: id }`. */
export const networkReferenceSchema = z.strictObject({
  network: z.string().min(1).describe('its id, as in `guise networks list`'),
});
export type NetworkReference = z.output<typeof networkReferenceSchema>;

/** Whether a parameter's value names an added network. */
export function isNetworkReference(value: unknown): value is NetworkReference {
  return networkReferenceSchema.safeParse(value).success;
}
