import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Box } from '../../src/core/geometry.js';
import { readImageFile } from '../../src/io/image.js';
import type { Tensor } from '../../src/networks/session.js';
import { createNetworks, type Networks } from '../../src/networks/weights.js';
import { findHandsBefore } from '../../src/perception/hands.js';
import { addMeshes } from '../../src/perception/mesh.js';
import { drawPlain } from '../support/draw.js';
import { makeRegion } from '../support/region.js';
import { fakeNetwork, openHand, palmDetector } from './drawn-hand.js';

const face: Box = { x0: 100, y0: 80, x1: 220, y1: 240 };
const image = drawPlain(320, 320, '#c08868');
const area: Box = { x0: 60, y0: 40, x1: 260, y1: 280 };

/** A mesh whose points fill an ellipse in a box. */
function ovalIn({ x0, y0, x1, y1 }: Box): number[] {
  return Array.from({ length: 468 }, (_, at) => {
    const share = Math.sqrt((at % 18) / 17);
    return [
      (x0 + x1) / 2 + ((x1 - x0) / 2) * share * Math.cos(at),
      (y0 + y1) / 2 + ((y1 - y0) / 2) * share * Math.sin(at),
      0,
    ];
  }).flat();
}

/** What the network for joints answers at one look after the other. */
interface Look {
  readonly presence?: number;
  /** By how much all joints lie aside in the picture, in input pixels. */
  readonly aside?: number;
}

/** Networks that see one palm, by the face's chin, and a hand of a size in each crop. */
function seeing(looks: readonly Look[], size = 1, logit = 5) {
  const asked: string[] = [];
  const joints = fakeNetwork('hand-joints', () => {
    const look = asked.filter((id) => id === 'look').length;
    const { presence = 0.99, aside = 0 } = looks[look] ?? {};
    asked.push('look');
    const data = Float32Array.from(openHand, (value, at) => {
      if (at % 3 === 2) return 0;
      const fromMiddle = size * (value - 100) + (at % 3 === 0 ? aside : 0);
      // The third look sees the picture mirrored.
      return 112 + (at % 3 === 0 && look === 2 ? -fromMiddle : fromMiddle);
    });
    const of = (value: Float32Array): Tensor => ({ data: value, dims: [1, value.length] });
    return { joints: of(data), presence: of(Float32Array.of(presence)) };
  });
  const palms = palmDetector([
    {
      ...{ stride: 16, column: 5, row: 7, logit, box: [0, 0, 34, 34] },
      points: [[0, 12], [0, 0], [0, -12]], // prettier-ignore
    },
  ]);
  const networks: Networks = {
    ...createNetworks({ threads: 1 }),
    get: (id) => {
      asked.push(id);
      return Promise.resolve(id === 'hand-palm' ? palms : joints);
    },
  };
  return { networks, asked };
}

const find = (looks: readonly Look[], size?: number, logit?: number) =>
  findHandsBefore(image, ovalIn(face), area, seeing(looks, size, logit).networks);

describe('findHandsBefore', () => {
  it('masks a hand that every look agrees about, and little else', async () => {
    const mask = await find([]);
    expect(mask).toHaveLength(200 * 240);
    const share = mask!.reduce((sum, value) => sum + value / 255, 0) / mask!.length;
    expect(share).toBeGreaterThan(0.03);
    expect(share).toBeLessThan(0.3);
  });

  it('wants every look to be sure', async () => {
    for (const doubtful of [0, 1, 2]) {
      const looks = [0, 1, 2].map((at) => (at === doubtful ? { presence: 0.85 } : {}));
      expect(await find(looks), `look ${doubtful}`).toBeUndefined();
    }
  });

  it('wants the two nearer looks, one of them mirrored, to agree where the joints are', async () => {
    expect(await find([{}, { aside: 30 }, { aside: -30 }])).toBeUndefined();
    expect(await find([{}, { aside: 30 }, { aside: 30 }])).toBeDefined();
  });

  it('takes what is far too small or too large for a hand for none', async () => {
    for (const size of [0.2, 3]) expect(await find([], size), `size ${size}`).toBeUndefined();
  });

  it('asks for no joints where no palm is likely', async () => {
    const { networks, asked } = seeing([], 1, 0.5);
    expect(await findHandsBefore(image, ovalIn(face), area, networks)).toBeUndefined();
    expect(asked).toEqual(['hand-palm']);
  });

  it('asks no network at all about a face of a few pixels', async () => {
    const { networks, asked } = seeing([]);
    const small = { x0: 100, y0: 80, x1: 130, y1: 127 };
    expect(await findHandsBefore(image, ovalIn(small), area, networks)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('leaves no more of a face than a third', async () => {
    expect(await find([], 1)).toBeDefined();
    expect(await find([], 1.5)).toBeUndefined();
  });
});

describe('the networks of this installation', () => {
  const data = process.env['GUISE_DATA'];
  const networks = createNetworks({ threads: 1 });
  /** Where the face of these pictures is: they are aligned by the eyes. */
  const { mesh: _mesh, landmarks: _landmarks, ...aligned } = makeRegion({ x0: 70, y0: 65, x1: 180, y1: 195 }); // prettier-ignore

  const maskOf = async (name: string) => {
    const picture = await readImageFile(path.join(data ?? '', 'people/grey', name));
    const [{ mesh = [] }] = await addMeshes(picture, [aligned], networks);
    const whole = { x0: 0, y0: 0, x1: picture.width, y1: picture.height };
    expect(mesh, name).toHaveLength(3 * 468);
    return findHandsBefore(picture, mesh, whole, networks);
  };

  it.skipIf(!data)('find hands at faces, and none where there are none (GUISE_DATA)', async () => {
    for (const name of ['pd7ecad49/00.jpg', 'p21f400b0/00.jpg', 'pfbe11931/03.jpg']) {
      expect(await maskOf(name), name).toBeDefined();
    }
    // In the last two, the palm detector sees a palm in the face.
    for (const name of ['p000406ed/00.jpg', 'p2692d424/02.jpg', 'p31268887/01.jpg']) {
      expect(await maskOf(name), name).toBeUndefined();
    }
  });
});
