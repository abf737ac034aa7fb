import { sha256, sha256File } from '../io/hash.js';
import { installedBackend } from '../networks/session.js';
import type { Networks } from '../networks/weights.js';
import { createPool, type Pool } from '../run/pool.js';
import { version } from '../version.js';
import type { ObservedPicture, ObserveTask } from './observation.js';
import type { ObserverSettings } from './observe-worker.js';

/** The processes that look at pictures. */
export type Observers = Pool<ObserveTask, ObservedPicture>;

const workerModule = new URL('./observe-worker.js', import.meta.url);
const taskTimeoutMs = 10 * 60_000;

/** Gets observers ready; a process is started when there is something to look at. */
export function startObservers(settings: ObserverSettings, workers: number): Observers {
  return createPool<ObserverSettings, ObserveTask, ObservedPicture>({
    module: workerModule,
    ...{ settings, workers, taskTimeoutMs },
    ahead: 2,
  });
}

/**
 * Names a way of looking: settings, networks, plug-ins, names of people and the version of Guise
 * that see the same of the same picture.
 * @param peopleFile where names come from, if from a file
 * @throws GuiseError `file-unreadable`
 */
export async function observersKey(
  settings: ObserverSettings,
  networks: Pick<Networks, 'ids' | 'describe'>,
  peopleFile: string | undefined,
): Promise<string> {
  const { mimicKey = new Uint8Array(), plugins, ...others } = settings;
  const files = [...plugins, ...(peopleFile === undefined ? [] : [peopleFile])];
  const facts = [
    ...[version, await installedBackend(), others, Buffer.from(mimicKey).toString('hex')],
    networks.ids.map((id) => [id, networks.describe(id).sha256]),
    await Promise.all(files.map(sha256File)),
  ];
  return sha256(JSON.stringify(facts));
}
