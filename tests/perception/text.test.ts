import { describe, expect, test } from 'vitest';
import { boxArea, shareInside } from '../../src/core/geometry.js';
import { labels, type Label } from '../../src/core/region.js';
import { createNetworks, type Networks } from '../../src/networks/weights.js';
import type { DetectRequest } from '../../src/perception/detector.js';
import { text } from '../../src/perception/text.js';
import { drawBox, drawPlain, drawText } from '../support/draw.js';

const networks = createNetworks({ threads: 1 });

function request(wanted: readonly Label[], more: Partial<DetectRequest> = {}): DetectRequest {
  const thresholds = Object.fromEntries(
    labels.map((label) => [label, text.thresholds[label] ?? { low: 0.5, sure: 0.7 }]),
  );
  return {
    labels: new Set(wanted),
    effort: 'fast',
    thresholds: thresholds as DetectRequest['thresholds'],
    ...more,
  };
}

/** The same networks, and how often each was run. */
function counted(): { networks: Networks; runs: Record<string, number> } {
  const runs: Record<string, number> = {};
  return {
    runs,
    networks: {
      ...networks,
      async get(id) {
        const network = await networks.get(id);
        return {
          ...network,
          run(inputs) {
            runs[id] = (runs[id] ?? 0) + 1;
            return network.run(inputs);
          },
        };
      },
    },
  };
}

function drawStreet() {
  const image = drawPlain(640, 480, '#8a8f94');
  const phone = drawText(image, 'TEL 555-123-4567', { x: 40, y: 60 }, 4);
  const rim = { x0: 300, y0: 300, x1: 520, y1: 356 };
  drawBox(image, rim, '#101010');
  drawBox(image, { x0: 303, y0: 303, x1: 517, y1: 353 }, '#f4f4f4');
  drawText(image, 'B 172 WAW', { x: 326, y: 314 }, 4);
  return { image, phone, rim };
}

describe('the text detector', () => {
  test('covers drawn text and tells its kind', async () => {
    const { image, phone } = drawStreet();
    const found = await text.detect(image, request(['text']), networks);
    const covering = found.filter(({ box }) => shareInside(phone, box) > 0.95);
    expect(covering.map(({ label, kind }) => [label, kind])).toEqual([['text', 'phone']]);
    expect(covering[0].outline).toHaveLength(4);
    expect(found.every(({ label }) => label === 'text')).toBe(true);
  });

  test('covers a drawn plate to its rim and takes nothing else for one', async () => {
    const { image, rim } = drawStreet();
    const found = await text.detect(image, request(['plate']), networks);
    expect(found.map(({ label }) => label)).toEqual(['plate']);
    expect(shareInside(rim, found[0].box)).toBeGreaterThan(0.95);
    expect(boxArea(found[0].box)).toBeLessThan(2 * boxArea(rim));
    expect(found[0].doubt).toBeUndefined();
  });

  test('searches the picture once for both labels, and a sure plate is no text as well', async () => {
    const { image, rim } = drawStreet();
    const { networks: watched, runs } = counted();
    const found = await text.detect(image, request(['text', 'plate']), watched);
    expect(runs['text-detection']).toBe(1);
    const onPlate = found.filter(({ box }) => shareInside(box, rim) > 0.5);
    expect(onPlate.map(({ label }) => label)).toEqual(['plate']);
  });

  test('runs nothing for other labels', async () => {
    const { networks: watched, runs } = counted();
    expect(await text.detect(drawStreet().image, request(['face', 'code']), watched)).toEqual([]);
    expect(runs).toEqual({});
  });

  test('does not read where kinds do not matter', async () => {
    const { image } = drawStreet();
    const { networks: watched, runs } = counted();
    const unread = await text.detect(image, request(['text'], { readText: false }), watched);
    expect(Object.keys(runs)).toEqual(['text-detection']);
    expect(unread.length).toBeGreaterThan(0);
    expect(unread.every((detection) => detection.kind === undefined)).toBe(true);
  });

  test('runs on an empty picture and looks for no vehicle there', async () => {
    const { networks: watched, runs } = counted();
    expect(await text.detect(drawPlain(320, 200), request(['text', 'plate']), watched)).toEqual([]);
    expect(Object.keys(runs)).toEqual(['text-detection']);
  });

  test('finds text that stands only in the transparency', async () => {
    const image = drawPlain(400, 120, '#000000', 4);
    const drawn = drawPlain(400, 120, '#ffffff');
    const truth = drawText(drawn, 'SMITH', { x: 40, y: 40 }, 5);
    for (let i = 0; i < 400 * 120; i++) image.data[4 * i + 3] = 255 - drawn.data[3 * i];
    const found = await text.detect(image, request(['text']), networks);
    expect(found.some(({ box }) => shareInside(truth, box) > 0.9)).toBe(true);
  });

  test('finds the same twice, and leaves the picture as it was', async () => {
    const { image } = drawStreet();
    const before = image.data.slice();
    const first = await text.detect(image, request(['text', 'plate']), networks);
    expect(await text.detect(image, request(['text', 'plate']), networks)).toEqual(first);
    expect(image.data).toEqual(before);
  });
});
