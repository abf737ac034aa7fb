import type { Box } from '../core/geometry.js';
import type { FaceLook } from '../core/look.js';
import type { Move } from '../core/move.js';
import type { TreatedRegion } from '../core/record.js';
import type { LabelledBox, Source } from '../formats/format.js';
import type { People } from '../formats/people.js';
import type { Observation } from '../measures/measure.js';
import type { Networks } from '../networks/weights.js';
import type { Registry } from '../registry.js';
import type { SurroundingVectors } from './surroundings.js';

/** What is to be observed, the same for every picture. */
export interface ObserveSettings {
  /** Ids of measures to keep observations for. */
  readonly measures: readonly string[];
  /** Ids of recognisers to describe faces with. */
  readonly recognisers: readonly string[];
  /** Whether what surrounds the faces is described too. */
  readonly surroundings: boolean;
  /** The attacker's own secret, for anonymising as they would; absent when nobody does. */
  readonly mimicKey?: Uint8Array;
  /** Networks used for anonymising, so that another one can look for faces. */
  readonly used: readonly string[];
  readonly pixelLimit: number;
  readonly sizeLimitBytes: number;
}

/** One anonymised picture of a clear one. */
export interface Variant {
  readonly source: Source;
  /** Where it lies in its dataset. */
  readonly name: string;
  /** What was done; absent when nobody says. */
  readonly regions?: readonly TreatedRegion[];
  /** Where its pixels have gone; absent when they stay. */
  readonly move?: Move;
}

/** One picture to observe, beside all that was made of it. */
export interface ObserveTask {
  readonly item: string;
  readonly clear: Source;
  /** The dataset's labels, which may name people. */
  readonly boxes?: readonly LabelledBox[];
  readonly variants: readonly Variant[];
  /** The class the dataset gives it, when it has classes. */
  readonly className?: string;
}

/** A chip and descriptions of one face on one side. */
export interface FaceSide {
  readonly chip: Uint8Array;
  /** A unit vector a recogniser, in the order of the settings. */
  readonly vectors: readonly Float32Array[];
}

/** What became of a face in one variant. */
export interface FaceVariant {
  readonly anonymised: FaceSide;
  /** Absent when nobody mimics, or the method cannot be repeated. */
  readonly mimicked?: FaceSide;
  readonly surroundings?: SurroundingVectors;
}

/** A face that matters: one with a name, or any where nobody names some. */
export interface ObservedFace {
  readonly box: Box;
  /** As somebody says; absent where nobody does. */
  readonly name?: string;
  /** Whether landmarks were found in the clear picture to align by; else the box was used. */
  readonly aligned: boolean;
  readonly clear: FaceSide;
  readonly seemingly: Pick<FaceLook, 'age' | 'masculine' | 'skinTone'>;
  readonly surroundings?: SurroundingVectors;
  readonly variants: readonly FaceVariant[];
}

/** What is kept of a picture and its variants. No picture but the faces' chips. */
export interface ObservedPicture {
  readonly faces: readonly ObservedFace[];
  /** What each measure keeps of each variant, in the order of the settings. */
  readonly kept: readonly (readonly (Observation | null)[])[];
}

/** What the observer works with. */
export interface ObserveKit {
  readonly settings: ObserveSettings;
  readonly registry: Registry;
  readonly networks: Networks;
  readonly people: People;
}

/** Where a face is, and what it looks like in the clear picture. */
export interface Place {
  readonly box: Box;
  readonly look: FaceLook;
}

/** The landmarks of the clear face, on whatever side: a face that is hidden is still there. */
export function placeOf({ box, look: { landmarks } }: Place) {
  return { box, ...(landmarks ? { landmarks } : {}) };
}
