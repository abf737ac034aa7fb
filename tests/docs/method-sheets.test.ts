import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRegistry } from '../../src/registry.js';
import { drawSheet, expectPicture, type Choice } from '../support/contact-sheet.js';

const choice = (caption: string, parameters: Choice['parameters']): Choice => ({
  caption,
  parameters,
});

/** One contact sheet a method, which its page shows. */
const sheets: Readonly<Record<string, readonly Choice[]>> = {
  fill: [
    choice('colour 808080', {}),
    choice('colour 000000', { colour: '#000000' }),
    choice('colour 2f6f8f', { colour: '#2f6f8f' }),
  ],
  pixelate: [
    choice('cells 16', { cells: 16 }),
    choice('cells 6', {}),
    choice('cells 3', { cells: 3 }),
    choice('cells 1', { cells: 1 }),
  ],
  blur: [
    choice('sigma 0.05', { sigma: 0.05 }),
    choice('sigma 0.1', { sigma: 0.1 }),
    choice('sigma 0.2', {}),
    choice('sigma 0.5', { sigma: 0.5 }),
  ],
  icon: [
    choice('smile', {}),
    choice('cat', { icon: 'cat' }),
    choice('mask / size 1', { icon: 'mask', size: 1 }),
    choice('lock / background', { icon: 'lock', background: '#22303c' }),
  ],
  silhouette: [
    choice('as it is', {}),
    choice('figure 22303c', { figure: '#22303c' }),
    choice('background ffffff', { background: '#ffffff' }),
  ],
  keep: [choice('keep', {})],
  shuffle: [
    choice('tiles 4', { tiles: 4 }),
    choice('tiles 16', { tiles: 16 }),
    choice('tiles 32', { tiles: 32 }),
    choice('pixels / tiles 8', { move: 'pixels', tiles: 8 }),
    choice('pixels / tiles 2', { move: 'pixels', tiles: 2 }),
  ],
  'texture-scramble': [
    choice('amount 0.2', { amount: 0.2 }),
    choice('amount 0.4', { amount: 0.4 }),
    choice('amount 0.6', { amount: 0.6 }),
    choice('amount 1', { amount: 1 }),
  ],
  colour: [
    choice('hue 120 / levels 6', {}),
    choice('channels gbr', { channels: 'gbr', hue: 0, levels: 256 }),
    choice('grey / gamma 0.5', { grey: true, gamma: 0.5, levels: 256 }),
    choice('invert', { invert: true, hue: 0, levels: 256 }),
    choice('grey / levels 3', { grey: true, levels: 3 }),
  ],
  noise: [
    choice('amount 0.5', { amount: 0.5 }),
    choice('amount 1.5', { amount: 1.5 }),
    choice('amount 4', { amount: 4 }),
    choice('grain 0', { grain: 0 }),
    choice('grey / grain 0.08', { coloured: false, grain: 0.08 }),
  ],
  edge: [
    choice('width 0.006', { width: 0.006 }),
    choice('width 0.012', { width: 0.012 }),
    choice('width 0.03', { width: 0.03 }),
    choice('width 0.06', { width: 0.06 }),
  ],
  warp: [
    choice('wobble 0.04', { amount: 0.04 }),
    choice('wobble 0.12', { amount: 0.12 }),
    choice('wobble 0.3', { amount: 0.3 }),
    choice('swirl 0.3', { kind: 'swirl', amount: 0.3 }),
    choice('pinch 0.3', { kind: 'pinch', amount: 0.3 }),
  ],
  jpeg: [
    choice('quality 30', { quality: 30 }),
    choice('quality 10', { quality: 10 }),
    choice('quality 5', { quality: 5 }),
    choice('quality 1', { quality: 1 }),
  ],
  downsample: [
    choice('across 32', { across: 32 }),
    choice('across 16', { across: 16 }),
    choice('across 8', { across: 8 }),
    choice('across 4', { across: 4 }),
  ],
  'dp-pix': [
    choice('share 0.0005 / 12', { share: 0.0005, cells: 12 }),
    choice('share 0.001 / 8', {}),
    choice('share 0.01 / 4', { share: 0.01, cells: 4 }),
    choice('share 1 / 8', { share: 1 }),
  ],
  'dp-snow': [
    choice('kept 0.5', { kept: 0.5 }),
    choice('kept 0.2', { kept: 0.2 }),
    choice('kept 0.1', { kept: 0.1 }),
    choice('kept 0.02', { kept: 0.02 }),
  ],
  'dp-samp': [
    choice('epsilon 5', { epsilon: 5 }),
    choice('epsilon 2', { epsilon: 2 }),
    choice('epsilon 0.5', { epsilon: 0.5 }),
    choice('epsilon 0.1', { epsilon: 0.1 }),
  ],
  'dp-svd': [
    choice('rank 16 / 0.5', { rank: 16, epsilon: 0.5 }),
    choice('rank 6 / 0.15', {}),
    choice('rank 4 / 0.08', { rank: 4, epsilon: 0.08 }),
    choice('rank 2 / 0.02', { rank: 2, epsilon: 0.02 }),
  ],
};

const { methods } = createRegistry();

describe('the contact sheet of a method', () => {
  it.each(Object.entries(sheets))('%s is as the method draws it', async (id, choices) => {
    const method = methods.get(id);
    if (!method) throw new Error(`no method ${id}`);
    await expectPicture(`methods/${id}.png`, await drawSheet(method, choices));
  });

  it.each(Object.keys(sheets))('%s stands in the page', (id) => {
    const page = readFileSync(new URL(`../../docs/methods/${id}.md`, import.meta.url), 'utf8');
    expect(page).toContain(`](../images/methods/${id}.png)`);
  });
});
