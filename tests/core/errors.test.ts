import { describe, expect, it } from 'vitest';
import { errorCatalogue, GuiseError, reasonOf, type ErrorCode } from '../../src/core/errors.js';

const codes = Object.keys(errorCatalogue) as ErrorCode[];

describe('the error catalogue', () => {
  it.each(codes)('%s fills every place of its message', (code) => {
    const places = [...errorCatalogue[code].message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const details = Object.fromEntries(places.map((name) => [name, `<${name}>`]));
    const { message } = new GuiseError(code, details);
    expect(message).not.toMatch(/\{\w+\}/);
    for (const name of places) expect(message).toContain(`<${name}>`);
  });

  it('crosses a border as JSON and is the same again', () => {
    const error = new GuiseError('picture-damaged', { file: 'a.jpg', reason: 'cut short' });
    const { code, details } = JSON.parse(JSON.stringify(error)) as GuiseError;
    expect(new GuiseError(code, details).message).toBe(error.message);
  });

  it('gives a reason of one line from anything thrown', () => {
    expect(reasonOf(new Error('first\nsecond'))).toBe('first');
    expect(reasonOf('text')).toBe('text');
    expect(reasonOf(undefined)).toBe('undefined');
    expect(reasonOf(new Error(''))).toBe('unknown reason');
  });
});
