import { mouthSlit } from './parts.js';
import { acrossSlit, alongSlit, edgeAt, frameSlit, smoothStep, type SlitFrame } from './slit.js';

/** Colours of what lies between the lips, without light. */
const tooth = [222, 212, 194] as const;
const hollow = [58, 22, 22] as const;
const tongue = [172, 92, 92] as const;
/** Lengths in widths of the mouth: upper teeth below the lip, shadow of the lip upon them. */
const teethHeight = 0.17;
/** As far down as teeth reach when the mouth is no wider open. */
const teethMost = 0.26;
const lipShadow = 0.05;
/** How many teeth lie side by side between the corners. */
const teethCount = 8;

/** A mouth as it is to be drawn, in picture pixels. */
export interface MouthDrawing {
  readonly frame: SlitFrame;
  /** Between the lips at their middle, in widths of the mouth. */
  readonly gap: number;
  /** Corner to corner in space. */
  readonly width: number;
  /** What the light multiplies colours by inside the mouth. */
  readonly gain: readonly number[];
  /** Smallest width of an edge. */
  readonly edge: number;
}

/** @param points the placed face, x, y, depth */
export function prepareMouth(
  points: Readonly<Float64Array>,
  gain: readonly number[],
  edge: number,
): MouthDrawing {
  const frame = frameSlit(points, mouthSlit);
  const [first, last] = [mouthSlit.upper[0], mouthSlit.upper[mouthSlit.upper.length - 1]];
  const width = Math.hypot(
    ...[0, 1, 2].map((axis) => points[3 * last + axis] - points[3 * first + axis]),
  );
  const gap = (edgeAt(frame.lower, 0.5) - edgeAt(frame.upper, 0.5)) / Math.max(1e-6, width);
  return { frame, gap, width: Math.max(1e-6, width), gain, edge };
}

/** The colour between the lips: teeth below the upper lip, the tongue, and the dark behind. */
export function drawMouth(mouth: MouthDrawing, x: number, y: number, out: Float64Array): void {
  const { frame, width, gain, gap, edge } = mouth;
  const position = alongSlit(frame, x, y);
  const offset = acrossSlit(frame, x, y);
  const below = (offset - edgeAt(frame.upper, position)) / width;
  const above = (edgeAt(frame.lower, position) - offset) / width;
  const aside = Math.min(1, Math.abs(2 * position - 1));
  const soft = Math.max(0.02, edge / width);
  // The teeth stand on a bow of their own, which the lip follows only roughly.
  const teethEnd = Math.max(teethHeight, Math.min(0.8 * gap, teethMost)) * (1 - 0.4 * aside ** 2);
  const open = smoothStep(0.025, 0.075, gap);
  const teethShare = open * (1 - smoothStep(teethEnd - soft, teethEnd + soft, below));
  const fade = 1 - 0.7 * aside ** 2.6;
  const shaded = 0.8 + 0.2 * smoothStep(0, lipShadow, below);
  const turn = Math.asin(Math.min(1, aside * 0.98)) / (Math.PI / 2);
  const slot = Math.abs(((turn * teethCount) / 2) % 1);
  const nearSlot = Math.min(slot, 1 - slot);
  const fine = 1 - smoothStep(0.05, 0.2, edge / (width / teethCount));
  const between = 1 - 0.12 * fine * (1 - smoothStep(0.02, 0.12, nearSlot));
  const tongueShare =
    smoothStep(0.14, 0.26, gap) * (1 - smoothStep(0.3 * gap, 0.55 * gap, above)) * (1 - aside ** 2);
  for (let c = 0; c < 3; c++) {
    const back = hollow[c] + 0.75 * tongueShare * (tongue[c] - hollow[c]);
    const front = tooth[c] * 0.96 * fade * shaded * between;
    out[c] = gain[c] * (back + teethShare * (front - back));
  }
}

/** How much of the lips' colour is left near the line where they meet, 0 to 1. */
export function lipShade(mouth: MouthDrawing, x: number, y: number): number {
  const { frame, width, edge } = mouth;
  const position = alongSlit(frame, x, y);
  if (position < 0 || position > 1) return 1;
  const offset = acrossSlit(frame, x, y);
  const upper = Math.abs(offset - edgeAt(frame.upper, position));
  const lower = Math.abs(offset - edgeAt(frame.lower, position));
  const thick = Math.max(0.8 * edge, 0.035 * width);
  const taper = smoothStep(0, 0.08, position) * smoothStep(0, 0.08, 1 - position);
  return 1 - 0.5 * taper * (1 - smoothStep(0.2 * thick, thick, Math.min(upper, lower)));
}
