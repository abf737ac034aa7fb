import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom, deriveKey } from '../core/random.js';
import { folder as folderFormat } from '../formats/folder.js';
import type { Dataset, Item } from '../formats/format.js';
import { openPeople, type People } from '../formats/people.js';
import { openLog, readLines, writeAtomic } from '../io/files.js';
import type { RunKey } from '../ledger/key.js';
import { fileReferenceSchema } from '../methods/file-parameter.js';
import type { Json, Survey } from '../methods/method.js';
import type { Policy } from '../policy/schema.js';
import type { Registry } from '../registry.js';
import { startCrew, type Crew } from './crew.js';
import { mapInOrder } from './flow.js';
import { noSurveys, type Surveyed } from './kit.js';
import type { RunFolder } from './layout.js';
import type { RunOptions } from './options.js';
import { createOthersFile } from './others-file.js';
import type { Reporter } from './reporter.js';
import { settleAttempts, settleReadings } from './settle.js';
import { facesSurvey, type NamedEntry } from './survey-item.js';
import { usesOf, type Use } from './uses.js';

/**
 * The first passes of a run, for policies with methods that need one: over the dataset, and over
 * the galleries that methods learn from. What the regions were described by goes to disk in the
 * order of the items, and is combined from there. Where people keep one guise, that is settled last,
 * for the guard knows of all others then. A resumed run keeps what the first one found.
 * @throws GuiseError `survey-refused`, `gallery-unusable`
 */
export async function surveyDataset(
  dataset: Dataset,
  folder: RunFolder,
  key: RunKey,
  options: RunOptions,
  registry: Registry,
  report: Reporter,
): Promise<Surveyed> {
  const uses = usesOf(options.policy, registry);
  const surveyed = uses.filter(({ method }) => method.survey);
  const learners = uses.filter((use) => use.method.gallery && galleryOf(use) !== '');
  const { guard } = options.policy.verify;
  const guards = guard.attempts > 0 && uses.some(({ method }) => method.surrogate === 'stranger');
  const among = guards && guard.others.includes('dataset');
  const shared = uses.filter(({ method }) => method.reading ?? method.surrogate === 'stranger');
  const people = shared.length > 0 ? await peopleWhoKeep(dataset, options.policy) : undefined;
  if (surveyed.length === 0 && learners.length === 0 && !among && !people) return {};
  if (options.resume && existsSync(folder.survey)) return surveyedIn(folder);

  const surveys: Record<'dataset' | 'gallery', Record<string, Json>> = { dataset: {}, gallery: {} };
  let { guises } = noSurveys;
  const readingsFile = join(folder.temporary, 'guises');
  const crew = startCrew(options, key, folder, dataset);
  try {
    const entriesFile = join(folder.temporary, 'survey');
    const others = createOthersFile(folder.others, createRandom(deriveKey(key, 'others')));
    if (surveyed.length > 0 || among) {
      await describeItems(dataset, entriesFile, crew.survey, crew.capacity, report);
      await others.take(entriesOf(entriesFile, facesSurvey));
      for (const use of surveyed) {
        surveys.dataset[use.name] = await combine(use.method.survey, use, entriesFile, key);
      }
    }
    for (const path of new Set(learners.map(galleryOf))) {
      const gallery = await folderFormat.open(path);
      const learntFile = join(folder.temporary, 'gallery');
      await rm(learntFile, { force: true });
      await describeItems(gallery, learntFile, crew.surveyGallery, crew.capacity, report);
      await others.take(entriesOf(learntFile, facesSurvey));
      for (const use of learners.filter((learner) => galleryOf(learner) === path)) {
        surveys.gallery[use.name] = await combine(use.method.gallery, use, learntFile, key);
      }
    }
    await others.write();
    if (people) {
      guises = await settleReadings(dataset, people, shared, readingsFile, key, crew, report);
    }
  } finally {
    crew.close();
  }
  if (people && guard.attempts > 1) {
    const draft = join(folder.temporary, 'settled');
    await writeAtomic(draft, JSON.stringify({ ...surveys, guises }), undefined, 0o600);
    const settled = { ...surveyedIn(folder), surveyFile: draft };
    const painters = startCrew(options, key, folder, dataset, settled);
    try {
      const { attempts } = guard;
      guises = await settleAttempts(readingsFile, shared, guises, attempts, painters, report);
    } finally {
      painters.close();
    }
  }
  await writeAtomic(folder.survey, JSON.stringify({ ...surveys, guises }), undefined, 0o600);
  return surveyedIn(folder);
}

/** Who is who, where a person keeps one guise and it is known before pictures are looked at. */
async function peopleWhoKeep(dataset: Dataset, policy: Policy): Promise<People | undefined> {
  const { people, linkage } = policy.identity;
  if (linkage !== 'person') return undefined;
  const opened = await openPeople(people, dataset);
  return opened.hintsOf === undefined ? undefined : opened;
}

function surveyedIn({ survey, others }: RunFolder): Surveyed {
  return { surveyFile: survey, ...(existsSync(others) ? { othersFile: others } : {}) };
}

/** The folder that a method learns from; '' for none. */
function galleryOf({ parameters }: Use): string {
  return fileReferenceSchema.safeParse(parameters.gallery).data?.file ?? '';
}

async function combine(
  survey: Survey<unknown> | undefined,
  use: Use,
  file: string,
  key: RunKey,
): Promise<Json> {
  const random = createRandom(deriveKey(key, 'survey', use.name));
  return (await survey?.combine(() => entriesOf(file, use.name), use.parameters, random)) ?? null;
}

/** An item that cannot be described takes no part; it fails with its reason when it is treated. */
async function describeItems(
  dataset: Dataset,
  file: string,
  ask: Crew['survey'],
  capacity: number,
  report: Reporter,
): Promise<void> {
  const log = await openLog(file);
  const describe = (item: Item) => ask(item).catch((): NamedEntry[] => []);
  try {
    for await (const entries of mapInOrder(dataset.items(), capacity, describe)) {
      for (const entry of entries) await log.append(JSON.stringify(entry));
      report('survey');
    }
  } finally {
    await log.close();
  }
}

async function* entriesOf(file: string, survey: string): AsyncIterable<NamedEntry> {
  for await (const { line } of readLines(file)) {
    const entry = JSON.parse(line) as NamedEntry;
    if (entry.survey === survey) yield entry;
  }
}
