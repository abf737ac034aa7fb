import { recogniseProfile, type ColourSpace } from './icc.js';

/** The space of the pixels as they are decoded. */
export interface ColourDecision {
  readonly space: ColourSpace;
  /** True when the pixels are converted to sRGB from a profile of the picture's own. */
  readonly converted: boolean;
  /** True when the stored numbers are taken as they are. */
  readonly keepsNumbers: boolean;
}

/**
 * Decides in which space a picture's pixels are handed on. In one that everybody shares they stay
 * as they are, so that nothing is lost by rounding or clipping; any other profile is applied,
 * because it may be the fingerprint of a device.
 *
 * @param space the codec's name for the kind of colour: `srgb`, `cmyk`, `b-w` …
 */
export function decideColour(icc: Buffer | undefined, space: string): ColourDecision {
  const rgb = space === 'srgb' || space === 'rgb' || space === 'rgb16';
  const known = icc && rgb ? recogniseProfile(icc) : undefined;
  if (known) return { space: known, converted: false, keepsNumbers: true };
  return { space: 'sRGB', converted: icc !== undefined, keepsNumbers: false };
}
