import type { RawImage } from '../../core/image.js';
import { sampleTurned } from '../../networks/letterbox.js';
import type { Network, Tensor } from '../../networks/session.js';
import { decodeCtc, type Reading } from './ctc.js';
import type { TextLine } from './detect.js';
import { showOnGrey, writeNormalised, type Normalisation } from './planes.js';
import type { Quad } from './rotated-box.js';

/** Height at which lines are read, in network pixels. */
const lineHeight = 48;
/** Lines are padded to this width at least: the recogniser never saw narrower ones in training. */
const narrowest = 320;
/** A longer line is read smaller, so that it fits. */
const widest = 3200;
/** Width of one call's lines together; what bounds its memory. */
const batchWidth = 3200;
const normalisation: Normalisation = { mean: [0.5, 0.5, 0.5], spread: [0.5, 0.5, 0.5] };

/**
 * Reads lines; the result is in their order. Each is laid level and scaled to 48 px; lines of
 * similar width go through the network together. A line that stands upright is read upwards and
 * downwards, and the surer reading counts. About 15 ms a short line on one core.
 *
 * @param characters the network's classes, as `parseCharacters` gives them
 */
export async function readLines(
  image: RawImage,
  lines: readonly TextLine[],
  network: Network,
  characters: readonly string[],
): Promise<Reading[]> {
  const views = lines.flatMap((line, index) =>
    readingDirections(line.quad).map((quad) => ({ index, quad, width: readingWidth(quad) })),
  );
  views.sort((a, b) => a.width - b.width || a.index - b.index);

  const shown = showOnGrey(image);
  const readings = lines.map((): Reading => ({ text: '', confidence: 0 }));
  for (let from = 0, to = 0; from < views.length; from = to) {
    while (to < views.length && paddedWidth(views[to].width) * (to + 1 - from) <= batchWidth) to++;
    const batch = views.slice(from, to);
    const levelled = batch.map(({ quad, width }) => layLevel(shown, quad, width));
    const read = await readBatch(levelled, network, characters);
    batch.forEach(({ index }, i) => {
      if (read[i].confidence > readings[index].confidence) readings[index] = read[i];
    });
  }
  return readings;
}

async function readBatch(
  lines: readonly Tensor[],
  network: Network,
  characters: readonly string[],
): Promise<Reading[]> {
  const width = paddedWidth(Math.max(...lines.map((line) => line.dims[3])));
  const size = 3 * lineHeight * width;
  const data = new Float32Array(lines.length * size);
  lines.forEach((line, i) => writeNormalised(line, normalisation, data, width, i * size));
  const outputs = await network.run({
    [network.inputNames[0]]: { data, dims: [lines.length, 3, lineHeight, width] },
  });
  const said = outputs[network.outputNames[0]];
  const [, steps, classes] = said.dims;
  return lines.map((_, i) => {
    const start = i * steps * classes;
    return decodeCtc(said.data.subarray(start, start + steps * classes), steps, characters);
  });
}

/** A level line has one; an upright one could be read upwards or downwards. */
function readingDirections(quad: Quad): Quad[] {
  const [a, b, c, d] = quad;
  const { along, across } = sidesOf(quad);
  if (across < 1.5 * along) return [quad];
  return [
    [b, c, d, a],
    [d, a, b, c],
  ];
}

function readingWidth(quad: Quad): number {
  const { along, across } = sidesOf(quad);
  const width = (lineHeight * along) / Math.max(across, 1);
  return Math.round(Math.min(widest, Math.max(lineHeight / 2, width)));
}

/** The width a line is padded to: the recogniser wants multiples of 8. */
function paddedWidth(width: number): number {
  return Math.max(narrowest, Math.ceil(width / 8) * 8);
}

function layLevel(image: RawImage, quad: Quad, width: number): Tensor {
  const [origin, right] = quad;
  const { along, across } = sidesOf(quad);
  const step = Math.max(across / lineHeight, along / width);
  const placement = {
    a: (step * (right.x - origin.x)) / along,
    b: (step * (right.y - origin.y)) / along,
    x0: origin.x,
    y0: origin.y,
  };
  return sampleTurned(image, placement, width, lineHeight).tensor;
}

function sidesOf([a, b, , d]: Quad): { along: number; across: number } {
  return {
    along: Math.hypot(b.x - a.x, b.y - a.y),
    across: Math.hypot(d.x - a.x, d.y - a.y),
  };
}
