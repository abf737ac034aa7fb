import type { Policy } from '../policy/schema.js';
import type { ExampleFace } from './examples.js';
import type { Journals } from './journal.js';

/** What an evaluation is asked to do. */
export interface EvaluateOptions {
  /** The clear dataset. */
  readonly dataset: string;
  /** The folders with the anonymised pictures; several are compared on the same faces. */
  readonly outputs: readonly string[];
  /** Id of the clear dataset's format; recognised when absent. */
  readonly format?: string;
  /** Its threat model decides attacks and gates; the run's own policy when absent. */
  readonly policy?: Policy;
  /** `folders`, `labels`, `clusters`, `none` or the path of a people.csv; see `openPeople`. */
  readonly people?: string;
  /** At most so many people (or pictures, where names are not known before looking). */
  readonly limit?: number;
  /** One of two halves of the people that share nobody; see `drawSample`. */
  readonly half?: 'search' | 'confirm';
  /** Ids; those of the threat model, else all, when absent. */
  readonly attacks?: readonly string[];
  /** Ids; all when absent, none when empty. */
  readonly measures?: readonly string[];
  /** Ids; all there are when absent. */
  readonly recognisers?: readonly string[];
  /** Decides every lot: divisions of the people, samples, resampling. */
  readonly seed: string;
  /** Divisions of the people that learning attacks are tried on. */
  readonly splits: number;
  /** Replicates of the bootstrap over people. */
  readonly bootstraps: number;
  readonly workers: number;
  readonly plugins: readonly string[];
  readonly addedNetworks?: string;
  /** Where faces lie while the evaluation lasts; nothing is left there. */
  readonly scratchFolder: string;
  /**
   * Keep what is seen of each picture, so that an interrupted evaluation goes on where it was; the
   * caller removes them once the report is written. Nothing is kept when absent.
   */
  readonly journals?: Journals;
  /** For the report: how to do it again. */
  readonly command: string;
  readonly tool: string;
  readonly onProgress?: (progress: EvaluateProgress) => void;
  /** How many released faces of each output to hand out for the report; none when absent. */
  readonly examples?: number;
  readonly onExample?: (example: ExampleFace) => void;
}

/** Where an evaluation stands. */
export interface EvaluateProgress {
  readonly phase: 'look' | 'attack' | 'sum up';
  /** Pictures looked at, or attempts made. */
  readonly done: number;
  /** What is under way, such as `parrot by faceres`. */
  readonly what?: string;
}
