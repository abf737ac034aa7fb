import { describe, expect, test } from 'vitest';
import type { TextKind } from '../../src/core/region.js';
import { kindOfText } from '../../src/perception/text/kind.js';
import { kindsOfLines } from '../../src/perception/text/rows.js';

/** [what was read, its kind, why] */
type Row = readonly [string, TextKind, string];

const rows: readonly Row[] = [
  ['jane.doe@example.org', 'email', 'a plain address'],
  ['Contact: jane@example.org', 'email', 'an address inside a line'],
  ['jane @ example.org', 'email', 'spaces around the sign'],
  ['jane＠example.org', 'email', 'the full-width sign that the reader also knows'],
  ['jane©example.org', 'email', 'the sign read as a copyright sign'],
  ['jane(at)example.org', 'email', 'the sign spelled out'],
  ['jane.doeagmail.com', 'email', 'the sign read as an a'],
  ['jane.doegmail.com', 'email', 'the sign lost'],
  ['jane.doe0gmai1.com', 'email', 'the sign read as 0 and an l as 1'],
  ['jane.doe@examplecom', 'email', 'the dot lost'],
  ['1234567@qq.com', 'email', 'digits before the sign'],
  ['12345678qq.com', 'email', 'the sign lost before a provider of digits'],
  ['E-mail: jane.doe example', 'email', 'announced as one, sign lost'],
  ['2 @ 5.00', 'number', 'a quantity at a price'],
  ['3 PCS @ RM4.50', 'number', 'a quantity with its unit at a price'],
  ['www.gmail.com', 'other', 'a web address without anybody’s name'],
  ['© 2019 Example', 'other', 'a copyright line is no address'],

  ['+49 151 12345678', 'phone', 'international'],
  ['0151-1234567', 'phone', 'national'],
  ['(555) 123-4567', 'phone', 'with an area code in brackets'],
  ['5551234567', 'phone', 'without any separator'],
  ['O7-35O 1234', 'phone', 'zeros read as the letter O'],
  ['555-l23-4S67', 'phone', '1 and 5 read as l and S'],
  ['TEL: 07-3501234', 'phone', 'announced'],
  ['Tel 12345', 'phone', 'announced, so a short one counts'],
  ['FAX:O7-35O1Z3', 'phone', 'announced, with reading errors'],
  ['Call us 555-123-4567 now', 'phone', 'inside a sentence'],
  ['电话：0755-12345678', 'phone', 'announced in Chinese'],

  ['2019-03-04', 'number', 'a date is no phone number'],
  ['04/03/2019 12:45', 'number', 'a date with a time'],
  ['12:45', 'number', 'a time'],
  ['Printed 04/03/2019 12:45:10', 'number', 'dates inside a line are no phone number'],
  ['1,234,567.00', 'number', 'an amount'],
  ['RM 45.90', 'number', 'a price'],
  ['192.168.100.200', 'number', 'an address of a machine'],
  ['4111 1111 1111 1111', 'number', 'a card'],
  ['9556001234567', 'number', 'a product’s 13 digits'],
  ['B172WAW', 'number', 'a plate that is treated as text'],
  ['B90MYU', 'number', 'few digits, but letters and digits in one'],
  ['AB1234567', 'number', 'a passport'],
  ['IO1', 'number', 'digits read as letters'],
  ['12 Mar 2019', 'number', 'a date with a word'],

  ['John Smith', 'name', 'given name and surname'],
  ['JOHN SMITH', 'name', 'in capitals'],
  ['TAN WOON YANN', 'name', 'three parts'],
  ['tan woon yann', 'name', 'the case of the whole line misread'],
  ['J. Smith', 'name', 'an initial'],
  ['Smith, John', 'name', 'the other way round'],
  ['Ludwig van Beethoven', 'name', 'with a particle'],
  ['Anne-Marie O’Neill', 'name', 'hyphen and apostrophe'],
  ['Dr. Smith', 'name', 'with a title'],
  ['Name: smith', 'name', 'announced, case lost'],
  ['JohnSmith', 'name', 'the space lost'],
  ['J0hn Sm1th', 'name', 'o and i read as digits'],
  ['Anna', 'name', 'a badge with one word'],
  ['ANNA', 'name', 'the same in capitals'],
  ['李小龙', 'name', 'a Chinese name'],
  ['@jane_doe', 'name', 'a handle stands for a person'],
  ['Zoë Müller', 'name', 'accents'],

  ['EXIT', 'other', 'a common sign'],
  ['Welcome to the museum', 'other', 'a sentence'],
  ['NO PARKING', 'other', 'a common sign of two words'],
  ['Main Street', 'other', 'a street'],
  ['open daily', 'other', 'lower case'],
  ['EXAMPLE SDN BHD', 'other', 'a company'],
  ['www.example.com', 'other', 'a web address'],
  ['', 'other', 'nothing was read'],
  ['-', 'other', 'only a stroke'],
];

describe('the kind of a text', () => {
  test.each(rows)('%j is %s: %s', (text, kind) => {
    expect(kindOfText(text)).toBe(kind);
  });
});

describe('the kinds of lines on one level', () => {
  const part = (text: string, x0: number, y0 = 0, height = 20) => ({
    box: { x0, y0, x1: x0 + 60, y1: y0 + height },
    height,
    reading: { text },
  });

  test('are a phone number where their parts make one', () => {
    const parts = [part('4567', 160), part('555', 0), part('123', 80)];
    expect(kindsOfLines(parts)).toEqual(['phone', 'phone', 'phone']);
  });

  test('are an address where the sign stands apart', () => {
    expect(kindsOfLines([part('jane.doe', 0), part('@example.org', 70)])).toEqual([
      'email',
      'email',
    ]);
  });

  test('are no phone number where they are amounts of a bill', () => {
    expect(kindsOfLines([part('9.000', 0), part('0.00', 70)])).toEqual(['number', 'number']);
  });

  test.each([
    ['too far away', part('1234567', 120)],
    ['on another level', part('1234567', 70, 30)],
    ['of another size', part('1234567', 70, -10, 40)],
  ])('stay apart when the other is %s', (_, other) => {
    expect(kindsOfLines([part('Room', 0), part('0', 0, 90), other])).toEqual([
      kindOfText('Room'),
      'number',
      'phone',
    ]);
    expect(kindsOfLines([part('0171', 0), other])[0]).toBe('number');
  });
});
