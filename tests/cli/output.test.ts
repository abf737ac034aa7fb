import { describe, expect, it } from 'vitest';
import { guiseUnread } from '../support/guise.js';

describe('the output of a command', () => {
  it.each([
    ['evaluate', '--help'],
    ['list', 'methods'],
  ])('may go unread: guise %s %s', async (...args) => {
    expect(await guiseUnread(...args)).toEqual({ code: 0, err: '' });
  });
});
