import { expect, it } from 'vitest';
import { methodChoice, methodChoices } from '../../src/cli/method-choices.js';

it('reads methods with and without parameters', () => {
  expect(methodChoices('fill, pixelate:cells=6,icon:text=x+scale=0.5')).toEqual([
    { method: 'fill', parameters: {} },
    { method: 'pixelate', parameters: { cells: 6 } },
    { method: 'icon', parameters: { text: 'x', scale: 0.5 } },
  ]);
});

it('reads one method where one is asked for', () => {
  expect(methodChoice('k-same:k=5')).toEqual({ method: 'k-same', parameters: { k: 5 } });
  expect(() => methodChoice('fill,blur')).toThrow(/one method/);
});

it('refuses a parameter without a value', () => {
  expect(() => methodChoices('pixelate:cells')).toThrow(/cells is not a parameter/);
});

it('reads a list in brackets, which may be empty', () => {
  expect(methodChoices('synthetic:keep=[age, skin-tone]+variety=1.4,fill')).toEqual([
    { method: 'synthetic', parameters: { keep: ['age', 'skin-tone'], variety: 1.4 } },
    { method: 'fill', parameters: {} },
  ]);
  expect(methodChoice('synthetic:keep=[]')).toEqual({
    method: 'synthetic',
    parameters: { keep: [] },
  });
});
