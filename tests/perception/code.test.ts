import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { prepareZXingModule, writeBarcode, type WriteInputBarcodeFormat } from 'zxing-wasm/writer';
import { shareInside, type Box } from '../../src/core/geometry.js';
import type { RawImage } from '../../src/core/image.js';
import { labels, type Label } from '../../src/core/region.js';
import { createNetworks } from '../../src/networks/weights.js';
import { code } from '../../src/perception/code.js';
import type { DetectRequest, Effort } from '../../src/perception/detector.js';
import { drawBox, drawGradient, drawNoise, drawText } from '../support/draw.js';

const networks = createNetworks({ threads: 1 });

function request(effort: Effort = 'fast', wanted: readonly Label[] = ['code']): DetectRequest {
  const thresholds = Object.fromEntries(labels.map((label) => [label, { low: 0.3, sure: 0.8 }]));
  return {
    labels: new Set(wanted),
    effort,
    thresholds: thresholds as DetectRequest['thresholds'],
  };
}

/** Draws a symbol on a white card, `scale` pixels a module; returns the box of its modules. */
async function drawCode(
  image: RawImage,
  x: number,
  y: number,
  scale: number,
  format: WriteInputBarcodeFormat = 'QRCode',
  contents = 'https://example.org',
): Promise<Box> {
  const { symbol } = await writeBarcode(contents, { format });
  if (!symbol) throw new Error(`${format} could not be drawn`);
  const box = { x0: x, y0: y, x1: x + symbol.width * scale, y1: y + symbol.height * scale };
  const quiet = 12 * scale;
  drawBox(
    image,
    { x0: box.x0 - quiet, y0: box.y0 - quiet, x1: box.x1 + quiet, y1: box.y1 + quiet },
    '#ffffff',
  );
  for (let row = 0; row < symbol.height; row++) {
    for (let column = 0; column < symbol.width; column++) {
      if (symbol.data[row * symbol.width + column] > 127) continue;
      const [x0, y0] = [x + column * scale, y + row * scale];
      drawBox(image, { x0, y0, x1: x0 + scale, y1: y0 + scale }, '#000000');
    }
  }
  return box;
}

/** Mirrors a square picture along its diagonal. */
function transpose({ data, width, channels }: RawImage): void {
  const before = data.slice();
  for (let i = 0; i < width * width; i++) {
    const from = ((i % width) * width + Math.floor(i / width)) * channels;
    data.set(before.subarray(from, from + channels), i * channels);
  }
}

beforeAll(async () => {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm');
  const { buffer, byteOffset, byteLength } = await readFile(file);
  const wasmBinary = buffer.slice(byteOffset, byteOffset + byteLength);
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
});

describe('codes', () => {
  const connect = vi.fn(() => Promise.reject(new Error('the network was asked')));
  beforeEach(() => vi.stubGlobal('fetch', connect));
  afterEach(() => vi.unstubAllGlobals());

  test.each<[WriteInputBarcodeFormat, string]>([
    ['QRCode', 'https://example.org/someone'],
    ['DataMatrix', 'ticket 123456'],
    ['Aztec', 'boarding pass of somebody'],
    ['PDF417', 'a driver’s licence'],
    ['EAN13', '5901234123457'],
    ['Code128', 'PARCEL-123456'],
  ])('of the kind %s are covered whole, without asking the network', async (format, contents) => {
    const image = drawGradient(640, 420);
    const truth = await drawCode(image, 90, 110, 3, format, contents);
    const [found, ...others] = await code.detect(image, request(), networks);
    expect(others).toEqual([]);
    expect(shareInside(truth, found.box)).toBe(1);
    expect(found.doubt).toBeUndefined();
    expect(connect).not.toHaveBeenCalled();
  });

  test('are found several at a time, each once', async () => {
    const image = drawGradient(900, 500, 4);
    const truth = [
      await drawCode(image, 60, 80, 4),
      await drawCode(image, 500, 200, 5, 'QRCode', 'another'),
      await drawCode(image, 300, 60, 2, 'EAN13', '5901234123457'),
    ];
    const found = await code.detect(image, request('balanced'), networks);
    expect(found).toHaveLength(3);
    for (const box of truth) {
      expect(found.filter((detection) => shareInside(box, detection.box) === 1)).toHaveLength(1);
    }
  });

  test('that are damaged beyond reading are found and doubtful', async () => {
    const image = drawGradient(400, 400);
    const truth = await drawCode(image, 120, 120, 5);
    const middle = { x0: 165, y0: 165, x1: 215, y1: 215 };
    drawBox(image, middle, '#808080');
    const [found] = await code.detect(image, request('thorough'), networks);
    expect(shareInside(truth, found.box)).toBe(1);
    expect(found.doubt).toMatch(/could not be read/);
    expect(found.score).toBeLessThan(0.8);
  });

  test.each([
    ['lying', false],
    ['standing', true],
  ])('of bars that cannot be read are found %s', async (_, turned) => {
    const image = drawGradient(500, 500);
    const truth = { x0: 120, y0: 160, x1: 360, y1: 230 };
    drawBox(image, { x0: 80, y0: 80, x1: 400, y1: 400 }, '#ffffff');
    // Bars of no code's pattern.
    for (let x = truth.x0, i = 0; x < truth.x1; x += 5, i++) {
      drawBox(image, { ...truth, x0: x, x1: x + 2 + (i % 2) }, '#000000');
    }
    if (turned) transpose(image);
    const [found] = await code.detect(image, request(), networks);
    const { x0, y0, x1, y1 } = truth;
    const box = turned ? { x0: y0, y0: x0, x1: y1, y1: x1 } : truth;
    expect(shareInside(box, found.box)).toBeGreaterThan(0.98);
    expect(found.doubt).toMatch(/could not be read/);
  });

  test('are not seen in text', async () => {
    const image = drawGradient(500, 200);
    for (let row = 0; row < 4; row++) {
      drawText(image, 'ILLUMINATED HILLS AND MILLS', { x: 8, y: 10 + 45 * row }, 3, '#ffffff');
    }
    expect(await code.detect(image, request('balanced'), networks)).toEqual([]);
  });

  test('are not seen in noise, gradients or an empty pixel', async () => {
    for (const image of [drawNoise(300, 200, 1), drawGradient(300, 200), drawNoise(1, 1, 2)]) {
      expect(await code.detect(image, request('thorough'), networks)).toEqual([]);
    }
  });

  test('are not looked for when nobody asks', async () => {
    const image = drawGradient(300, 300);
    await drawCode(image, 60, 60, 5);
    expect(await code.detect(image, request('fast', ['face']), networks)).toEqual([]);
  });
});
