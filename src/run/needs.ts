import { choose } from '../core/plugin.js';
import type { RawImage } from '../core/image.js';
import type { Region } from '../core/region.js';
import type { LabelledBox } from '../formats/format.js';
import { needsOf, type MethodContext, type Need, type Seen } from '../methods/method.js';
import { coverage, shapeArea } from '../methods/shape.js';
import { findHandsBefore } from '../perception/hands.js';
import { createLikeness, type PersonLikeness } from '../perception/likeness.js';
import { lookAtGaze, lookAtMesh } from '../perception/look.js';
import { addMeshes } from '../perception/mesh.js';
import { segmentPeople } from '../perception/segment.js';
import { planEscalation, type Step } from '../policy/plan.js';
import { guiseName, sharedBy, type SettledGuise } from './guises.js';
import { surveyName, type Kit } from './kit.js';

/** The parts of a frame that are looked at. */
interface Sight {
  readonly item: string;
  readonly image: RawImage;
  readonly boxes: readonly LabelledBox[];
}

/** A step with everything that its method and shape cannot do without. */
export interface ReadyStep extends Step {
  readonly seen: Seen;
  /** Who it is, where the policy's `people` says so and it matters. */
  readonly person?: string;
  /** What was settled of the guise that it shares, before anything was painted. */
  readonly settled?: SettledGuise;
  /** Present for surrogates and for methods that ask the recognisers. */
  readonly likeness?: PersonLikeness;
  /** Present for methods that ask for generators. */
  readonly openGenerator?: Exclude<MethodContext['openGenerator'], undefined>;
  /** How often the guard has refused what was painted, here or while the guise was settled. */
  readonly attempt: number;
}

/**
 * Brings what methods and shapes need. Where a face bears no mesh and its method cannot do without,
 * the policy's `verify.escalate` takes the method's place.
 * @throws GuiseError `network-missing`, `inference-failed`
 */
export async function bringNeeds(
  frame: Sight,
  steps: readonly Step[],
  kit: Kit,
): Promise<ReadyStep[]> {
  const meshed = (await layMeshes(frame.image, steps, kit)).map((step) =>
    lacksMesh(step, kit) ? escalate(step, kit) : step,
  );
  const persons = namePersons(frame, meshed, kit);
  const ready: ReadyStep[] = [];
  for (const [index, step] of meshed.entries()) {
    const person = persons[index];
    const brought = await readyStep(frame.image, step, kit);
    ready.push({
      ...brought,
      ...(person === undefined ? {} : { person }),
      ...settledFor(step, person, frame.item, kit),
    });
  }
  return ready;
}

function escalate(step: Step, { policy, registry }: Kit): Step {
  const instead = planEscalation(step.region, policy, registry);
  return { ...instead, reason: `${step.reason}; no mesh could be laid on it for ${step.method}` };
}

/** What was settled of the guise that a step's region shares, and the attempt it begins with. */
function settledFor(
  step: Step,
  person: string | undefined,
  item: string,
  { key, policy, surveys }: Kit,
): Pick<ReadyStep, 'settled' | 'attempt'> | undefined {
  const guises = surveys.guises[surveyName(step)];
  const shared = guises && sharedBy(step.region, person, item, policy);
  const settled = shared && guises[guiseName(key, shared)];
  return settled && { settled, attempt: settled.attempt ?? 0 };
}

/** What opens networks and methods. */
type Tools = Pick<Kit, 'registry' | 'networks'>;

/** Looks at a region, whose mesh has been laid if it bears one, as its method wants it. */
export async function readyStep(image: RawImage, step: Step, tools: Tools): Promise<ReadyStep> {
  const needs = needsOfStep(step, tools);
  const likeness = likenessOf(image, step, needs, tools);
  const seen = await look(image, step, needs, tools);
  const openGenerator: ReadyStep['openGenerator'] = (one) => tools.networks.generator(one);
  return {
    ...{ ...step, seen, attempt: 0 },
    ...(likeness === undefined ? {} : { likeness }),
    ...(needs.has('generators') ? { openGenerator } : {}),
  };
}

function needsOfStep({ method, parameters, shape }: Step, { registry }: Tools): Set<Need> {
  const needs = new Set(needsOf(choose('method', registry.methods, method), parameters));
  if (shape.form === 'people') needs.add('people');
  return needs;
}

/**
 * The steps with a mesh on every face whose method or shape asks for one and that bears one.
 * @throws GuiseError `network-missing`, `inference-failed`
 */
export async function layMeshes(
  image: RawImage,
  steps: readonly Step[],
  tools: Tools,
): Promise<Step[]> {
  const laid: Step[] = [];
  for (const step of steps) {
    const { region, shape } = step;
    const wanted = asksForMesh(step, tools) || shape.form === 'outline';
    const [meshed] = wanted ? await addMeshes(image, [region], tools.networks) : [region];
    laid.push({ ...step, region: meshed });
  }
  return laid;
}

/** Whether a step's method cannot work because no mesh could be laid. */
export function lacksMesh(step: Step, tools: Tools): boolean {
  return step.region.mesh === undefined && asksForMesh(step, tools);
}

const onMesh = ['landmarks', 'mesh', 'gaze', 'look', 'likeness'] as const;

function asksForMesh(step: Step, tools: Tools): boolean {
  const needs = needsOfStep(step, tools);
  return onMesh.some((need) => needs.has(need));
}

async function look(
  image: RawImage,
  { region, shape }: Step,
  needs: ReadonlySet<Need>,
  { networks }: Tools,
): Promise<Seen> {
  const seen: { -readonly [Part in keyof Seen]: Seen[Part] } = {};
  const { mesh } = region;
  if (mesh && needs.has('look')) seen.look = await lookAtMesh(image, mesh, 1, networks);
  else if (mesh && needs.has('gaze')) seen.look = await lookAtGaze(image, mesh, 1, networks);
  const area = shapeArea(region, shape, image.width, image.height);
  if (area && mesh && needs.has('hands')) {
    const inFront = await findHandsBefore(image, mesh, area, networks);
    if (inFront) seen.inFront = inFront;
  }
  if (area && needs.has('people')) {
    seen.people = await segmentPeople(image, region.box, area, networks);
  }
  return seen;
}

function likenessOf(
  image: RawImage,
  { region, shape, method }: Step,
  needs: ReadonlySet<Need>,
  { registry, networks }: Tools,
): PersonLikeness | undefined {
  const { surrogate } = choose('method', registry.methods, method);
  const covered = coverage(region, shape, image.width, image.height);
  if (!covered || !region.landmarks || (!surrogate && !needs.has('likeness'))) return undefined;
  return createLikeness(image, facePlace(region), covered, networks);
}

function facePlace({ box, landmarks }: Region) {
  return { box, ...(landmarks ? { landmarks } : {}) };
}

/** The names of the people in a frame, where they matter. */
function namePersons(
  { item, boxes, image }: Sight,
  steps: readonly Step[],
  { people }: Kit,
): (string | undefined)[] {
  const faces = steps.map(({ region }) => region.box);
  return people?.namesOf({ id: item, boxes }, faces, image) ?? [];
}
