import { openPeople } from '../formats/people.js';
import { createNetworks } from '../networks/weights.js';
import { answerTasks } from '../run/answer.js';
import { loadRegistry } from '../run/kit.js';
import type { ObservedPicture, ObserveKit, ObserveSettings, ObserveTask } from './observation.js';
import { observe } from './observe.js';

/** What an observing process is told once. */
export interface ObserverSettings extends ObserveSettings {
  readonly plugins: readonly string[];
  readonly addedNetworks?: string;
  /** Who is who; see `openPeople`. */
  readonly people: {
    readonly choice?: string;
    readonly dataset: { readonly root: string; readonly format: string };
  };
}

answerTasks<ObserverSettings, ObserveKit, ObserveTask, ObservedPicture>(
  async (settings) => ({
    settings,
    registry: await loadRegistry(settings.plugins, 'judging'),
    networks: createNetworks({
      threads: 1,
      ...(settings.addedNetworks === undefined ? {} : { added: settings.addedNetworks }),
    }),
    people: await openPeople(settings.people.choice, settings.people.dataset),
  }),
  observe,
);
