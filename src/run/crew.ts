import type { Dataset, Item } from '../formats/format.js';
import type { RunKey } from '../ledger/key.js';
import type { GuiseReading, ShownGuise } from './guise-item.js';
import type { StagedItem } from './item.js';
import type { Surveyed } from './kit.js';
import type { RunFolder } from './layout.js';
import type { RunOptions } from './options.js';
import { createPool, forkWorker } from './pool.js';
import type { NamedEntry } from './survey-item.js';
import type { WorkerResult, WorkerSettings, WorkerTask } from './worker.js';

const workerModule = new URL('./worker.js', import.meta.url);
const taskTimeoutMs = 10 * 60_000;
/** Two tasks a worker: one reads and decodes while the other computes. */
const tasksAhead = 2;

/** The workers of a run. */
export interface Crew {
  /** How many items it pays to have under way. */
  readonly capacity: number;
  stage(item: Item): Promise<StagedItem>;
  survey(item: Item): Promise<NamedEntry[]>;
  surveyGallery(item: Item): Promise<NamedEntry[]>;
  readGuises(item: Item): Promise<GuiseReading>;
  tryGuises(reading: GuiseReading, attempt: number): Promise<ShownGuise[]>;
  close(): void;
}

let spare: ReturnType<typeof forkWorker> | undefined;

/**
 * Starts a worker before it is known what for, so that it loads while the run is prepared. The
 * next crew of this process takes it; without one it ends with the process.
 */
export function warmUp(): void {
  spare ??= forkWorker(workerModule);
  process.once('exit', () => spare?.kill('SIGKILL'));
}

/** Gets workers ready; a process is started when there is work for it. */
export function startCrew(
  options: RunOptions,
  key: RunKey,
  folder: RunFolder,
  dataset: Pick<Dataset, 'root' | 'format'>,
  surveyed: Surveyed = {},
): Crew {
  const pool = createPool<WorkerSettings, WorkerTask, WorkerResult>({
    module: workerModule,
    settings: {
      policy: options.policy,
      key,
      plugins: options.plugins,
      threads: 1,
      temporary: folder.temporary,
      dataset: { root: dataset.root, format: dataset.format },
      ...(options.addedNetworks === undefined ? {} : { addedNetworks: options.addedNetworks }),
      ...surveyed,
    },
    workers: options.workers,
    ahead: tasksAhead,
    taskTimeoutMs,
    ...(spare === undefined ? {} : { spare }),
  });
  spare = undefined;
  return {
    capacity: pool.capacity,
    stage: (item) => pool.run({ kind: 'stage', item }) as Promise<StagedItem>,
    survey: (item) => pool.run({ kind: 'survey', item }) as Promise<NamedEntry[]>,
    surveyGallery: (item) => pool.run({ kind: 'gallery', item }) as Promise<NamedEntry[]>,
    readGuises: (item) => pool.run({ kind: 'read', item }) as Promise<GuiseReading>,
    tryGuises: ({ item, frames }, attempt) =>
      pool.run({ kind: 'try', item, frames, attempt }) as Promise<ShownGuise[]>,
    close: () => pool.close(),
  };
}
