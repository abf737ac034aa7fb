import { stat } from 'node:fs/promises';
import { GuiseError, reasonOf } from '../core/errors.js';
import type { Dataset, DatasetFormat, OpenOptions } from './format.js';

/**
 * The format a folder is laid out in: the first in the list that knows it. The plain folder knows
 * every folder, so it is asked last wherever it stands.
 * @throws GuiseError `dataset-unreadable`
 */
export async function recogniseFormat(
  root: string,
  formats: Iterable<DatasetFormat>,
): Promise<DatasetFormat> {
  await refuseUnreadable(root);
  const all = [...formats];
  const plain = all.filter(({ id }) => id === 'folder');
  for (const format of [...all.filter(({ id }) => id !== 'folder'), ...plain]) {
    if (await format.recognise(root)) return format;
  }
  const reason = 'no known layout fits it';
  throw new GuiseError('dataset-unreadable', { path: root, reason });
}

/** How to open a dataset. */
export interface DatasetOptions extends OpenOptions {
  /** Id of the format; recognised when absent. */
  readonly format?: string;
}

/**
 * Opens a dataset in the format asked for, or in the one it is laid out in.
 * @throws GuiseError `plugin-unknown`, `dataset-unreadable`, `label-damaged`
 */
export async function openDataset(
  root: string,
  formats: ReadonlyMap<string, DatasetFormat>,
  options: DatasetOptions = {},
): Promise<Dataset> {
  if (options.format === undefined) {
    return (await recogniseFormat(root, formats.values())).open(root, options);
  }
  const format = formats.get(options.format);
  if (!format) {
    const known = [...formats.keys()].join(', ');
    throw new GuiseError('plugin-unknown', { kind: 'format', id: options.format, known });
  }
  await refuseUnreadable(root);
  return format.open(root, options);
}

async function refuseUnreadable(root: string): Promise<void> {
  const found = await stat(root).catch((error: unknown) => {
    throw new GuiseError('dataset-unreadable', { path: root, reason: reasonOf(error) });
  });
  if (found.isDirectory()) return;
  throw new GuiseError('dataset-unreadable', { path: root, reason: 'it is not a folder' });
}
