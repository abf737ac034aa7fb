import { describe, expect, it } from 'vitest';
import type { RawImage } from '../../src/core/image.js';
import { expressionAxes, identityAxes } from '../../src/face-model/axes.js';
import { texturePlaces } from '../../src/face-model/canonical.js';
import { textureSize } from '../../src/face-model/face.js';
import { atRest, creasingOf } from '../../src/face-model/skin/creasing.js';
import { drawAppearance } from '../../src/face-model/skin/draw.js';
import { headHairOf } from '../../src/face-model/skin/head-hair.js';
import { leanIdentity } from '../../src/face-model/skin/leaning.js';
import { melaninFor } from '../../src/face-model/skin/palette.js';
import { encoded, skinLight, typologyAngle } from '../../src/face-model/skin/pigment.js';
import {
  angleIn,
  colourShare,
  faded,
  skinToneOf,
  skinTones,
} from '../../src/face-model/skin/tone.js';
import { ageBands, drawCharacter } from '../../src/face-model/skin/traits.js';
import { labOf } from '../../src/pixels/lab.js';
import { luma } from '../../src/pixels/colour.js';
import { drawEllipse, drawPlain, seeded } from '../support/draw.js';
import { makeMesh } from '../support/region.js';

/** The mean colour of a square round a point of the mesh. */
function colourAt(image: Readonly<RawImage>, point: number, reach = 3): number[] {
  const [x, y] = [0, 1].map((axis) => Math.round(texturePlaces[2 * point + axis] * textureSize));
  const sums = [0, 0, 0];
  for (let row = y - reach; row <= y + reach; row++) {
    for (let column = x - reach; column <= x + reach; column++) {
      for (let c = 0; c < 3; c++) sums[c] += image.data[(row * textureSize + column) * 3 + c];
    }
  }
  return sums.map((sum) => sum / (2 * reach + 1) ** 2);
}

const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
const brightness = ([red, green, blue]: number[]) => luma(red, green, blue);
const seeds = Array.from({ length: 12 }, (_, i) => `face ${i}`);

describe('the colour of skin', () => {
  const labFor = (melanin: number, blood: number) => {
    const [red, green, blue] = skinLight({ melanin, blood }).map((v) => Math.round(encoded(v)));
    return labOf(red, green, blue);
  };

  it('is as measured for pale and for dark skin, within what people spread', () => {
    const pale = labFor(0.015, 0.02);
    const dark = labFor(0.25, 0.02);
    for (const [value, low, high] of [
      [pale.l, 64, 72],
      [pale.a, 8, 14],
      [pale.b, 13, 20],
      [dark.l, 33, 44],
      [dark.a, 7, 14],
      [dark.b, 12, 22],
    ]) {
      expect(value).toBeGreaterThan(low);
      expect(value).toBeLessThan(high);
    }
  });

  it('darkens with melanin and reddens with blood', () => {
    expect(labFor(0.1, 0.02).l).toBeLessThan(labFor(0.03, 0.02).l);
    expect(labFor(0.03, 0.06).a).toBeGreaterThan(labFor(0.03, 0.02).a + 3);
  });

  it('is found again from its typology angle', () => {
    for (const angle of [-40, -10, 15, 35, 50]) {
      const melanin = melaninFor(angle, 0.02);
      expect(Math.abs(typologyAngle({ melanin, blood: 0.02 }) - angle)).toBeLessThan(3);
    }
  });
});

describe('drawAppearance', () => {
  it('draws the same face from the same stream, and another from another', () => {
    const [a, b, c] = ['one', 'one', 'two'].map((seed) => drawAppearance({}, seeded(seed)));
    expect(Buffer.compare(a.albedo.data, b.albedo.data)).toBe(0);
    expect(a.iris).toEqual(b.iris);
    expect(Buffer.compare(a.albedo.data, c.albedo.data)).not.toBe(0);
  });

  it('draws the tone of skin that is wished', () => {
    for (const skinTone of [50, 30, 0, -35]) {
      const angles = seeds.map((seed) => {
        const { albedo } = drawAppearance({ skinTone, presentation: 'feminine' }, seeded(seed));
        const [red, green, blue] = colourAt(albedo, 50, 8).map(Math.round);
        const { l, b } = labOf(red, green, blue);
        return (Math.atan2(l - 50, b) * 180) / Math.PI;
      });
      expect(Math.abs(mean(angles) - skinTone), `${skinTone}`).toBeLessThan(12);
    }
  });

  it('draws brows darker than the forehead and lips redder than the chin', () => {
    for (const seed of seeds) {
      const { albedo } = drawAppearance({ skinTone: 35, ageBand: 'young' }, seeded(seed));
      expect(brightness(colourAt(albedo, 52))).toBeLessThan(brightness(colourAt(albedo, 151)));
      const redness = (point: number) => {
        const [red, green] = colourAt(albedo, point, 2);
        return red / green;
      };
      expect(redness(16)).toBeGreaterThan(redness(199));
    }
  });

  it('draws deeper lines on the forehead of the old', () => {
    const roughness = (ageBand: 'young' | 'senior') =>
      mean(
        seeds.map((seed) => {
          const { data } = drawAppearance({ ageBand, skinTone: 40 }, seeded(seed)).albedo;
          const green = (x: number, y: number) => data[(y * textureSize + x) * 3 + 1];
          const steps: number[] = [];
          // Over three pixels, so that pores, which everybody has, count for little.
          for (let y = 50; y < 64; y++) {
            for (let x = 105; x < 150; x++) {
              const row = (at: number) => green(x - 1, at) + green(x, at) + green(x + 1, at);
              steps.push(Math.abs(row(y) - row(y + 2)) / 3);
            }
          }
          return mean(steps);
        }),
      );
    expect(roughness('senior')).toBeGreaterThan(1.15 * roughness('young'));
  });

  it('goes on as skin beyond the oval of the face', () => {
    const { albedo } = drawAppearance({ skinTone: 40, presentation: 'feminine' }, seeded('edge'));
    const inside = brightness(colourAt(albedo, 151));
    for (const [x, y] of [
      [2, 2],
      [253, 2],
      [128, 4],
    ]) {
      const at = (y * textureSize + x) * 3;
      const outside = brightness([...albedo.data.subarray(at, at + 3)]);
      expect(outside / inside).toBeGreaterThan(0.7);
      expect(outside / inside).toBeLessThan(1.3);
    }
  });
});

describe('drawCharacter', () => {
  it('lets no wish move what is drawn of the rest', () => {
    for (const seed of seeds) {
      const [plain, wished] = [
        drawCharacter({ skinTone: 30 }, seeded(seed)),
        drawCharacter({ skinTone: 30, ageBand: 'child', presentation: 'any' }, seeded(seed)),
      ];
      expect(wished.iris).toEqual(plain.iris);
      expect(wished.masculine).toBe(plain.masculine);
      expect(wished.skin.blood).toBe(plain.skin.blood);
    }
  });

  it('grows beards on grown men alone', () => {
    const beards = (traits: Parameters<typeof drawCharacter>[0]) =>
      new Set(Array.from({ length: 150 }, (_, i) => drawCharacter(traits, seeded(i)).beard));
    expect(beards({ presentation: 'masculine', ageBand: 'middle' })).toContain('full');
    for (const traits of [
      { presentation: 'feminine' },
      {},
      { presentation: 'masculine', ageBand: 'child' },
    ] as const) {
      expect([...beards(traits)].filter((beard) => beard !== 'none' && beard !== 'shadow')).toEqual(
        [],
      );
    }
  });

  it('draws ages within the band', () => {
    const limits = { child: [5, 15], young: [16, 35], middle: [35, 55], senior: [56, 82] } as const;
    for (const ageBand of ageBands) {
      const { years } = drawCharacter({ ageBand }, seeded(ageBand));
      expect(years).toBeGreaterThanOrEqual(limits[ageBand][0]);
      expect(years).toBeLessThanOrEqual(limits[ageBand][1]);
    }
  });
});

describe('leanIdentity', () => {
  const nobody = identityAxes.map(() => 0);
  const at = (identity: readonly number[], id: string) =>
    identity[identityAxes.findIndex((axis) => axis.id === id)];

  it('leaves an identity of which nothing is wished as it is', () => {
    expect(leanIdentity(nobody, {})).toEqual(nobody);
  });

  it('gives men broader jaws and children larger eyes', () => {
    const man = leanIdentity(nobody, { presentation: 'masculine' });
    const woman = leanIdentity(nobody, { presentation: 'feminine' });
    expect(at(man, 'jaw-width')).toBeGreaterThan(0);
    expect(at(woman, 'jaw-width')).toBeCloseTo(-at(man, 'jaw-width'), 12);
    expect(at(leanIdentity(nobody, { ageBand: 'child' }), 'eye-size')).toBeGreaterThan(0.5);
  });
});

describe('tones', () => {
  it('are told from colours, and by lightness alone where there is no colour', () => {
    expect(skinToneOf({ red: 240, green: 214, blue: 196 })).toBe('very-light');
    expect(skinToneOf({ red: 80, green: 54, blue: 42 })).toBe('dark');
    expect(skinToneOf({ red: 60, green: 60, blue: 60 })).toBe('dark');
    expect(skinToneOf({ red: 210, green: 210, blue: 210 })).toBe('very-light');
  });

  it('follow each other without a gap', () => {
    skinTones.slice(1).forEach(({ to }, i) => expect(to).toBe(skinTones[i].from));
    expect(angleIn('tan', 0)).toBe(10);
    expect(angleIn('tan', 0.5)).toBe(19);
  });
});

describe('faded', () => {
  const appearance = drawAppearance({ skinTone: 40 }, seeded('faded'));

  it('takes all colour for a grey picture, and none for a colourful one', () => {
    expect(colourShare(appearance, { red: 128, green: 128, blue: 128 })).toBe(0);
    expect(colourShare(appearance, { red: 210, green: 150, blue: 120 })).toBe(1);
  });

  it('leaves grey of the same brightness', () => {
    const { albedo, iris } = faded(appearance, 0);
    expect(iris.red).toBeCloseTo(iris.blue, 9);
    for (let at = 0; at < albedo.data.length; at += 3 * 97) {
      const [red, green, blue] = albedo.data.subarray(at, at + 3);
      expect([green, blue]).toEqual([red, red]);
      const was = brightness([...appearance.albedo.data.subarray(at, at + 3)]);
      expect(Math.abs(red - was)).toBeLessThanOrEqual(1);
    }
  });
});

describe('headHairOf', () => {
  const skin = { red: 200, green: 160, blue: 130 };
  const mesh = makeMesh({ x0: 40, y0: 60, x1: 160, y1: 190 });
  const head = (hair: string) => {
    const image = drawPlain(200, 240, '#8090a0');
    drawEllipse(image, { x0: 20, y0: 10, x1: 180, y1: 220 }, hair);
    return image;
  };

  it('tells dark, brown and light hair by its brightness against the skin', () => {
    expect(headHairOf(head('#201812'), mesh, skin)).toBe('dark');
    expect(headHairOf(head('#604838'), mesh, skin)).toBe('brown');
    expect(headHairOf(head('#e8e0d0'), mesh, skin)).toBe('light');
    expect(headHairOf(head('#80705c'), mesh, skin)).toBeUndefined();
  });

  it('says nothing of a face whose head is out of the picture', () => {
    const away = mesh.map((value, at) => (at % 3 === 1 ? value - 400 : value));
    expect(headHairOf(head('#201812'), away, skin)).toBeUndefined();
  });

  it('gives dark heads brows that are not fair', () => {
    for (const seed of seeds) {
      const { hair } = drawCharacter(
        { skinTone: 50, headHair: 'dark', ageBand: 'young' },
        seeded(seed),
      );
      expect(brightness([hair.red, hair.green, hair.blue])).toBeLessThan(60);
    }
  });
});

describe('creasingOf', () => {
  const doing = (id: string, value: number) =>
    creasingOf(expressionAxes.map((axis) => (axis.id === id ? value : 0)));

  it('is none at rest', () => {
    expect(creasingOf(expressionAxes.map(() => 0))).toEqual(atRest);
  });

  it('folds the cheek of the side that smiles: light on it, dark beside the nose', () => {
    const smiling = doing('smile-right', 1);
    expect(smiling.smile.right).toBeGreaterThan(0.5);
    expect(smiling.smile.left).toBe(0);
    const traits = { skinTone: 40, ageBand: 'young' } as const;
    const calm = drawAppearance(traits, seeded('smile')).albedo;
    const happy = drawAppearance(traits, seeded('smile'), smiling).albedo;
    const change = (point: number) =>
      brightness(colourAt(happy, point, 1)) / brightness(colourAt(calm, point, 1));
    expect(change(216)).toBeLessThan(0.97);
    expect(change(205)).toBeGreaterThan(1.1);
    expect(change(436)).toBeCloseTo(1, 2);
  });
});
