import { expect, it } from 'vitest';
import { carriedMembers, carriedValue, type JsonValue } from '../../src/formats/fields.js';

const none: ReadonlySet<string> = new Set();

it.each<[string, JsonValue, boolean]>([
  ['occluded', true, true],
  ['difficulty', 'hard', true],
  ['timeOfDay', 'night', true],
  ['score', 0.5, true],
  ['bbox', [1, 2, 3, 4], true],
  ['labels', ['cat'], false],
  ['text', 'B-AN 1234', false],
  ['transcription', 'Anna', false],
  ['person', 'anna', false],
  ['latitude', 48.1, false],
  ['gpsLatitude', 48.1, false],
  ['date_captured', 20131114, false],
  ['flickr_id', 123, false],
  ['phone', 123, false],
  ['coordinates', [48.1, 11.5], false],
  ['mixed', [1, 'anna'], false],
  ['missing', null, true],
])('%s: %j is carried: %s', (name, value, isCarried) => {
  expect(carriedValue(name, value, none)).toEqual(isCarried ? value : undefined);
  expect(carriedValue(name, value, new Set([name]))).toEqual(value);
});

it('keeps of an object what may be kept', () => {
  const attributes = { occluded: 1, owner: 'anna', deep: { weather: 'fog', name: 'anna', n: 2 } };
  expect(carriedMembers({ attributes }, none)).toEqual({
    attributes: { occluded: 1, deep: { weather: 'fog', n: 2 } },
  });
});

it('drops what is nested without end, and does not fall over it', () => {
  const deep = JSON.parse('['.repeat(5000) + ']'.repeat(5000)) as JsonValue;
  expect(carriedValue('x', deep, none)).toBeUndefined();
});
