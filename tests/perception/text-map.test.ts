import { describe, expect, test } from 'vitest';
import { findComponents } from '../../src/perception/text/components.js';
import { decodeCtc, parseCharacters } from '../../src/perception/text/ctc.js';
import { lineOf, mapReading, mergeLines, readMap } from '../../src/perception/text/detect.js';
import { planTiles, writeTile } from '../../src/perception/text/probability-map.js';
import {
  cornersOf,
  intersectConvex,
  minimumAreaBox,
  polygonArea,
  type RotatedBox,
} from '../../src/perception/text/rotated-box.js';

/** A map from rows of characters: `#` is text for certain, `+` half, anything else none. */
function drawMap(...rows: string[]) {
  const width = rows[0].length;
  const data = Uint8Array.from(rows.join(''), (sign) => ({ '#': 255, '+': 128 })[sign] ?? 0);
  return { data, width, height: rows.length };
}

function box(x: number, y: number, width: number, height: number, angle = 0): RotatedBox {
  return { centre: { x, y }, width, height, angle };
}

describe('components of a probability map', () => {
  test('hold what touches by a corner and part what does not touch', () => {
    const map = drawMap('##...#', '..#..#', '......', '#.....');
    expect(findComponents(map, 200).map(({ area }) => area)).toEqual([3, 2, 1]);
  });

  test('join arms that meet only further down', () => {
    const map = drawMap('#.#.#', '#.#.#', '#####');
    expect(findComponents(map, 200).map(({ area }) => area)).toEqual([11]);
  });

  test('reach the last row and column', () => {
    const [component] = findComponents(drawMap('...', '..#'), 200);
    expect(component.corners).toContainEqual({ x: 3, y: 2 });
  });

  test('agree with a flood fill on a random map', () => {
    let state = 1;
    const next = () => (state = (state * 48271) % 2147483647);
    const [width, height] = [61, 47];
    const data = Uint8Array.from({ length: width * height }, () => (next() % 5 < 2 ? 255 : 0));
    const found = findComponents({ data, width, height }, 200).map(({ area }) => area);
    expect(found.sort()).toEqual(floodAreas(data, width, height).sort());
  });
});

describe('the smallest rectangle around points', () => {
  test.each([0, 0.3, -0.7, Math.PI / 4])('finds a rectangle turned by %s again', (angle) => {
    const turned = box(50, 40, 30, 8, angle);
    const found = minimumAreaBox([...cornersOf(turned), { x: 50, y: 40 }]);
    expect(found.centre.x).toBeCloseTo(50, 9);
    expect(found.centre.y).toBeCloseTo(40, 9);
    expect([found.width, found.height, found.angle]).toEqual([
      expect.closeTo(30, 9),
      expect.closeTo(8, 9),
      expect.closeTo(angle, 9),
    ]);
  });

  test('of upright text is higher than wide, never turned further than 45°', () => {
    const found = minimumAreaBox(cornersOf(box(0, 0, 30, 8, Math.PI / 2)));
    expect([found.width, found.height, found.angle]).toEqual([
      expect.closeTo(8, 9),
      expect.closeTo(30, 9),
      expect.closeTo(0, 9),
    ]);
  });

  test('of one point has no area', () => {
    expect(minimumAreaBox([{ x: 3, y: 4 }])).toMatchObject({ centre: { x: 3, y: 4 }, width: 0 });
  });
});

test('two squares that overlap by a quarter share a quarter', () => {
  const shared = intersectConvex(cornersOf(box(0, 0, 2, 2)), cornersOf(box(1, 1, 2, 2)));
  expect(polygonArea(shared)).toBeCloseTo(1, 9);
  expect(intersectConvex(cornersOf(box(0, 0, 2, 2)), cornersOf(box(9, 9, 2, 2)))).toEqual([]);
});

describe('reading a probability map', () => {
  const line = drawMap(
    '............',
    '..########..',
    '..########..',
    '..########..',
    '............',
  );

  test('grows a patch by its area over its perimeter', () => {
    const [found] = readMap(line, mapReading);
    const offset = (8 * 3 * mapReading.unclip) / 22;
    expect(found.box.width).toBeCloseTo(8 + 2 * offset, 9);
    expect(found.box.height).toBeCloseTo(3 + 2 * offset, 9);
    expect(found.box.centre).toEqual({ x: 6, y: 2.5 });
    expect(found.score).toBeCloseTo(1, 9);
  });

  test('scores a patch by all of its rectangle, holes included', () => {
    const half = drawMap('####', '++++', '####', '++++');
    expect(readMap(half, mapReading)[0].score).toBeCloseTo((1 + 128 / 255) / 2, 9);
  });

  test('drops what is too thin or too faint', () => {
    expect(readMap(drawMap('......', '.####.', '......'), mapReading)).toEqual([]);
    expect(readMap(drawMap('++++', '++++', '++++'), { ...mapReading, lowest: 0.6 })).toEqual([]);
  });
});

describe('tiles', () => {
  test.each([
    [700, 500],
    [1280, 720],
    [3000, 2100],
    [1281, 1281],
  ])('of %i × %i speak for every pixel exactly once', (width, height) => {
    const map = { data: new Uint8Array(width * height), width, height };
    const spoken = new Uint8Array(width * height);
    for (const tile of planTiles(width, height, 1280, 160)) {
      expect(tile.x1 - tile.x0).toBeLessThanOrEqual(1280);
      const { core } = tile;
      for (let y = core.y0; y < core.y1; y++) {
        for (let x = core.x0; x < core.x1; x++) spoken[y * width + x]++;
      }
      const rowLength = tile.x1 - tile.x0 + 7;
      writeTile(map, tile, new Float32Array(rowLength * (tile.y1 - tile.y0)).fill(1), rowLength);
    }
    expect(spoken.every((count) => count === 1)).toBe(true);
    expect(map.data.every((value) => value === 255)).toBe(true);
  });

  test('place what was said of a pixel at that pixel', () => {
    const map = { data: new Uint8Array(2000), width: 2000, height: 1 };
    for (const tile of planTiles(2000, 1, 1280, 160)) {
      const length = tile.x1 - tile.x0;
      const said = Float32Array.from({ length }, (_, x) => ((tile.x0 + x) % 256) / 255);
      writeTile(map, tile, said, length);
    }
    expect([...map.data]).toEqual(Array.from({ length: 2000 }, (_, x) => x % 256));
  });
});

describe('merging lines of several looks', () => {
  const line = lineOf(box(100, 50, 80, 20), 0.9, 1);

  test('drops a line that another of its height holds', () => {
    expect(mergeLines([lineOf(box(100, 50, 60, 18), 0.95, 1), line])).toEqual([line]);
  });

  test('keeps small lines inside a patch over a whole paragraph', () => {
    const paragraph = lineOf(box(100, 80, 120, 100), 0.6, 1);
    expect(mergeLines([line, paragraph])).toEqual([paragraph, line]);
  });

  test('keeps neighbours that overlap a little', () => {
    const next = lineOf(box(100, 66, 80, 20), 0.9, 1);
    expect(mergeLines([line, next])).toHaveLength(2);
  });
});

describe('decoding what a recogniser said', () => {
  const characters = ['', 'a', 'b', ' '];
  const decode = (...steps: number[][]) =>
    decodeCtc(Float32Array.from(steps.flat()), steps.length, characters);
  const [blank, a, b] = [0, 1, 2].map((best) =>
    Array.from({ length: 4 }, (_, i) => (i === best ? 0.75 : 0.25 / 3)),
  );

  test('drops repeats and blanks, and keeps a letter that a blank parts from its like', () => {
    expect(decode(blank, a, a, blank, a, b, b).text).toBe('aab');
  });

  test('gives the mean confidence of the characters it kept, and none for nothing', () => {
    expect(decode(a, blank, [0, 0, 0.5, 0]).confidence).toBeCloseTo((0.75 + 0.5) / 2, 6);
    expect(decode(blank, blank)).toEqual({ text: '', confidence: 0 });
  });

  test('takes the characters of a file between the blank and the space', () => {
    expect(parseCharacters("'\nx\r\ny\n")).toEqual(['', "'", 'x', 'y', ' ']);
  });
});

/** Areas of the 8-connected patches, by flood fill. */
function floodAreas(data: Uint8Array, width: number, height: number): number[] {
  const seen = new Set<number>();
  const areas: number[] = [];
  for (let start = 0; start < data.length; start++) {
    if (data[start] < 200 || seen.has(start)) continue;
    const open = [start];
    seen.add(start);
    let area = 0;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      area++;
      const x = at % width;
      const y = Math.floor(at / width);
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const to = (y + dy) * width + x + dx;
          const outside = x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height;
          if (outside || data[to] < 200 || seen.has(to)) continue;
          seen.add(to);
          open.push(to);
        }
      }
    }
    areas.push(area);
  }
  return areas;
}
