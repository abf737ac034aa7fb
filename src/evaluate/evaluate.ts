import { basename } from 'node:path';
import { createRandom, deriveKey } from '../core/random.js';
import type { Evaluation, Group, Reading } from '../core/report.js';
import { openPeople, type People } from '../formats/people.js';
import { keyFromSeed } from '../ledger/key.js';
import { createNetworks, type Networks } from '../networks/weights.js';
import { openRecogniser, recogniserIds, type Recogniser } from '../perception/identity.js';
import { witnessAmong } from '../perception/witness.js';
import { usualLimits } from '../policy/fields.js';
import { loadRegistry } from '../run/kit.js';
import { runCampaign, type Attempted, type CampaignOutcome } from './campaign.js';
import { choosePlugins, type Choice } from './choice.js';
import { samePersonFrom } from './cluster.js';
import { nameEverybody, type Everybody } from './everybody.js';
import { examplesOf } from './examples.js';
import { gather, type Gathered } from './gather.js';
import type { ObserverSettings } from './observe-worker.js';
import { observersKey, startObservers } from './observers.js';
import { measureGroups } from './groups.js';
import { readMaking, type Making } from './making.js';
import type { EvaluateOptions } from './options.js';
import { openPaired, type PairedDatasets } from './pairs.js';
import { drawSample, type Sample } from './sample.js';
import { groupingsOf } from './seeming.js';
import { notTested } from './shortcomings.js';
import { judge, type Judgement } from './verdict.js';

/**
 * Attacks anonymised datasets, all made from one, and measures what is left of each: one
 * evaluation an output, in order, on the same faces and people. The same datasets, options and
 * seed give the same reports. Attacks and gates are those of the first one's policy.
 * @throws GuiseError `dataset-unreadable`, `audit-broken`, `people-damaged`, `plugin-unknown`,
 *   `network-missing`, `disk-full`
 */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation[]> {
  const registry = await loadRegistry(options.plugins, 'judging');
  const key = deriveKey(keyFromSeed(options.seed), 'evaluate');
  const makings: Making[] = [];
  for (const output of options.outputs) {
    makings.push(await readMaking(output, registry, options.policy));
  }
  const { policy } = makings[0];
  const choice = choosePlugins(options, registry, policy);
  const paired = await openPaired(options.dataset, options.outputs, registry.formats, options);
  const people = await openPeople(options.people, paired.clear);
  const sample = await drawSample(paired.clear, people, options);
  const networks = createNetworks({
    threads: options.workers,
    ...(options.addedNetworks === undefined ? {} : { added: options.addedNetworks }),
  });
  const ids = options.recognisers ?? recogniserIds(networks);
  const recognisers: Recogniser[] = [];
  for (const id of ids) recognisers.push(await openRecogniser(id, networks));

  const looking = { options, key, makings, choice, paired, people, sample, networks, ids };
  const gathered = await look(looking);
  try {
    const everybody = nameEverybody(gathered, people, samePersonFrom(ids));
    const outcome = await attack(options, key, choice, recognisers, gathered, everybody);
    options.onProgress?.({ phase: 'sum up', done: 0 });
    await handOutExamples(options, gathered);
    const shared = {
      protocol: {
        pictures: gathered.pictures.length,
        missing: gathered.missing,
        faces: gathered.faces.length,
        people: everybody.people,
        peopleFrom: everybody.from,
        ...(everybody.doubt === undefined ? {} : { peopleDoubt: everybody.doubt }),
        samePicture: outcome.division?.samePicture ?? false,
        attackerPeople: outcome.division?.attackerPeople ?? 0,
        evaluationPeople: outcome.division?.evaluationPeople ?? 0,
        splits: options.splits,
        bootstraps: options.bootstraps,
        recognisers: ids.map((id) => {
          const { sha256, purpose } = networks.describe(id);
          return { id, sha256, purpose };
        }),
        ...(sample.described === undefined ? {} : { sampling: sample.described }),
      },
      notTested: notTested(
        choice,
        outcome,
        gathered,
        everybody,
        paired.hasManifest,
        witnessAmong(networks, usedBy(makings)),
      ),
    };
    return makings.map((making, variant): Evaluation => {
      const tested = outcome.tested[variant];
      const judged = judge(
        tested.map(({ tried }) => tried),
        policy?.threatModel,
      );
      return {
        version: 1,
        kind: 'evaluation',
        title: basename(options.outputs[variant]),
        ...describeMaking(making),
        ...withDoubt(judged, everybody),
        attempts: judged.attempts,
        groups: groupsOfWorst(judged, tested, gathered, everybody, options, key),
        readings: readingsOf(choice, gathered, variant, everybody, key),
        ...shared,
        repeat: {
          command: options.command,
          seed: options.seed,
          tool: options.tool,
          hashes: hashesOf(making),
        },
      };
    });
  } finally {
    await gathered.chips.close();
    await networks.close();
  }
}

async function handOutExamples(
  { outputs, examples = 0, onExample }: EvaluateOptions,
  gathered: Gathered,
): Promise<void> {
  for (const [variant, output] of outputs.entries()) {
    const chosen = await examplesOf(gathered, variant, examples, basename(output));
    chosen.forEach((example) => onExample?.(example));
  }
}

interface Looking {
  readonly options: EvaluateOptions;
  readonly key: Uint8Array;
  readonly makings: readonly Making[];
  readonly choice: Choice;
  readonly paired: PairedDatasets;
  readonly people: People;
  readonly sample: Sample;
  readonly networks: Networks;
  readonly ids: readonly string[];
}

async function look(looking: Looking): Promise<Gathered> {
  const { options, paired, people, sample, networks } = looking;
  const settings = observerSettings(looking);
  const journal = await options.journals?.open(await observersKey(settings, networks, people.file));
  try {
    return await gather(paired, {
      observers: startObservers(settings, options.workers),
      ...(journal === undefined ? {} : { journal }),
      sample,
      scratchFolder: options.scratchFolder,
      classes: paired.clear.format === 'imagefolder' && people.from !== 'folders',
      onPicture: (done) => options.onProgress?.({ phase: 'look', done }),
    });
  } finally {
    await journal?.close();
  }
}

function observerSettings({ options, key, makings, choice, paired, ids }: Looking) {
  const { pixels, sizeBytes } = makings[0].policy?.limits ?? usualLimits;
  const tries = (id: string) => choice.attacks.some((one) => one.id === id);
  const { root, format } = paired.clear;
  return {
    measures: choice.measures.map(({ id }) => id),
    recognisers: ids,
    surroundings: tries('context'),
    ...(tries('parrot') ? { mimicKey: deriveKey(key, 'mimic') } : {}),
    used: usedBy(makings),
    pixelLimit: pixels,
    sizeLimitBytes: sizeBytes,
    plugins: options.plugins,
    ...(options.addedNetworks === undefined ? {} : { addedNetworks: options.addedNetworks }),
    people: {
      ...(options.people === undefined ? {} : { choice: options.people }),
      dataset: { root, format },
    },
  } satisfies ObserverSettings;
}

/** The networks that had a part in anonymising. */
function usedBy(makings: readonly Making[]): string[] {
  return makings.flatMap(({ run }) => run?.networks.map(({ id }) => id) ?? []);
}

function attack(
  { splits, bootstraps, onProgress }: EvaluateOptions,
  key: Uint8Array,
  { attacks }: Choice,
  recognisers: readonly Recogniser[],
  gathered: Gathered,
  everybody: Everybody,
): Promise<CampaignOutcome> {
  let done = 0;
  return runCampaign({
    ...{ gathered, everybody, recognisers, key, attacks, splits, bootstraps },
    onAttempt: (what) => onProgress?.({ phase: 'attack', done: (done += 1), what }),
  });
}

function describeMaking({ run, policy }: Making): Pick<Evaluation, 'policy' | 'methods'> {
  const rules = policy && run ? [...policy.rules, policy.otherwise] : [];
  const methods = [...new Set(rules.map(({ method }) => method))];
  return { ...(policy ? { policy: policy.name } : {}), methods };
}

function hashesOf({ run }: Making): Record<string, string> {
  if (!run) return {};
  const { policySha256, manifestSha256 } = run;
  return { policy: policySha256, ...(manifestSha256 ? { manifest: manifestSha256 } : {}) };
}

/** Where people were told apart by likeness alone, nothing can pass: see `clusterFaces`. */
function withDoubt(
  { verdict, sentence, gates }: Judgement,
  { doubt }: Everybody,
): Pick<Evaluation, 'verdict' | 'sentence' | 'gates'> {
  if (doubt === undefined) return { verdict, sentence, gates };
  return {
    verdict: verdict === 'pass' ? 'inconclusive' : verdict,
    sentence: verdict === 'pass' ? `Nothing was recognised, but: ${doubt}` : sentence,
    gates: gates.map((gate) =>
      gate.verdict === 'pass'
        ? { ...gate, verdict: 'inconclusive', why: doubt, needed: 'names of the people' }
        : gate,
    ),
  };
}

function groupsOfWorst(
  { attempts: [worst] }: Judgement,
  tested: readonly Attempted[],
  { faces }: Gathered,
  { persons }: Everybody,
  { bootstraps }: EvaluateOptions,
  key: Uint8Array,
): Group[] {
  const found = tested.find(
    ({ tried }) =>
      worst !== undefined &&
      tried.attack === worst.attack &&
      tried.by === worst.by &&
      tried.split === worst.split,
  );
  if (!found) return [];
  const { probes } = found.division;
  return measureGroups({
    rank1: found.rank1,
    probePeople: probes.map((probe) => persons[probe]),
    groupings: groupingsOf(faces, persons, probes),
    random: createRandom(deriveKey(key, 'groups')),
    bootstraps,
  });
}

function readingsOf(
  { measures }: Choice,
  { pictures }: Gathered,
  variant: number,
  { unitOf }: Everybody,
  key: Uint8Array,
): Reading[] {
  return measures.flatMap((measure, index) => {
    const observed = pictures.flatMap(({ kept }, picture) => {
      const own = kept[variant][index];
      return own === null || own === undefined ? [] : [{ person: unitOf[picture], kept: own }];
    });
    return measure.summarise(observed, createRandom(deriveKey(key, 'measure', measure.id)));
  });
}
