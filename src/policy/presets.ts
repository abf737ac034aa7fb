import { fileURLToPath } from 'node:url';

/** The policies that Guise brings along, from the mildest to the strictest. */
export const presets = [
  'internal-review',
  'default',
  'research',
  'public-release',
  'maximum',
] as const;
export type Preset = (typeof presets)[number];

/** The policy that holds when nobody names one. */
export const defaultPreset: Preset = 'default';

/** Absolute path of a preset's YAML file; to be read, and copied as a start for one's own. */
export function presetFile(preset: Preset): string {
  return fileURLToPath(new URL(`../../policies/${preset}.yaml`, import.meta.url));
}
