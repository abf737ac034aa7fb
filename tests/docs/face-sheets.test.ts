import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { RawImage } from '../../src/core/image.js';
import { applyPlan } from '../../src/methods/apply.js';
import { defaultShape, shapeArea } from '../../src/methods/shape.js';
import { crop } from '../../src/pixels/crop.js';
import { resize } from '../../src/pixels/resize.js';
import { createRegistry } from '../../src/registry.js';
import { drawTiles, expectPicture, type Choice, type Tile } from '../support/contact-sheet.js';
import { makeContext } from '../support/context.js';
import { generators, writeGenerator } from '../support/drawn-generators.js';
import { portraitCount, portraitSide } from '../support/drawn-portraits.js';
import { drawSomebody, type Sight, type Somebody } from '../support/drawn-head.js';
import { comparingPixels } from '../support/method-fakes.js';

/** A made-up person seen in one way, as they are and treated. */
interface Shown {
  readonly who: Somebody;
  readonly sight: Sight;
  readonly choices: readonly Choice[];
}

const woman: Somebody = {
  seed: 'a',
  skin: '#e3bfa6',
  hair: '#3a2a20',
  shirt: '#5d6f86',
  masculine: false,
};
const man: Somebody = {
  seed: 'b',
  skin: '#b98661',
  hair: '#221a16',
  shirt: '#8a4b4b',
  masculine: true,
};

const front: Sight = { gaze: [0, 0, -1] };
const smile: Sight = {
  turn: 25,
  gaze: [0.3, 0, -0.95],
  expression: { 'smile-right': 1, 'smile-left': 1 },
};

/** Always the face of one of four made-up people, facing the camera. */
const generator = writeGenerator('portraits', {
  size: portraitSide,
  inputs: [{ role: 'identity', name: 'z', dims: [1, portraitCount] }],
});
afterAll(generators.close);

const sheets: Readonly<Record<string, readonly Shown[]>> = {
  avatar: [
    {
      who: woman,
      sight: front,
      choices: [
        { caption: 'natural', parameters: {} },
        { caption: 'playful', parameters: { palette: 'playful' } },
      ],
    },
    {
      who: man,
      sight: smile,
      choices: [
        { caption: 'natural', parameters: {} },
        { caption: 'expression false', parameters: { expression: false } },
      ],
    },
  ],
  reshape: [
    {
      who: woman,
      sight: front,
      choices: [
        { caption: 'strength 1', parameters: { strength: 1 } },
        { caption: 'strength 2', parameters: {} },
        { caption: 'strength 4', parameters: { strength: 4 } },
      ],
    },
    { who: man, sight: smile, choices: [{ caption: 'strength 2', parameters: {} }] },
  ],
  latent: [
    {
      who: woman,
      sight: front,
      choices: [
        { caption: 'replace 0.5', parameters: { amount: 0.5 } },
        { caption: 'replace 1', parameters: { amount: 1 } },
        { caption: 'remove 1', parameters: { change: 'remove', amount: 1 } },
      ],
    },
    { who: man, sight: smile, choices: [{ caption: 'replace 1', parameters: { amount: 1 } }] },
  ],
  perturb: [
    {
      who: woman,
      sight: front,
      choices: [
        { caption: 'distance 0.05', parameters: {} },
        { caption: 'distance 0.2', parameters: { distance: 0.2 } },
        { caption: 'distance 0.4', parameters: { distance: 0.4 } },
      ],
    },
    {
      who: man,
      sight: smile,
      choices: [{ caption: 'distance 0.2', parameters: { distance: 0.2 } }],
    },
  ],
  'swap-generator': [
    {
      who: woman,
      sight: front,
      choices: [
        { caption: 'hidden area', parameters: { generator } },
        { caption: 'hidden ellipse', parameters: { generator, hidden: 'ellipse' } },
      ],
    },
    {
      who: man,
      sight: front,
      choices: [
        { caption: 'hidden area', parameters: { generator } },
        { caption: 'hidden ellipse', parameters: { generator, hidden: 'ellipse' } },
      ],
    },
  ],
};

const { methods } = createRegistry();
const small = { width: 150, height: 180 } as const;

async function drawShown(id: string, { who, sight, choices }: Shown): Promise<Tile[]> {
  const method = methods.get(id);
  if (!method) throw new Error(`no method ${id}`);
  const { image, region } = drawSomebody(who, sight);
  const shape = defaultShape('face');
  const area = shapeArea(region, shape, image.width, image.height);
  if (!area) throw new Error('a face outside of its picture');
  const likeness = comparingPixels(crop(image, area));
  const shrunk = (picture: RawImage) => resize(picture, small.width, small.height);
  const tiles: Tile[] = [{ caption: 'before', picture: shrunk(image) }];
  for (const { caption, parameters } of choices) {
    const step = {
      region,
      method,
      parameters: method.parameters.parse(parameters),
      shape,
      seen: { look: { presence: 1, ...(sight.gaze ? { gaze: sight.gaze } : {}) } },
      context: { ...makeContext(who.seed), likeness, openGenerator: generators.open },
    };
    tiles.push({ caption, picture: shrunk(await applyPlan(image, [step])) });
  }
  return tiles;
}

describe('the contact sheet of a method that goes by the mesh', () => {
  it.each(Object.entries(sheets))('%s is as the method draws it', async (id, rows) => {
    const tiles: Tile[] = [];
    for (const shown of rows) tiles.push(...(await drawShown(id, shown)));
    await expectPicture(`methods/${id}.png`, drawTiles(tiles));
  });

  it.each(Object.keys(sheets))('%s stands in the page', (id) => {
    const page = readFileSync(new URL(`../../docs/methods/${id}.md`, import.meta.url), 'utf8');
    expect(page).toContain(`](../images/methods/${id}.png)`);
  });
});
