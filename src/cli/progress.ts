import { Presets, SingleBar } from 'cli-progress';
import type { RunProgress } from '../run/options.js';
import type { Environment } from './environment.js';

/** Shows how far a run is, on standard error. */
export interface ProgressDisplay {
  show(progress: RunProgress): void;
  close(): void;
}

const lineEveryMs = 10_000;

/** A bar at a terminal; elsewhere one plain line now and then. */
export function createProgressDisplay(environment: Environment): ProgressDisplay {
  return environment.terminal ? createBar() : createLines(environment);
}

function createBar(): ProgressDisplay {
  const bar = new SingleBar(
    {
      format: '{bar} {value}/{total}  {rate}/s  {left}  done {done}  held {held}  failed {failed}',
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  const pace = createPace(() => performance.now());
  let started = false;
  return {
    show(progress) {
      const { ended, total, counts } = progress;
      const { rate, left } = pace(progress);
      const payload = { ...counts, rate, left };
      if (!started) bar.start(total ?? 0, ended, payload);
      started = true;
      if (total !== undefined) bar.setTotal(total);
      bar.update(ended, payload);
    },
    close: () => bar.stop(),
  };
}

function createLines({ tell, now }: Environment): ProgressDisplay {
  const pace = createPace(() => now().getTime());
  let last = now().getTime();
  return {
    show(progress) {
      const time = now().getTime();
      const described = pace(progress);
      if (time - last < lineEveryMs) return;
      last = time;
      const { ended, total, counts, phase } = progress;
      const of = total === undefined ? '' : ` of ${total}`;
      tell(
        `${phase}: ${ended}${of}, ${described.rate}/s, ${described.left}, ` +
          `done ${counts.done}, held ${counts.held}, failed ${counts.failed}`,
      );
    },
    close: () => undefined,
  };
}

/** Items a second since this process began, and the time left at that pace. */
function createPace(
  clock: () => number,
): (progress: RunProgress) => { rate: string; left: string } {
  const begun = clock();
  let first: number | undefined;
  return ({ ended, total }) => {
    first ??= ended;
    const seconds = Math.max(0.001, (clock() - begun) / 1000);
    const rate = (ended - first) / seconds;
    const left = total === undefined || rate === 0 ? undefined : (total - ended) / rate;
    return { rate: rate.toFixed(rate < 10 ? 1 : 0), left: left === undefined ? '' : inWords(left) };
  };
}

function inWords(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s left`;
  if (seconds < 90 * 60) return `${Math.ceil(seconds / 60)} min left`;
  return `${(seconds / 3600).toFixed(1)} h left`;
}
