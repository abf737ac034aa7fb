import type { z } from 'zod';
import type { Box } from '../core/geometry.js';
import type { RawImage } from '../core/image.js';
import type { Likeness } from '../core/likeness.js';
import type { FaceLook } from '../core/look.js';
import type { Plugin } from '../core/plugin.js';
import type { Random } from '../core/random.js';
import type { Label, Region } from '../core/region.js';
import type { Generator, GeneratorReference } from '../networks/generator.js';

/**
 * What perception must add before a method can work on a region. Where a face bears no landmarks or
 * mesh, the engine takes the policy's `verify.escalate` instead, so a method that asks can rely on
 * them. `gaze` brings `seen.look` with the eyes alone, `look` all of it; `hands` brings
 * `seen.inFront`, `people` `seen.people`, `likeness` the context's recognisers, `generators` its
 * `openGenerator`.
 */
export type Need =
  'landmarks' | 'mesh' | 'gaze' | 'look' | 'hands' | 'people' | 'likeness' | 'generators';

/** Needs that parameters decide; written as a method, so that one list can hold any method. */
type NeedsBy<Parameters> = { by(parameters: Parameters): readonly Need[] }['by'];

/** Anything that survives `JSON.parse(JSON.stringify(value))` unchanged. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What is seen of a region in the clear picture besides where it is; each only when asked for. */
export interface Seen {
  /** What the face does and, for `look`, how it appears; parts that could not be seen are absent. */
  readonly look?: FaceLook;
  /** Where people are: a byte for every pixel of the area, row-major, 255 is surely a person. */
  readonly people?: Readonly<Uint8Array>;
  /**
   * The hands in front of a face, absent where none is sure: a byte for every pixel of the area,
   * row-major, 255 is surely a hand.
   */
  readonly inFront?: Uint8Array;
}

/** What a method sees of one region. */
export interface MethodInput {
  /**
   * The picture as it stands: regions that came earlier in the order are already covered, and
   * what irreversible steps hide is blanked, also the region itself when its method is one of
   * them. Must not be changed.
   */
  readonly image: Readonly<RawImage>;
  readonly region: Region;
  /** The pixels to give anew: whole numbers, inside the picture, region with halo and feather. */
  readonly area: Box;
  /** What the method's `needs` brought. */
  readonly seen: Seen;
}

export interface MethodContext {
  /** Repeatable: keyed from the run's seed, the item and the region. */
  readonly random: Random;
  /** Secret: keyed from the run's secret, for guarantees that need it. Never explains itself. */
  readonly secret: Random;
  /**
   * Secret as well: the stream that a new identity is drawn from. The same for all regions that the
   * policy's `linkage` wants to share one guise (a track, a person of the dataset).
   */
  readonly identity: Random;
  /** How often the guard has refused a face here or for this person: 0 at first; streams differ. */
  readonly attempt: number;
  /**
   * What `reading.settle` made of the person whom this region shows; absent where the region shares
   * its guise with no other.
   */
  readonly settled?: Json;
  /** What `survey.combine` made of the whole dataset; absent for methods without a survey. */
  readonly survey?: Json;
  /** What `gallery.combine` made of the gallery; absent when no gallery is given. */
  readonly gallery?: Json;
  /** Present when the method's `needs` name it. */
  readonly likeness?: Likeness;
  /** Opens a generator of faces, once for all of a run; present when `needs` name `generators`. */
  readonly openGenerator?: (reference: GeneratorReference) => Promise<Generator>;
}

/** What a survey said of one region. */
export interface SurveyEntry {
  readonly item: string;
  /** Frame and id of the region. */
  readonly region: string;
  /** Who it is, where the policy's `people` says so; equal strings are one person. */
  readonly person?: string;
  readonly description: Json;
}

/**
 * A first pass over a whole dataset, for methods that need to know the other people in it.
 * `describe` runs in the workers, once a region, and leaves a region out by returning null;
 * `combine` runs once, may go through the entries several times, and what it returns reaches every
 * call of `paint`.
 */
export interface Survey<Parameters> {
  describe(
    input: MethodInput,
    parameters: Parameters,
    context: MethodContext,
  ): Json | Promise<Json>;
  /**
   * @param entries all of them, in the order of the items
   * @param random secret, as `MethodContext.secret`; the same for a run and its resumption
   * @throws GuiseError `survey-refused` when the dataset does not bear what the method promises
   */
  combine(
    entries: () => AsyncIterable<SurveyEntry>,
    parameters: Parameters,
    random: Random,
  ): Json | Promise<Json>;
}

/**
 * What a method takes over from a face and decides by. Where several regions share a guise, it is
 * read in some of their pictures before any is painted, and settled once for all of them: what is
 * read in each picture anew changes from one to the next.
 */
export interface Reading<Parameters> {
  /** What one clear picture says; null where it says nothing. Runs in the workers. */
  read(input: MethodInput, parameters: Parameters): Json | Promise<Json>;
  /** @param readings of one person, at least one; their order must not matter */
  settle(readings: readonly Json[], parameters: Parameters): Json;
}

/** One region as a method accounts for it: where it is, not what it shows. */
export interface AccountInput {
  readonly region: Region;
  /** The pixels that `paint` is asked for: whole numbers, region with halo and feather. */
  readonly area: Box;
  /** Channels of the picture, alpha among them. */
  readonly channels: 3 | 4;
}

/**
 * A way to give a region another guise. It returns new pixels for an area; the engine decides by
 * the shape which of them are used (`applyMethod`), so that no method can miss the last row or
 * touch what lies outside.
 */
export interface Method<Parameters = unknown> extends Plugin {
  /** The labels it makes sense for; absent means any. */
  readonly labels?: readonly Label[];
  /** A list, or what the parameters make of it: each need costs time for every region. */
  readonly needs?: readonly Need[] | NeedsBy<Parameters>;
  /**
   * True when what is painted does not depend on the hidden pixels at all, so that nothing can
   * be computed back. The contract tests hold it to that.
   */
  readonly irreversible: boolean;
  /**
   * Present when it paints a face that recognisers can describe; such a face does not count as one
   * left over, and the guard compares it with the person replaced. A `stranger` is to be like
   * nobody: where it is too like, the guard has it painted again, and the policy's
   * `verify.guard.then` decides in the end.
   * A `relative` is like the person to some degree by its own account (a mean of k people, the
   * person's face reshaped): the guard writes down how like, and lets it pass.
   */
  readonly surrogate?: 'stranger' | 'relative';
  /** What is protected, in one sentence, with its unit. */
  readonly guarantee: string;
  /**
   * What the guarantee amounts to for this region, in numbers: the unit protected, who counts as a
   * neighbour, epsilon and the effective epsilon of the whole region, channels and composition. It
   * stands in the manifest, so it says nothing of the pixels. Absent for methods without a number.
   */
  account?(input: AccountInput, parameters: Parameters, context: MethodContext): Json;
  /** What it does not protect against, a short phrase each. Printed wherever it is chosen. */
  readonly exposes: readonly string[];
  /** An object schema in which every parameter has a default and a description. */
  readonly parameters: z.ZodType<Parameters>;
  /**
   * Choices of parameters from the least to the most destructive, for `guise tune` to search; the
   * defaults alone when absent.
   */
  readonly strengths?: readonly Partial<Parameters>[];
  readonly survey?: Survey<Parameters>;
  readonly reading?: Reading<Parameters>;
  /** A pass over the pictures of the folder that the parameter `gallery` names, when it does. */
  readonly gallery?: Survey<Parameters>;
  /**
   * New pixels for `input.area`, in the same number of channels as `input.image`, or nothing to
   * leave the region as it is (only `keep` does).
   */
  paint(
    input: MethodInput,
    parameters: Parameters,
    context: MethodContext,
  ): RawImage | null | Promise<RawImage | null>;
}

/** What perception must bring for a method with these parameters. */
export function needsOf<Parameters>(
  { needs = [] }: Pick<Method<Parameters>, 'needs'>,
  parameters: Parameters,
): readonly Need[] {
  return typeof needs === 'function' ? needs(parameters) : needs;
}

/** Declares a method; the type of its parameters is taken from the schema. */
export function defineMethod<Parameters>(method: Method<Parameters>): Method<Parameters> {
  return method;
}
