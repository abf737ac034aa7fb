import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { GuiseError } from '../core/errors.js';
import { writeAtomic } from '../io/files.js';
import type { Dataset, DatasetFormat, Ending, Item, NameRule, OpenOptions } from './format.js';
import { findTurn } from './jpeg-turn.js';
import {
  labelPlace,
  orphanItem,
  pairLabels,
  unusedLabelPlace,
  type LabelPairs,
} from './label-pairs.js';
import { problemOf, readLabelText } from './label-text.js';
import { lookInto } from './look.js';
import { compareNames } from './paths.js';
import { createPlaces } from './places.js';
import { keepsStructure } from './rename.js';
import { createSelection } from './select.js';
import { itemOf, readTree, refuseProblem, type Tree } from './tree.js';
import { turnBox } from './turn.js';
import { carriedAnnotation, readVocAnnotation, type VocAnnotation } from './voc-annotation.js';
import { readImageSets } from './voc-sets.js';
import { readXml, writeXml } from './voc-xml.js';

const pictureFolders = /^(?:jpegimages|images?|imgs?|pictures)$/i;
const labelFolders = /^(?:annotations?|labels?|xmls?)$/i;
const samples = 5;

/**
 * Pascal VOC: an XML file a picture, in `Annotations/` beside `JPEGImages/` (or `labels/` and
 * `images/`, and other pairs of the kind) or beside the picture itself, and lists of pictures in
 * `ImageSets/`. A picture and its XML have the same name; what the XML's `filename` says counts
 * for nothing, because copies often carry an old one. Segmentation masks are pictures like others.
 *
 * `size` says which grid the boxes mean when a JPEG's EXIF orientation turns it on its side; see
 * `findTurn`.
 */
export const voc: DatasetFormat = {
  id: 'voc',
  summary: 'Pascal VOC: an XML file of objects for each picture',
  source: 'Everingham et al., The Pascal Visual Object Classes (VOC) Challenge, IJCV 2010',
  recognise: looksLikeVoc,
  open: openVoc,
};

async function openVoc(root: string, options: OpenOptions = {}): Promise<Dataset> {
  const tree = await readTree(root);
  const keep = new Set(options.keepFields ?? []);
  const isLabel = (path: string) => /\.xml$/i.test(path) && !tree.problems.has(path);
  const pictures = tree.paths.filter((path) => !/\.(?:xml|txt)$/i.test(path));
  const pairs = pairLabels(pictures, tree.paths.filter(isLabel), pictureFolders, labelFolders);
  const sets = await readImageSets(tree, pictures, [...pairs.labelOf.keys()]);
  const own = new Set([...pairs.labelOf.values(), ...sets.paths]);
  const ids = tree.paths
    .filter((path) => !own.has(path))
    .filter(createSelection(options))
    .sort(compareNames);
  const orphans = new Set(pairs.orphans);
  const places = createPlaces(() => ids, keepsStructure);

  return {
    format: 'voc',
    root,
    async *items() {
      for (const id of ids) {
        yield orphans.has(id) ? orphanItem(tree, id, 'VOC') : await labelled(tree, id, pairs);
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
        await carryLabel(tree, pairs, output, ending, names, keep);
      }
      await sets.carry(output, outputs, names);
    },
  };
}

async function labelled(tree: Tree, id: string, { labelOf }: LabelPairs): Promise<Item> {
  const item = itemOf(tree, id);
  const label = labelOf.get(id);
  if (label === undefined || item.problem) return item;
  try {
    const { boxes, size } = await readAnnotation(join(tree.root, label));
    const turn = await findTurn(item.source.file, size);
    if (!turn) return { ...item, boxes };
    return { ...item, boxes: boxes.map((one) => ({ ...one, box: turnBox(one.box, turn) })) };
  } catch (error) {
    return { ...item, problem: problemOf(error) };
  }
}

async function readAnnotation(file: string): Promise<VocAnnotation> {
  return readVocAnnotation(readXml(await readLabelText({ file }, 'VOC'), file), file);
}

async function carryLabel(
  { root }: Tree,
  { labelOf, shared }: LabelPairs,
  output: string,
  { item, output: picture }: Ending,
  names: NameRule,
  keep: ReadonlySet<string>,
): Promise<void> {
  const label = labelOf.get(item.id);
  if (label === undefined) return;
  if (picture !== null) {
    const annotation = await readAnnotation(join(root, label));
    const turn = await findTurn(item.source.file, annotation.size);
    const carried = carriedAnnotation(annotation, picture, turn, keep);
    await writeAtomic(join(output, labelPlace(label, picture, names)), writeXml(carried));
  } else if (!shared.has(label)) {
    await rm(join(output, unusedLabelPlace(label, item.id, names)), { force: true });
  }
}

async function looksLikeVoc(root: string): Promise<boolean> {
  const top = await lookInto(root);
  const folders = [''];
  for (const name of top.folders) {
    if (labelFolders.test(name)) folders.push(name);
    else {
      const below = (await lookInto(join(root, name))).folders.filter((sub) =>
        labelFolders.test(sub),
      );
      folders.push(...below.map((sub) => join(name, sub)));
    }
  }
  for (const folder of folders) {
    const { files } = await lookInto(join(root, folder));
    const xmls = files.filter((name) => /\.xml$/i.test(name)).sort(compareNames);
    for (const name of xmls.slice(0, samples)) {
      if (await isAnnotation(join(root, folder, name))) return true;
    }
  }
  return false;
}

async function isAnnotation(file: string): Promise<boolean> {
  try {
    await readAnnotation(file);
    return true;
  } catch (error) {
    if (error instanceof GuiseError) return false;
    throw error;
  }
}
