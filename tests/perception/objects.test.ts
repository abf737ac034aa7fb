import { describe, expect, test } from 'vitest';
import { decodeObjects, objectKinds } from '../../src/perception/objects.js';

function maps(width: number, height: number) {
  const peaks = { data: new Float32Array(80 * width * height), dims: [1, 80, height, width] };
  const reaches = { data: new Float32Array(4 * width * height), dims: [1, 4, height, width] };
  return { peaks, reaches };
}

describe('decoding objects', () => {
  test('puts a box around a peak by its four reaches', () => {
    const { peaks, reaches } = maps(8, 4);
    const cell = 2 * 8 + 5;
    peaks.data[objectKinds.indexOf('car') * 32 + cell] = 0.75;
    [3, 2, 7, 4].forEach((reach, side) => (reaches.data[side * 32 + cell] = reach));
    expect(decodeObjects(peaks, reaches, 0.5)).toEqual([
      { kind: 'car', box: { x0: 17, y0: 6, x1: 27, y1: 12 }, score: 0.75 },
    ]);
  });

  test('leaves out what scores too low', () => {
    const { peaks, reaches } = maps(2, 2);
    peaks.data[0] = 0.49;
    expect(decodeObjects(peaks, reaches, 0.5)).toEqual([]);
  });

  test('has the 80 kinds of COCO, each once', () => {
    expect(new Set(objectKinds).size).toBe(80);
    expect([objectKinds[0], objectKinds[79]]).toEqual(['person', 'toothbrush']);
  });
});
