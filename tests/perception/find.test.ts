import { describe, expect, test } from 'vitest';
import { createImage } from '../../src/core/image.js';
import { labels, type Detection, type Label } from '../../src/core/region.js';
import { createNetworks } from '../../src/networks/weights.js';
import {
  defineDetector,
  type Detector,
  type DetectRequest,
} from '../../src/perception/detector.js';
import { findRegions, inReadingOrder } from '../../src/perception/find.js';

const image = createImage(100, 100);
const networks = createNetworks({ threads: 1 });

function at(label: Label, x0: number, y0: number, size = 10, score = 0.9): Detection {
  const box = { x0, y0, x1: x0 + size, y1: y0 + size };
  return { label, box, score, origin: { by: 'network', detector: label, networks: [] } };
}

function detector(id: string, served: readonly Label[], found: readonly Detection[]): Detector {
  return defineDetector({
    id,
    summary: id,
    labels: served,
    networks: [],
    thresholds: {},
    detect: (_image, request) =>
      Promise.resolve(found.filter(({ label }) => request.labels.has(label))),
  });
}

function request(...wanted: Label[]): DetectRequest {
  const thresholds = Object.fromEntries(labels.map((label) => [label, { low: 0.3, sure: 0.8 }]));
  return {
    labels: new Set(wanted),
    effort: 'fast',
    thresholds: thresholds as DetectRequest['thresholds'],
  };
}

function find(wanted: Label[], detectors: Detector[], known: Detection[] = []) {
  const byId = new Map(detectors.map((one) => [one.id, one]));
  return findRegions(image, request(...wanted), byId, networks, known);
}

describe('findRegions', () => {
  test('does not run detectors of labels that nobody asked for', async () => {
    const broken: Detector = {
      ...detector('text', ['text'], []),
      detect: () => Promise.reject(new Error('it ran')),
    };
    await expect(find(['face'], [broken])).resolves.toEqual([]);
  });

  test('numbers the regions in reading order, whatever the order of the detectors', async () => {
    const faces = detector('face', ['face'], [at('face', 60, 12), at('face', 5, 70)]);
    const plates = detector('plate', ['plate'], [at('plate', 5, 10)]);
    const one = await find(['face', 'plate'], [faces, plates]);
    expect(one.map(({ id, label }) => [id, label])).toEqual([
      ['r1', 'plate'],
      ['r2', 'face'],
      ['r3', 'face'],
    ]);
    expect(await find(['face', 'plate'], [plates, faces])).toEqual(one);
  });

  test('keeps the surer of two findings of one thing, and both when the labels differ', async () => {
    const faces = detector('face', ['face'], [at('face', 10, 10, 20, 0.5), at('face', 11, 10, 20)]);
    const persons = detector('person', ['person'], [at('person', 10, 10, 20)]);
    const found = await find(['face', 'person'], [faces, persons]);
    expect(found.map(({ label, score }) => [label, score])).toEqual([
      ['person', 0.9],
      ['face', 0.9],
    ]);
  });

  test('what is known already wins over what is found in the same place', async () => {
    const known: Detection = {
      ...at('face', 10, 10, 20, 0.4),
      origin: { by: 'labels', file: 'a' },
    };
    const found = await find(
      ['face'],
      [detector('face', ['face'], [at('face', 11, 10, 20)])],
      [known],
    );
    expect(found).toEqual([{ ...known, id: 'r1' }]);
  });

  test('keeps every known region, also where two of them overlap', async () => {
    const known = [10, 12].map((x): Detection => {
      return { ...at('face', x, 10, 30), origin: { by: 'labels', file: 'drawn' } };
    });
    const found = await find(['face'], [], known);
    expect(found.map(({ box }) => box.x0)).toEqual([10, 12]);
  });

  test('a head counts only where no face lies in it, even when faces were not asked for', async () => {
    const faces = detector('face', ['face'], [at('face', 12, 12)]);
    const persons = detector('person', ['head'], [at('head', 10, 10, 20), at('head', 60, 10, 20)]);
    const found = await find(['head'], [faces, persons]);
    expect(found.map(({ label, box }) => [label, box.x0])).toEqual([['head', 60]]);
  });

  test('clips boxes to the picture and drops those outside', async () => {
    const faces = detector('face', ['face'], [at('face', -5, 95), at('face', 200, 0)]);
    const found = await find(['face'], [faces]);
    expect(found.map(({ box }) => box)).toEqual([{ x0: 0, y0: 95, x1: 5, y1: 100 }]);
  });
});

test('rows are read from left to right although their members differ in height', () => {
  const order = inReadingOrder([
    at('face', 50, 3),
    at('face', 80, 0),
    at('face', 10, 4),
    at('face', 0, 40),
  ]);
  expect(order.map(({ box }) => box.x0)).toEqual([10, 50, 80, 0]);
});
