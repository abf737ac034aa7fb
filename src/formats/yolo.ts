import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { writeAtomic } from '../io/files.js';
import type { Dataset, DatasetFormat, Ending, Item, NameRule, OpenOptions } from './format.js';
import {
  labelPlace,
  orphanItem,
  pairLabels,
  unusedLabelPlace,
  type LabelPairs,
} from './label-pairs.js';
import { problemOf, readLabelText } from './label-text.js';
import { compareNames } from './paths.js';
import { createPlaces } from './places.js';
import { keepsStructure } from './rename.js';
import { createSelection } from './select.js';
import { itemOf, readTree, refuseProblem, type Tree } from './tree.js';
import { looksLikeYolo } from './yolo-look.js';
import { readYoloBoxes } from './yolo-labels.js';
import { isYoloSideFile, readYoloSides, type YoloSides } from './yolo-sides.js';

const pictureFolders = /^images$/i;
const labelFolders = /^labels$/i;

/**
 * YOLO: a text file of numbers a picture, in `labels/` beside `images/` or beside the picture
 * itself; `data.yaml`, class lists and lists of pictures go along. Coordinates are shares of the
 * picture's size and are taken to mean the upright picture, which is how YOLO's own loader reads
 * pictures. Caches that training leaves behind (`*.cache`) are neither items nor copied.
 */
export const yolo: DatasetFormat = {
  id: 'yolo',
  summary: 'YOLO: a text file of boxes, polygons or poses for each picture',
  source: 'Ultralytics YOLO and Darknet dataset layouts',
  recognise: looksLikeYolo,
  open: openYolo,
};

async function openYolo(root: string, options: OpenOptions = {}): Promise<Dataset> {
  const tree = await readTree(root);
  const isText = (path: string) => /\.txt$/i.test(path) && !isYoloSideFile(path);
  const isLabel = (path: string) => isText(path) && !tree.problems.has(path);
  const pictures = tree.paths.filter((path) => !isText(path) && !isYoloSideFile(path));
  const pairs = pairLabels(pictures, tree.paths.filter(isLabel), pictureFolders, labelFolders);
  const sides = await readYoloSides(tree, pictures, pairs.orphans);
  const own = new Set([...pairs.labelOf.values(), ...sides.paths]);
  const orphans = new Set(pairs.orphans);
  const ids = tree.paths
    .filter((path) => !own.has(path) && !/\.cache$/i.test(path))
    .filter(createSelection(options))
    .sort(compareNames);
  const places = createPlaces(() => ids, keepsStructure);

  return {
    format: 'yolo',
    root,
    async *items() {
      for (const id of ids) {
        yield orphans.has(id)
          ? orphanItem(tree, id, 'YOLO')
          : await labelled(tree, id, pairs, sides);
      }
    },
    place(item, extension, names) {
      refuseProblem(item);
      const output = places.place(item.id, extension, names);
      return { output, file: output };
    },
    async carry(output, endings, names) {
      const outputs = new Map<string, string>();
      for await (const ending of endings()) {
        if (ending.output !== null) outputs.set(ending.item.id, ending.output);
        await carryLabel(tree, pairs, output, ending, names);
      }
      await sides.carry(output, outputs, names);
    },
  };
}

async function labelled(
  tree: Tree,
  id: string,
  { labelOf }: LabelPairs,
  { classes, keypoints }: YoloSides,
): Promise<Item> {
  const item = itemOf(tree, id);
  const label = labelOf.get(id);
  if (label === undefined || item.problem) return item;
  const file = join(tree.root, label);
  try {
    const text = await readLabelText({ file }, 'YOLO');
    return { ...item, boxes: readYoloBoxes(text, file, classes, keypoints) };
  } catch (error) {
    return { ...item, problem: problemOf(error) };
  }
}

async function carryLabel(
  { root }: Tree,
  { labelOf, shared }: LabelPairs,
  output: string,
  { item, output: picture }: Ending,
  names: NameRule,
): Promise<void> {
  const label = labelOf.get(item.id);
  if (label === undefined) return;
  if (picture !== null) {
    const text = await readLabelText({ file: join(root, label) }, 'YOLO');
    await writeAtomic(join(output, labelPlace(label, picture, names)), text);
  } else if (!shared.has(label)) {
    await rm(join(output, unusedLabelPlace(label, item.id, names)), { force: true });
  }
}
