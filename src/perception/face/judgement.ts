/**
 * A logistic model over what `featuresOf` (judge.ts) makes of a candidate: the log odds are `bias` plus
 * the weighted features.
 */
export interface Judgement {
  /** The sources in the order of the evidence. */
  readonly sources: readonly string[];
  readonly bias: number;
  readonly weights: readonly number[];
}
