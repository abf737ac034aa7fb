/** A logistic model: the log odds are `bias` plus the weighted features. */
export interface Model {
  readonly bias: number;
  readonly weights: readonly number[];
}

/** How the beliefs of several sources become one. */
export interface Judgement {
  /** What looked at the picture, in the order of the evidence. */
  readonly sources: readonly string[];
  /** For each source, over `sightingFeatures` (judge.ts): what its scores mean at each size. */
  readonly trust: readonly Model[];
  /** Over `candidateFeatures` (judge.ts). */
  readonly verdict: Model;
}
