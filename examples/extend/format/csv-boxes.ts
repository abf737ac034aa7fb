import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GuiseError } from '../../../src/core/errors.js';
import type {
  Dataset,
  DatasetFormat,
  LabelledBox,
  OpenOptions,
} from '../../../src/formats/format.js';
import { readLabelText } from '../../../src/formats/label-text.js';
import { insidePath } from '../../../src/formats/paths.js';
import { createPlaces } from '../../../src/formats/places.js';
import { keepsNothing } from '../../../src/formats/rename.js';
import { createSelection } from '../../../src/formats/select.js';
import { itemOf, readTree, refuseProblem } from '../../../src/formats/tree.js';
import { writeAtomic } from '../../../src/io/files.js';

const table = 'boxes.csv';

/** One line of the table: `picture;class;left;top;right;bottom`, in pixels. */
interface Row {
  readonly picture: string;
  readonly rest: string;
  readonly box: LabelledBox;
}

/** Pictures anywhere in a folder, and one table of boxes in its root. */
export const csvBoxes: DatasetFormat = {
  id: 'csv-boxes',
  summary: 'Pictures and a table boxes.csv of what is in them',
  async recognise(root) {
    return (await stat(join(root, table)).catch(() => undefined))?.isFile() ?? false;
  },
  open: openCsvBoxes,
};

/** What a module exports to join the registry. */
export const formats = [csvBoxes];

async function openCsvBoxes(root: string, options: OpenOptions = {}): Promise<Dataset> {
  const tree = await readTree(root);
  const rows = readRows(await readLabelText({ file: join(root, table) }, 'CSV'), join(root, table));
  const boxes = new Map<string, LabelledBox[]>();
  for (const { picture, box } of rows) boxes.set(picture, [...(boxes.get(picture) ?? []), box]);
  // Listed pictures that nobody has are items too: they fail, and the run says so.
  const ids = [...new Set([...tree.paths.filter((path) => path !== table), ...boxes.keys()])]
    .filter(createSelection(options))
    .sort();
  const places = createPlaces(() => ids, keepsNothing);

  return {
    format: 'csv-boxes',
    root,
    async *items() {
      for (const id of ids) {
        const listed = boxes.get(id);
        yield { ...itemOf(tree, id), ...(listed ? { boxes: listed } : {}) };
      }
    },
    place(item, extension, names) {
      refuseProblem(item);
      const output = places.place(item.id, extension, names);
      return { output, file: output };
    },
    async carry(output, endings) {
      const outputs = new Map<string, string>();
      for await (const ending of endings()) {
        if (ending.output !== null) outputs.set(ending.item.id, ending.output);
      }
      const lines = rows.flatMap(({ picture, rest }) => {
        const placed = outputs.get(picture);
        return placed === undefined ? [] : [`${placed};${rest}\n`];
      });
      await writeAtomic(join(output, table), lines.join(''));
    },
  };
}

function readRows(text: string, file: string): Row[] {
  return text.split('\n').flatMap((line, index): Row[] => {
    if (line.trim() === '') return [];
    const [written, name, ...sides] = line.trim().split(';');
    const [x0, y0, x1, y1] = sides.map(Number);
    if (sides.length !== 4 || ![x0, y0, x1, y1].every(Number.isFinite)) {
      const reason = `line ${index + 1} has not six fields`;
      throw new GuiseError('label-damaged', { file, format: 'CSV', reason });
    }
    const picture = insidePath(written, file, 'CSV', `line ${index + 1}`);
    const box = { name, box: { x0, y0, x1, y1 }, unit: 'pixel' as const };
    return [{ picture, rest: [name, x0, y0, x1, y1].join(';'), box }];
  });
}
