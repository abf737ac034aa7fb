import type { Box } from '../../../src/core/geometry.js';
import type { RawImage } from '../../../src/core/image.js';
import { defineDetector } from '../../../src/perception/detector.js';

/** Side of the cells in which colour is counted, in pixels. */
const cellSide = 8;

/** Finds what somebody covered with a magenta marker before the run. */
export const marker = defineDetector({
  id: 'marker',
  summary: 'finds what somebody covered with a magenta marker',
  labels: ['text'],
  networks: [],
  thresholds: { text: { low: 0.5, sure: 0.9 } },

  async detect(image, request) {
    if (!request.labels.has('text')) return [];
    const { low, sure } = request.thresholds.text;
    return patchesOf(shareOfMarker(image))
      .map(({ cells, box }) => ({ box, score: cells.reduce((a, b) => a + b, 0) / cells.length }))
      .filter(({ score }) => score >= low)
      .map(({ box, score }) => ({
        label: 'text' as const,
        box: clip(box, image),
        score,
        ...(score < sure ? { doubt: 'it is only partly covered by the marker' } : {}),
        origin: { by: 'network' as const, detector: 'marker', networks: [] },
      }));
  },
});

/** What a module exports to join the registry. */
export const detectors = [marker];

/** For each cell that holds any, the share of its pixels that have the marker's colour. */
function shareOfMarker({ data, width, height, channels }: RawImage): Map<string, number> {
  const shares = new Map<string, number>();
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += channels) {
      if (data[at] < 200 || data[at + 1] > 90 || data[at + 2] < 200) continue;
      const cell = `${Math.floor(x / cellSide)} ${Math.floor(y / cellSide)}`;
      shares.set(cell, (shares.get(cell) ?? 0) + 1 / cellSide ** 2);
    }
  }
  return shares;
}

/** Cells that touch by a side, taken together. */
function patchesOf(shares: ReadonlyMap<string, number>): { cells: number[]; box: Box }[] {
  const left = new Map(shares);
  const patches = [];
  for (const first of shares.keys()) {
    const cells: number[] = [];
    const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
    const open = [first];
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      const share = left.get(cell);
      if (share === undefined) continue;
      left.delete(cell);
      cells.push(share);
      const [x, y] = cell.split(' ').map(Number);
      box.x0 = Math.min(box.x0, x * cellSide);
      box.y0 = Math.min(box.y0, y * cellSide);
      box.x1 = Math.max(box.x1, (x + 1) * cellSide);
      box.y1 = Math.max(box.y1, (y + 1) * cellSide);
      open.push(`${x - 1} ${y}`, `${x + 1} ${y}`, `${x} ${y - 1}`, `${x} ${y + 1}`);
    }
    if (cells.length > 0) patches.push({ cells, box });
  }
  return patches;
}

function clip(box: Box, { width, height }: RawImage): Box {
  return { ...box, x1: Math.min(box.x1, width), y1: Math.min(box.y1, height) };
}
