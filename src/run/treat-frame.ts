import { choose } from '../core/plugin.js';
import { GuiseError } from '../core/errors.js';
import { shareInside } from '../core/geometry.js';
import type { RawImage } from '../core/image.js';
import type { TreatedRegion } from '../core/record.js';
import { isOpen, type Region } from '../core/region.js';
import { applyPlan, outsideUntouched, plannedAreas, type MethodStep } from '../methods/apply.js';
import type { Json, Method } from '../methods/method.js';
import { shapeArea } from '../methods/shape.js';
import { findRegions } from '../perception/find.js';
import { planEscalation, type Step } from '../policy/plan.js';
import { contextOf } from './context.js';
import { detectRequest, planFound, planFrame, type Frame } from './frame.js';
import { guardSurrogates, type Guarded } from './guard.js';
import type { Kit } from './kit.js';
import { bringNeeds, type ReadyStep } from './needs.js';

/** A frame with its regions under another guise, or the reason why it must not leave. */
export interface TreatedFrame {
  readonly image: RawImage;
  readonly regions: readonly TreatedRegion[];
  readonly held?: string;
}

/** How often a result is looked at again before it is held. */
const recheckRounds = 2;

/**
 * Finds, plans and treats one frame; when the policy says so, looks for faces in the result and
 * covers those again, more strongly, until none is left.
 * @throws GuiseError `method-failed`, `outside-changed`, `inference-failed`, `network-missing`
 */
export async function treatFrame(frame: Frame, kit: Kit): Promise<TreatedFrame> {
  const treat = async (steps: readonly ReadyStep[]): Promise<Guarded> => {
    const guarded = await guardSurrogates(steps, (wanted) => carryOut(frame, wanted, kit), kit);
    const { then } = kit.policy.verify.guard;
    return then === 'escalate' ? coverAlike(frame, guarded, kit) : guarded;
  };
  let treated = await treat(await planFrame(frame, kit));
  if (kit.policy.verify.redetect) {
    for (let round = 0; ; round += 1) {
      const left = await facesLeft(frame, treated, kit);
      if (left.length === 0) break;
      if (round === recheckRounds)
        return { ...finished(frame, treated, kit), held: stillSeen(left) };
      treated = await treat(await cover(frame, treated.steps, left, kit));
    }
  }
  const { image, regions } = finished(frame, treated, kit);
  const [alike] = treated.alike;
  if (alike !== undefined) {
    return { image, regions, held: stillAlike(alike) };
  }
  const doubtful = regions.find(isOpen);
  return kit.policy.review.doubtful === 'hold' && doubtful
    ? { image, regions, held: `${doubtful.label} ${doubtful.id}: ${doubtful.doubt}` }
    : { image, regions };
}

/** Applies the steps to the original and makes sure that nothing else changed. */
export async function carryOut(
  frame: Frame,
  steps: readonly ReadyStep[],
  kit: Kit,
): Promise<RawImage> {
  const { image } = frame;
  const bound: MethodStep[] = steps.map((step) => ({
    ...step,
    method: choose('method', kit.registry.methods, step.method),
    context: contextOf(frame, step, kit),
  }));
  const result = await applyPlan(image, bound, frame.item);
  if (!outsideUntouched(image, result, plannedAreas(steps, image.width, image.height))) {
    const method = [...new Set(steps.map((step) => step.method))].join(', ');
    throw new GuiseError('outside-changed', { file: frame.item, method });
  }
  return result;
}

/**
 * Faces that a detector is sure of in the result, apart from those it sees in what an irreversible
 * method or a surrogate painted: a drawn face is nobody's, and the guard has looked at the other.
 * Faces that the policy keeps are left out too.
 */
async function facesLeft(
  frame: Frame,
  { image: result, steps }: Guarded,
  kit: Kit,
): Promise<Region[]> {
  const request = { ...detectRequest(kit), labels: new Set(['face'] as const) };
  const faces = await findRegions(result, request, kit.registry.detectors, kit.networks);
  const harmless = plannedAreas(
    steps.filter(({ method }) => method === 'keep' || isHarmless(method, kit)),
    ...([frame.image.width, frame.image.height] as const),
  );
  return faces.filter(
    (face) =>
      face.doubt === undefined && !harmless.some((area) => shareInside(face.box, area) > 0.5),
  );
}

/** Covers the new faces that are still taken for somebody by the policy's stronger method. */
async function coverAlike(frame: Frame, guarded: Guarded, kit: Kit): Promise<Guarded> {
  const { alike } = guarded;
  if (alike.length === 0) return guarded;
  const covered = guarded.steps
    .filter(({ region }) => alike.includes(region.id))
    .map(({ region, reason }) => ({
      ...planEscalation(region, kit.policy, kit.registry),
      reason: `${reason}; every new face was taken for somebody`,
    }));
  const others = guarded.steps.filter(({ region }) => !alike.includes(region.id));
  const steps = [...others, ...(await bringNeeds(frame, covered, kit))];
  return { ...guarded, steps, image: await carryOut(frame, steps, kit), alike: [] };
}

/** Puts a stronger method where a face is still seen, and a new step where none was. */
async function cover(
  frame: Frame,
  steps: readonly ReadyStep[],
  left: readonly Region[],
  kit: Kit,
): Promise<ReadyStep[]> {
  const isSeen = (step: Step) => left.some((face) => shareInside(face.box, step.region.box) > 0.3);
  const missed = left
    .filter((face) => !steps.some((step) => shareInside(face.box, step.region.box) > 0.3))
    .map((face, i) => ({
      ...face,
      id: `again${steps.length + i + 1}`,
      doubt: 'found only when the result was checked',
    }));
  const escalated = steps
    .filter(isSeen)
    .map(({ region }) => planEscalation(region, kit.policy, kit.registry));
  const more = await bringNeeds(frame, [...escalated, ...planFound(frame, missed, kit)], kit);
  return [...steps.filter((step) => !isSeen(step)), ...more];
}

function stillAlike(region: string): string {
  return (
    `the new face of ${region} is still taken for somebody; give it another method, allow more ` +
    'verify.guard.attempts, or set verify.guard.then to escalate'
  );
}

function stillSeen(left: readonly Region[]): string {
  return `${left.length} face${left.length === 1 ? '' : 's'} can still be seen in the result`;
}

function isHarmless(id: string, { registry }: Kit): boolean {
  const { irreversible, surrogate } = choose('method', registry.methods, id);
  return irreversible || surrogate !== undefined;
}

function finished(frame: Frame, treated: Guarded, kit: Kit): TreatedFrame {
  const { image, steps, readings } = treated;
  const regions = steps.map((step): TreatedRegion => {
    const { region, method: id, parameters, shape, reason, attempt } = step;
    const method = choose('method', kit.registry.methods, id);
    const { landmarks: _landmarks, mesh: _mesh, ...seen } = region;
    const { irreversible, guarantee } = method;
    const account = accountOf(frame, step, method, kit);
    const likeness = readings.get(region.id);
    return {
      ...seen,
      ...(frame.alone ? {} : { frame: frame.index }),
      method: id,
      parameters,
      shape,
      irreversible,
      guarantee,
      reason,
      ...(account === undefined ? {} : { account }),
      ...(likeness === undefined
        ? {}
        : { guard: { attempts: attempt + 1, likeness: [...likeness] } }),
    };
  });
  return { image, regions };
}

/** What the method's guarantee amounts to for a region, where it says so in numbers. */
function accountOf(frame: Frame, step: ReadyStep, method: Method, kit: Kit): Json | undefined {
  const { image } = frame;
  const { region, shape, parameters } = step;
  const area = shapeArea(region, shape, image.width, image.height);
  if (!area) return undefined;
  const input = { region, area, channels: image.channels };
  return method.account?.(input, parameters, contextOf(frame, step, kit));
}
