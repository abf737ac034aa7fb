import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { detectors, marker } from '../../examples/extend/detector/marker.js';
import { labels, regionSchema, type Label } from '../../src/core/region.js';
import { createNetworks } from '../../src/networks/weights.js';
import type { DetectRequest } from '../../src/perception/detector.js';
import { drawBox, drawGradient } from '../support/draw.js';

const networks = createNetworks({ threads: 1 });

function request(...wanted: Label[]): DetectRequest {
  const thresholds = Object.fromEntries(labels.map((label) => [label, { low: 0.5, sure: 0.9 }]));
  return {
    labels: new Set(wanted),
    effort: 'fast',
    thresholds: thresholds as DetectRequest['thresholds'],
  };
}

describe('the example of a detector', () => {
  test('finds two marked places down to the last row and column', async () => {
    const image = drawGradient(101, 67);
    drawBox(image, { x0: 8, y0: 16, x1: 48, y1: 32 }, '#ff00ff');
    drawBox(image, { x0: 80, y0: 48, x1: 101, y1: 67 }, '#ff00ff');
    const found = await marker.detect(image, request('text'), networks);
    expect(found.map(({ box }) => box)).toEqual([
      { x0: 8, y0: 16, x1: 48, y1: 32 },
      { x0: 80, y0: 48, x1: 101, y1: 67 },
    ]);
    expect(found.map(({ doubt }) => doubt === undefined)).toEqual([true, false]);
    for (const region of found) {
      expect(regionSchema.safeParse({ ...region, id: 'r1' }).success).toBe(true);
    }
  });

  test('looks for nothing when its label is not asked for', async () => {
    const image = drawGradient(64, 64);
    drawBox(image, { x0: 8, y0: 8, x1: 48, y1: 48 }, '#ff00ff');
    expect(await marker.detect(image, request('face'), networks)).toEqual([]);
  });

  test('is exported as a plug-in module must be', () => {
    expect(detectors).toEqual([marker]);
  });

  test('stands in the guide as it is', async () => {
    const guide = await readFile('docs/extend/detector.md', 'utf8');
    const example = await readFile('examples/extend/detector/marker.ts', 'utf8');
    expect(guide).toContain(example.trim());
  });
});
