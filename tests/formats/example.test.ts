import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { csvBoxes, formats } from '../../examples/extend/format/csv-boxes.js';
import { drawFiles, formatContract } from '../support/format-contract.js';
import { allFormats } from './drawn-datasets.js';

formatContract(
  {
    format: csvBoxes,
    pictures: ['anna/first.jpg', 'anna/second.png'],
    staying: ['boxes.csv', 'face'],
    twins: {
      heic: 'twin.heic',
      add: (root) => drawFiles(root, { 'twin.heic': 'a', 'twin.jpg': 'b' }),
    },
    plant: (root) => drawFiles(root, { 'boxes.csv': '../../x.jpg;face;0;0;1;1\n' }),
    draw: (root) =>
      drawFiles(root, {
        'boxes.csv':
          'anna/second.png;face;1;2;3;4\nanna/first.jpg;face;5;6;7;8\nanna/second.png;plate;0;0;9;9\n',
        'anna/first.jpg': 'one',
        'anna/second.png': 'two',
      }),
  },
  [...formats, ...allFormats],
);

it('is printed in its page as it is', () => {
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  expect(read('docs/extend/format.md')).toContain(read('examples/extend/format/csv-boxes.ts'));
});
