import { describe, expect, it } from 'vitest';
import { GuiseError } from '../../src/core/errors.js';
import { copyImage, type RawImage } from '../../src/core/image.js';
import { makeGrey } from '../../src/face-model/skin/tone.js';
import { applyMethod } from '../../src/methods/apply.js';
import type { Json, MethodContext, SurveyEntry } from '../../src/methods/method.js';
import { defaultShape } from '../../src/methods/shape.js';
import { synthetic } from '../../src/methods/synthetic.js';
import { makeContext } from '../support/context.js';
import { drawEllipse, drawPlain, seeded } from '../support/draw.js';
import { makeRegion } from '../support/region.js';

const region = makeRegion({ x0: 40, y0: 40, x1: 110, y1: 130 });
const look = {
  presence: 1,
  gaze: [0, 0, -1],
  eyeOpenness: [0.3, 0.3],
  age: 30,
  masculine: 0.1,
} as const;

function drawHead(skin = '#c68a5c', ground = '#7f93a8'): RawImage {
  const image = drawPlain(150, 180, ground);
  drawEllipse(image, { x0: 28, y0: 12, x1: 122, y1: 150 }, '#3b2a20');
  drawEllipse(image, { x0: 36, y0: 30, x1: 114, y1: 140 }, skin);
  return image;
}

async function paintOn(
  image: RawImage,
  context: Partial<MethodContext> = {},
  parameters: unknown = {},
): Promise<RawImage> {
  const canvas = copyImage(image);
  await applyMethod({
    canvas,
    region,
    method: synthetic,
    parameters: synthetic.parameters.parse(parameters),
    shape: defaultShape('face'),
    seen: { look },
    context: { ...makeContext('a person'), ...context },
  });
  return canvas;
}

/** Mean difference of two pictures over the middle of the face, 0 to 255. */
function difference(a: RawImage, b: RawImage): number {
  let sum = 0;
  let count = 0;
  for (let y = 60; y < 115; y++) {
    for (let x = 55; x < 95; x++, count += 3) {
      const at = (y * a.width + x) * 3;
      for (let c = 0; c < 3; c++) sum += Math.abs(a.data[at + c] - b.data[at + c]);
    }
  }
  return sum / count;
}

describe('synthetic', () => {
  it('takes over tone and light, or nothing of them', async () => {
    const [pale, dark] = [drawHead('#e0b090'), drawHead('#7a4a30')];
    const alike = { keep: [], carry: [] };
    const carried = difference(
      await paintOn(pale, {}, { keep: [] }),
      await paintOn(dark, {}, { keep: [] }),
    );
    const left = difference(await paintOn(pale, {}, alike), await paintOn(dark, {}, alike));
    expect(carried).toBeGreaterThan(30);
    expect(left).toBeLessThan(0.1 * carried);
  });

  it('draws who it is from the secret stream of the identity alone', async () => {
    const head = drawHead();
    const first = await paintOn(head);
    const sameGuise = await paintOn(head, { random: seeded('x'), secret: seeded('y') });
    const other = await paintOn(head, { identity: seeded('somebody else') });
    expect(difference(first, sameGuise)).toBe(0);
    expect(difference(first, other)).toBeGreaterThan(2);
  });

  it('takes the guise of one stream for a face with other features as well', async () => {
    const made = await paintOn(drawHead());
    const marked = drawHead();
    drawEllipse(marked, { x0: 60, y0: 70, x1: 66, y1: 75 }, '#5b3a2a');
    drawEllipse(marked, { x0: 84, y0: 100, x1: 90, y1: 104 }, '#5b3a2a');
    const again = await paintOn(marked);
    expect(difference(drawHead(), marked)).toBeGreaterThan(1);
    // Light, tone and sharpness are read off the picture, so a little of it comes along.
    const other = await paintOn(marked, { identity: seeded('somebody else') });
    expect(difference(made, again)).toBeLessThan(0.35 * difference(again, other));
  });

  it('keeps what was settled of the person, whatever this picture says', async () => {
    const { reading } = synthetic;
    const parameters = synthetic.parameters.parse({});
    const image = drawHead();
    const area = region.box;
    const read = async (masculine: number) =>
      (await reading?.read(
        { image, region, area, seen: { look: { ...look, masculine } } },
        parameters,
      )) as Json;
    const [feminine, masculine] = [await read(0.1), await read(0.9)];
    const settle = (...readings: Json[]) => reading?.settle(readings, parameters) ?? null;
    const settled = settle(feminine, masculine, feminine);
    expect(settled).toEqual(feminine);
    const plain = await paintOn(image);
    expect(difference(await paintOn(image, { settled }), plain)).toBe(0);
    const other = await paintOn(image, { settled: settle(masculine) });
    expect(difference(other, plain)).toBeGreaterThan(1);
  });

  it('keeps the outline of the face at the first attempt alone', async () => {
    const image = drawHead();
    const carry = ['expression', 'gaze', 'light', 'tone'];
    for (const attempt of [0, 1]) {
      const [asUsual, ownOutline] = await Promise.all([
        paintOn(image, { attempt }),
        paintOn(image, { attempt }, { carry }),
      ]);
      expect(Buffer.from(asUsual.data).equals(ownOutline.data), `${attempt}`).toBe(attempt > 0);
    }
  });

  it('leaves a grey picture grey', async () => {
    const image = drawHead('#b0b0b0', '#606060');
    makeGrey(image);
    const { data } = await paintOn(image);
    for (let at = 0; at < data.length; at += 3) {
      expect([data[at + 1], data[at + 2]]).toEqual([data[at], data[at]]);
    }
  });

  it('steps farther from the ordinary each time the guard refuses', async () => {
    const head = drawHead();
    const [first, second] = [await paintOn(head), await paintOn(head, { attempt: 3 })];
    expect(difference(first, second)).toBeGreaterThan(1);
  });
});

describe('synthetic with a gallery', () => {
  const { gallery } = synthetic;
  const parameters = synthetic.parameters.parse({ gallery: { file: 'consented' } });

  async function learn(people: number): Promise<Json> {
    if (!gallery) throw new Error('it has none');
    const area = { x0: 0, y0: 0, x1: 150, y1: 180 };
    const entries: SurveyEntry[] = [];
    for (let i = 0; i < people; i++) {
      const image = await paintOn(drawHead(), { identity: seeded(`giver ${i}`) });
      const input = { image, region, area, seen: { look } };
      const description = await gallery.describe(input, parameters, makeContext(i));
      entries.push({ item: `${i}.png`, region: 'r1', person: `p${i}`, description });
    }
    const all = async function* () {
      await Promise.resolve();
      yield* entries;
    };
    return gallery.combine(all, parameters, seeded('combine'));
  }

  it('draws faces from how its people vary, another from another stream', async () => {
    const learnt = await learn(20);
    expect(JSON.parse(JSON.stringify(learnt))).toEqual(learnt);
    const head = drawHead();
    const paint = (seed: string) => paintOn(head, { gallery: learnt, identity: seeded(seed) });
    const [first, same, other] = [await paint('one'), await paint('one'), await paint('two')];
    expect(difference(first, same)).toBe(0);
    expect(difference(first, other)).toBeGreaterThan(0.5);
    expect(difference(first, await paintOn(head, { identity: seeded('one') }))).toBeGreaterThan(1);
  });

  it('refuses a gallery of too few people and names it', async () => {
    const refused = await learn(3).catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(GuiseError);
    expect(String(refused)).toContain('consented');
  });
});
