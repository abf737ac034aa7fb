import { describe, expect, it } from 'vitest';
import { identityAxes } from '../../src/face-model/axes.js';
import { canonicalPoints } from '../../src/face-model/canonical.js';
import { textureSize } from '../../src/face-model/face.js';
import { formPoints } from '../../src/face-model/form.js';
import {
  createDetailedSum,
  describeFace,
  drawPerson,
  fewestPeople,
  learnPopulation,
  personOf,
  readDescription,
  readPerson,
  readPopulation,
  rowOfFace,
  writePerson,
  type FaceSample,
  type GalleryFace,
} from '../../src/face-model/population.js';
import { distanceToNearest, drawPlace } from '../../src/face-model/population/draw.js';
import {
  compactTexture,
  expandTexture,
  lumaSide,
} from '../../src/face-model/population/texture.js';
import { createFaceSum, rowParts, type FaceSum } from '../../src/face-model/population/row.js';
import { placeInSpace } from '../../src/face-model/population/space.js';
import { placePoints } from '../../src/face-model/pose.js';
import { createMatrix, rowOf } from '../../src/numbers/matrix.js';
import { describeMadeUp, streamOf } from '../support/described-faces.js';
import { drawGradient, drawPlain, seeded } from '../support/draw.js';

const face = { rotation: [1, 0, 0, 0, 1, 0, 0, 0, 1], scale: 12, x: 150, y: 150 };

function gallery(people: number, pictures = 1): GalleryFace[] {
  return Array.from({ length: people * pictures }, (_, at) => {
    const person = at % people;
    const description = describeMadeUp(person, Math.floor(at / people));
    return { item: `${at}.png`, region: '0:r1', person: `p${person}`, description };
  });
}

describe('describeFace', () => {
  it('describes a face in JSON that can be read again', () => {
    const mesh = placePoints(canonicalPoints, face);
    const description = describeFace(drawGradient(300, 300), mesh);
    const stored: unknown = JSON.parse(JSON.stringify(description));
    expect(stored).toEqual(description);
    expect(JSON.stringify(description).length).toBeLessThan(30_000);
    expect(readDescription(stored).luma).toHaveLength(lumaSide ** 2);
  });

  it('tells proportions apart from pose', () => {
    const identity = identityAxes.map((_, axis) => (axis === 0 ? 2 : 0));
    const points = formPoints({ identity, expression: [] });
    const [c, s] = [Math.cos(0.3), Math.sin(0.3)];
    const turned = { ...face, rotation: [c, 0, s, 0, 1, 0, -s, 0, c] };
    const image = drawPlain(300, 300, '#a08070');
    const [there, turnedAway, other] = [
      placePoints(points, face),
      placePoints(points, turned),
      placePoints(formPoints({ identity: [], expression: [] }), face),
    ].map((mesh) => describeFace(image, mesh).identity[0] / 1000);
    expect(Math.abs(there - turnedAway)).toBeLessThan(0.3);
    expect(there - other).toBeGreaterThan(1);
  });

  it('takes the light off: a face lit from the side is as light on both sides', () => {
    const mesh = placePoints(canonicalPoints, face);
    const image = drawPlain(300, 300);
    for (let i = 0; i < 300 * 300; i++) image.data.fill(90 + (i % 300) / 3, 3 * i, 3 * i + 3);
    const { luma } = readDescription(describeFace(image, mesh));
    const cheek = (column: number) => luma[Math.round(0.55 * lumaSide) * lumaSide + column];
    const [right, left] = [cheek(40), cheek(lumaSide - 41)];
    const seen = (x: number) => 90 + x / 3;
    expect(Math.abs(left - right)).toBeLessThan(0.5 * (seen(190) - seen(110)));
  });

  it.each(['truncated', 'of another model'])('refuses a description that is %s', (fault) => {
    const description = describeMadeUp(1);
    const wrong =
      fault === 'truncated'
        ? { ...description, luma: description.luma.slice(0, 100) }
        : { ...description, identity: [1, 2, 3] };
    expect(() => readDescription(wrong)).toThrow(RangeError);
  });
});

describe('a compact texture', () => {
  const whole = new Uint8Array(textureSize ** 2).fill(255);

  it('comes back in full size with its colours', () => {
    const texture = drawGradient(textureSize, textureSize);
    const { luma, chroma, seen } = compactTexture(texture, whole);
    expect([...new Set(seen)]).toEqual([255]);
    const back = expandTexture(luma, chroma);
    let worst = 0;
    for (let y = 8; y < textureSize - 8; y++) {
      for (let at = 3 * (y * textureSize + 8); at < 3 * ((y + 1) * textureSize - 8); at++) {
        worst = Math.max(worst, Math.abs(back.data[at] - texture.data[at]));
      }
    }
    expect(worst).toBeLessThanOrEqual(5);
  });

  it('takes what was not seen from the other side of the face', () => {
    const texture = drawPlain(textureSize, textureSize, '#c08060');
    const half = whole.map((_, i) => (i % textureSize < textureSize / 2 ? 255 : 0));
    for (let i = 0; i < half.length; i++) if (half[i] === 0) texture.data.fill(0, 3 * i, 3 * i + 3);
    const { luma, seen } = compactTexture(texture, half);
    expect(Math.min(...luma)).toBeGreaterThan(0.95 * Math.max(...luma));
    expect([...new Set(seen)].sort()).toEqual([0, 255]);
  });

  it('continues what neither side shows from its surroundings', () => {
    const texture = drawPlain(textureSize, textureSize, '#808080');
    const band = whole.map((_, i) => (Math.floor(i / textureSize) < 100 ? 0 : 255));
    for (let i = 0; i < band.length; i++) if (band[i] === 0) texture.data.fill(0, 3 * i, 3 * i + 3);
    const { luma } = compactTexture(texture, band);
    expect(Math.min(...luma)).toBe(128);
  });
});

describe('learnPopulation', () => {
  it('refuses a gallery of too few people, however many pictures there are', async () => {
    const learnt = learnPopulation(streamOf(gallery(fewestPeople - 1, 2)), 'faces', seeded(1));
    await expect(learnt).rejects.toMatchObject({
      code: 'gallery-unusable',
      message: expect.stringContaining(`${fewestPeople - 1} people`) as string,
    });
  });

  it('learns the same from the same faces in another order', async () => {
    const faces = gallery(fewestPeople, 2);
    const [a, b] = [faces, [...faces].reverse()].map((some) =>
      learnPopulation(streamOf(some), 'faces', seeded(1)),
    );
    expect(JSON.stringify(await a)).toBe(JSON.stringify(await b));
  });

  it('finds its people again, and draws others who vary like them', async () => {
    const faces = gallery(30);
    const model = await learnPopulation(streamOf(faces), 'faces', seeded(1));
    const population = readPopulation(JSON.parse(JSON.stringify(model)));
    const { space, members, apart } = population;
    const first = rowOfFace(readDescription(faces[0].description));
    expect(distanceToNearest(population, placeInSpace(space, first))).toBeLessThan(0.1 * apart);

    const spread = (values: number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    };
    const random = seeded('drawn');
    const drawn = Array.from({ length: 40 }, () => drawPerson(population, random));
    for (const axis of [0, 5]) {
      const [theirs, ours] = [
        spread(faces.map(({ description }) => readDescription(description).identity[axis] / 1000)),
        spread(drawn.map(({ identity }) => identity[axis])),
      ];
      expect(ours).toBeGreaterThan(0.6 * theirs);
      expect(ours).toBeLessThan(1.5 * theirs);
    }
    expect(members.rows).toBe(30);
    expect(rowOf(members, 0)).toHaveLength(space.steps.rows);
  });

  it('draws nobody who is nearer to one of its people than half of what is between them', () => {
    // Two people on one axis: a draw that is not repeated is too near two times in three.
    const steps = createMatrix(1, rowParts.end);
    const space = { mean: new Float32Array(rowParts.end), steps, variances: Float64Array.of(1) };
    const members = { rows: 2, columns: 1, data: Float32Array.of(-0.5, 0.5) };
    const population = { space: { ...space, scales: { shape: 1, colour: 1 } }, members, apart: 1 };
    const random = seeded('near');
    for (let i = 0; i < 30; i++) {
      const place = drawPlace(population, random, 1);
      expect(distanceToNearest(population, place)).toBeGreaterThanOrEqual(0.5);
    }
  });

  it('draws the same person for the same stream and another for another', async () => {
    const model = await learnPopulation(streamOf(gallery(fewestPeople)), 'faces', seeded(1));
    const population = readPopulation(model);
    const draw = (seed: number) => drawPerson(population, seeded(seed)).identity;
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});

describe('a stored person', () => {
  it('comes back as it was, to a byte', () => {
    const row = rowOfFace(readDescription(describeMadeUp(3)));
    const [own, back] = [personOf(row), readPerson(writePerson(row))];
    expect(back.appearance).toEqual(own.appearance);
    back.identity.forEach((value, axis) => expect(value).toBeCloseTo(own.identity[axis], 5));
  });
});

describe('a detailed mean', () => {
  /** Faces of one grey that differ in fine noise; `rims` draws a line that only one of them has. */
  function samples(count: number, rims = false): FaceSample[] {
    return Array.from({ length: count }, (_, face) => {
      const random = seeded(`noise ${face}`);
      const sample = readDescription(describeMadeUp(1));
      const luma = sample.luma.map((_, i) => {
        const line = rims && face === 0 && Math.floor(i / lumaSide) === 60;
        return line ? 20 : 128 + (rims ? 0 : 8 * random.normal());
      });
      return { ...sample, luma };
    });
  }

  function meanLuma(faces: readonly FaceSample[], create: () => FaceSum): Float32Array {
    const sum = create();
    for (const face of faces) sum.add(face, 3);
    return sum.mean().subarray(rowParts.luma, rowParts.chroma);
  }

  function spreadOf(luma: Float32Array): number {
    const mean = luma.reduce((sum, value) => sum + value, 0) / luma.length;
    return Math.sqrt(luma.reduce((sum, value) => sum + (value - mean) ** 2, 0) / luma.length);
  }

  it('is nearly as rough as the faces are, where a plain mean is smooth', () => {
    const faces = samples(4);
    const own = spreadOf(meanLuma(faces.slice(0, 1), createFaceSum));
    expect(spreadOf(meanLuma(faces, createFaceSum))).toBeLessThan(0.6 * own);
    expect(spreadOf(meanLuma(faces, createDetailedSum))).toBeGreaterThan(0.8 * own);
    expect(spreadOf(meanLuma(faces, createDetailedSum))).toBeLessThan(1.1 * own);
  });

  it('is the face itself where there is but one', () => {
    const [face] = samples(1);
    const luma = meanLuma([face], createDetailedSum);
    luma.forEach((value, i) => expect(Math.abs(value - face.luma[i])).toBeLessThan(0.5));
  });

  it('lets fade what one face alone has', () => {
    const faces = samples(6, true);
    const depth = (luma: Float32Array) => 128 - luma[60 * lumaSide + 64];
    const plain = depth(meanLuma(faces, createFaceSum));
    expect(plain).toBeCloseTo(108 / 6, 1);
    expect(depth(meanLuma(faces, createDetailedSum))).toBeLessThan(0.6 * plain);
  });

  it('does not depend on the order of the faces', () => {
    const faces = samples(5);
    const [a, b] = [faces, [...faces].reverse()].map((some) => meanLuma(some, createDetailedSum));
    expect(a).toEqual(b);
  });
});
