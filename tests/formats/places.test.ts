import { expect, it } from 'vitest';
import { createPlaces } from '../../src/formats/places.js';
import { keepsNothing, keepsStructure } from '../../src/formats/rename.js';
import { codeOf, otherNames, sameNames } from '../support/format-contract.js';

const placesOf = (...ids: string[]) => createPlaces(() => ids, keepsNothing);

it.each([
  ['a.jpg', '.jpg', 'a.jpg'],
  ['a.JPG', '.jpg', 'a.JPG'],
  ['a.jpeg', '.jpg', 'a.jpeg'],
  ['a.heic', '.jpg', 'a.jpg'],
  ['a.png', '.jpg', 'a.jpg'],
  ['b/a.tif', '.tiff', 'b/a.tif'],
  ['John.Smith', '.Smith', 'John.Smith'],
  ['John.Smith', '.jpg', 'John.Smith.jpg'],
  ['noextension', '', 'noextension'],
  ['video.mp4#t=7.jpg', '.jpg', 'video.mp4#t=7.jpg'],
])('places %s written as %s at %s', (id, extension, output) => {
  expect(placesOf(id).place(id, extension, sameNames)).toBe(output);
});

it('replaces a name whole when its ending is no picture’s', () => {
  const id = 'Anna/John.Smith';
  expect(placesOf(id).place(id, '.Smith', otherNames)).toMatch(/^[0-9a-f]{16}\/[0-9a-f]{16}$/);
});

it('keeps folders that the layout names', () => {
  const id = 'images/train/Anna/a.jpg';
  const output = createPlaces(() => [id], keepsStructure).place(id, '.jpg', otherNames);
  expect(output).toMatch(/^images\/train\/[0-9a-f]{16}\/[0-9a-f]{16}\.jpg$/);
});

it('lets the smaller of two names that differ in case have the place', () => {
  const places = placesOf('a.jpg', 'A.jpg', 'é.jpg', 'e\u0301.jpg');
  expect(places.place('A.jpg', '.jpg', sameNames)).toBe('A.jpg');
  expect(codeOf(() => places.place('a.jpg', '.jpg', sameNames))).toBe('output-collision');
  expect(places.place('e\u0301.jpg', '.jpg', sameNames)).toBe('e\u0301.jpg');
  expect(codeOf(() => places.place('é.jpg', '.jpg', sameNames))).toBe('output-collision');
  expect(codeOf(() => places.place('a.jpg', '.jpg', otherNames))).toBeUndefined();
});

it('never gives two that change their extension the same place', () => {
  const places = placesOf('a.heic', 'a.heif');
  expect(places.place('a.heic', '.jpg', sameNames)).toBe('a.jpg');
  expect(codeOf(() => places.place('a.heif', '.jpg', sameNames))).toBe('output-collision');
});

it('lets pictures of one stem stand side by side while their extensions differ', () => {
  const places = placesOf('a.jpg', 'a.png', 'a.webp');
  expect(places.place('a.png', '.png', sameNames)).toBe('a.png');
  expect(places.place('a.webp', '.webp', sameNames)).toBe('a.webp');
});

it('finds two names that a rule makes the same', () => {
  const same = { pseudonym: () => 'x' };
  const places = placesOf('a.jpg', 'b.jpg');
  expect(places.place('a.jpg', '.jpg', same)).toBe('x.jpg');
  expect(codeOf(() => places.place('b.jpg', '.jpg', same))).toBe('output-collision');
});
