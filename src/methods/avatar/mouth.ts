import type { Box, Point } from '../../core/geometry.js';
import { lowerLipRows, upperLipRows } from '../../face-model/axes/regions.js';
import { parseColour } from '../../pixels/colour.js';
import type { Head } from './head.js';
import {
  bothCovers,
  coverOf,
  enclosed,
  oval,
  smoothOpen,
  strokeAlong,
  type Cover,
  type Layer,
  type Light,
} from './layer.js';
import type { Palette } from './palette.js';

const inside = parseColour('#4a1c1e');
const tongue = parseColour('#c4605f');
const teeth = parseColour('#f7f2ea');
const line = parseColour('#5a2a28');

/** Lips this near each other, in centimetres, are drawn as closed. */
const shut = 0.45;

/** Lips, and what an open mouth shows. */
export function drawMouth(
  head: Head,
  palette: Palette,
  light: Light,
  area: Box,
  open: Cover,
): Layer[] {
  const row = (corner: number, indices: readonly number[], other: number): Point[] =>
    [corner, ...indices, other].map((index) => head.at(index));
  const outer = [row(61, upperLipRows[0], 291), row(61, lowerLipRows[0], 291)] as const;
  const inner = [row(78, upperLipRows[3], 308), row(78, lowerLipRows[3], 308)] as const;
  const hole = enclosed(inner[0], inner[1]);
  const within = bothCovers(coverOf(hole, area), open);
  const unit = head.pose.scale;
  const lerp = (share: number): Point[] =>
    inner[0].map((upper, i) => ({
      x: upper.x + (inner[1][i].x - upper.x) * share,
      y: upper.y + (inner[1][i].y - upper.y) * share,
    }));
  const gap = Math.max(...inner[0].map((upper, i) => distance(upper, inner[1][i]))) / unit;
  // Teeth show up to a certain length, the tongue only where there is room for it.
  const bite = gap > 0 ? Math.min(0.62, 0.75 / gap) : 0;
  const layers: Layer[] = [
    { outline: enclosed(outer[0], outer[1]), colour: palette.lips, within: open, light },
    { outline: hole, colour: inside, within: open },
  ];
  if (gap > shut) {
    layers.push({ outline: enclosed(inner[0], lerp(bite)), colour: teeth, within });
  }
  if (gap > 1.1) {
    layers.push({ outline: enclosed(lerp(0.74), inner[1]), colour: tongue, within });
  }
  const parting = smoothOpen(lerp(0.5));
  if (gap <= shut) {
    layers.push({
      outline: strokeAlong(
        parting,
        (along) => 0.16 * unit * Math.sin(Math.PI * along) + 0.05 * unit,
      ),
      colour: line,
      within: open,
    });
  }
  return layers;
}

/** Nostrils and the tip of the nose; the rest of the nose is light. */
export function drawNose(head: Head, palette: Palette, nose: Cover): Layer[] {
  const unit = head.pose.scale;
  const edge = smoothOpen([98, 97, 2, 326, 327].map((index) => head.at(index)));
  return [
    {
      outline: strokeAlong(edge, (along) => unit * (0.05 + 0.16 * Math.sin(Math.PI * along))),
      colour: palette.lips,
      opacity: 0.6,
      within: nose,
    },
    {
      outline: oval(head.place(-0.3, 0.75, -7.5), 0.42 * unit, 0.34 * unit),
      colour: teeth,
      opacity: 0.2,
      within: nose,
    },
  ];
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
