import type { Judgement } from './judge.js';
export const judgements: readonly Judgement[] = [];
