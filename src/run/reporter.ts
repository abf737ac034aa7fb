import type { Dataset } from '../formats/format.js';
import type { Progress } from '../ledger/progress.js';
import type { RunOptions, RunProgress } from './options.js';

/** Tells how far a run is; called whenever something changed. */
export type Reporter = (phase: RunProgress['phase']) => void;

/**
 * Makes a reporter over the run's progress. The items are counted beside the work, so that the
 * first reports may come without a total.
 */
export function createReporter(
  dataset: Dataset,
  progress: Progress,
  onProgress: RunOptions['onProgress'],
): Reporter {
  if (!onProgress) return () => undefined;
  let total: number | undefined;
  void countItems(dataset).then((count) => {
    total = count;
  });
  return (phase) => {
    const { counts } = progress;
    const ended = counts.done + counts.held + counts.failed;
    onProgress({ phase, ended, counts, ...(total === undefined ? {} : { total }) });
  };
}

async function countItems(dataset: Dataset): Promise<number | undefined> {
  let count = 0;
  try {
    for await (const _item of dataset.items()) count += 1;
    return count;
  } catch {
    return undefined;
  }
}
