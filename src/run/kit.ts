import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Dataset } from '../formats/format.js';
import { openPeople, type People } from '../formats/people.js';
import type { Json } from '../methods/method.js';
import { createNetworks, type Networks } from '../networks/weights.js';
import { openOthers, type Others } from '../perception/likeness.js';
import type { RunKey } from '../ledger/key.js';
import type { Policy } from '../policy/schema.js';
import { createRegistry, loadJudges, type Plugins, type Registry } from '../registry.js';
import type { SettledGuises } from './guises.js';

/** What the first passes of a run left; each absent when nobody needs it. */
export interface Surveyed {
  /** File of what methods' surveys found, and of what was settled of people's guises. */
  readonly surveyFile?: string;
  /** File of the faces that the guard must not find in a result. */
  readonly othersFile?: string;
}

/** What the workers need to treat pictures. JSON-safe, but for the key's bytes. */
export interface KitSettings extends Surveyed {
  readonly policy: Policy;
  readonly key: RunKey;
  /** Modules that export `methods`, `detectors` or `formats`, as absolute paths. */
  readonly plugins: readonly string[];
  /** Folder of networks that a person added. */
  readonly addedNetworks?: string;
  /** Inference threads for one worker. */
  readonly threads: number;
  /** The dataset that is treated, for who is who in it; absent for single pictures. */
  readonly dataset?: Pick<Dataset, 'root' | 'format'>;
}

/** What surveys found, by {@link surveyName}. */
export interface Surveys {
  readonly dataset: Readonly<Record<string, Json>>;
  readonly gallery: Readonly<Record<string, Json>>;
  readonly guises: Readonly<Record<string, SettledGuises>>;
}

/** What there is when nobody has surveyed anything. */
export const noSurveys: Surveys = { dataset: {}, gallery: {}, guises: {} };

/** The same, opened: plug-ins loaded, networks at hand. */
export interface Kit {
  readonly policy: Policy;
  readonly key: RunKey;
  readonly registry: Registry;
  readonly networks: Networks;
  readonly surveys: Surveys;
  /** Who is who in the dataset; absent where nobody says or it does not matter. */
  readonly people?: People;
  /** Faces that a new face must not be taken for; absent where there are none. */
  readonly others?: Others;
}

/** Opens a kit. The networks load when they are first needed. */
export async function openKit(settings: KitSettings): Promise<Kit> {
  const { dataset, policy, othersFile } = settings;
  const registry = await loadRegistry(settings.plugins);
  const people =
    dataset && namesPeople(policy, registry)
      ? await openPeople(policy.identity.people, dataset)
      : undefined;
  return {
    ...(people === undefined ? {} : { people }),
    ...(othersFile === undefined ? {} : { others: openOthers(await readFile(othersFile)) }),
    policy: settings.policy,
    key: settings.key,
    registry,
    networks: createNetworks({
      threads: settings.threads,
      ...(settings.addedNetworks === undefined ? {} : { added: settings.addedNetworks }),
    }),
    surveys: settings.surveyFile
      ? (JSON.parse(await readFile(settings.surveyFile, 'utf8')) as Surveys)
      : noSurveys,
  };
}

/** Whether it matters who is who: where pictures of a person share a guise, and for surveys. */
function namesPeople({ identity, rules, otherwise }: Policy, { methods }: Registry): boolean {
  const surveys = [...rules, otherwise].some(({ method }) => methods.get(method)?.survey);
  return surveys || identity.linkage === 'person';
}

/**
 * The registry with the plug-ins of the given modules.
 * @param judging whether attacks and measures are needed too, which take their time to load
 */
export async function loadRegistry(
  modules: readonly string[],
  judging: 'judging' | 'making' = 'making',
): Promise<Registry> {
  const loaded: Plugins[] = judging === 'judging' ? [await loadJudges()] : [];
  for (const module of modules) {
    loaded.push((await import(pathToFileURL(module).href)) as Plugins);
  }
  return createRegistry(...loaded);
}

/** Names a survey: one for each method and choice of parameters. */
export function surveyName(use: { method: string; parameters: unknown }): string {
  return `${use.method} ${JSON.stringify(use.parameters)}`;
}
