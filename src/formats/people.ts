import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { boxArea, boxCentre, iou, shareInside, type Box } from '../core/geometry.js';
import type { Protocol } from '../core/report.js';
import { peopleFile, type Item } from './format.js';
import { readPeopleFile, type PeopleRow } from './people-file.js';

/** Says who is who. A name is any text; equal names are one person. */
export interface People {
  readonly from: Protocol['peopleFrom'];
  /** The file that says so, where one does. */
  readonly file?: string;
  /** The name of each face of a picture; undefined where nobody says. */
  namesOf(item: Named, faces: readonly Box[], size: Size): (string | undefined)[];
  /** Names that a picture may show, known before it is looked at; absent when none are. */
  readonly hintsOf?: (item: Item) => string[];
}

/** The parts of an item that can name people. */
export type Named = Pick<Item, 'id' | 'boxes'>;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Opens the source of names: `folders`, `labels`, `clusters`, `none`, the path of a people.csv, or
 * `listed`, the dataset's own people.csv if there is one. Without a choice: the dataset's people.csv, else the class folders of
 * an ImageFolder, else clusters.
 * @throws GuiseError `file-unreadable`, `people-damaged`
 */
export async function openPeople(
  choice: string | undefined,
  dataset: { readonly root: string; readonly format: string },
): Promise<People> {
  const usual = join(dataset.root, peopleFile);
  const chosen =
    choice ??
    (existsSync(usual) ? usual : dataset.format === 'imagefolder' ? 'folders' : 'clusters');
  switch (chosen) {
    case 'folders':
      return {
        from: 'folders',
        namesOf: nameMainFace(folderOf),
        hintsOf: (item) => [folderOf(item) ?? item.id],
      };
    case 'labels':
      return {
        from: 'labels',
        namesOf: namesFromLabels,
        hintsOf: ({ boxes = [] }) => boxes.map(({ name }) => name),
      };
    case 'listed':
      return existsSync(usual) ? openPeople(usual, dataset) : openPeople('none', dataset);
    case 'clusters':
    case 'none':
      return { from: chosen, namesOf: (_item, faces) => faces.map(() => undefined) };
    default: {
      const rows = await readPeopleFile(chosen);
      return {
        from: 'file',
        file: chosen,
        namesOf: namesFromRows(rows),
        hintsOf: ({ id }) => (rows.get(id) ?? []).map(({ person }) => person),
      };
    }
  }
}

function folderOf({ id }: Named): string | undefined {
  const folder = basename(dirname(id));
  return folder === '.' || folder === '' ? undefined : folder;
}

/** One name a picture belongs to the face that the picture is about. */
function nameMainFace(nameOf: (item: Named) => string | undefined): People['namesOf'] {
  return (item, faces, size) => {
    const main = mainFace(faces, size);
    return faces.map((_, index) => (index === main ? nameOf(item) : undefined));
  };
}

/** The largest face, where one that lies over the middle counts as four times as large. */
export function mainFace(faces: readonly Box[], { width, height }: Size): number {
  const weightOf = (box: Box): number => {
    const centre = boxCentre(box);
    const off = Math.hypot((centre.x - width / 2) / width, (centre.y - height / 2) / height);
    return boxArea(box) * (off < 0.25 ? 4 : 1);
  };
  let best = -1;
  faces.forEach((box, index) => {
    if (best < 0 || weightOf(box) > weightOf(faces[best])) best = index;
  });
  return best;
}

/** A label's class is the name of the person in its box: of the face that fits it best. */
function namesFromLabels(item: Named, faces: readonly Box[], size: Size): (string | undefined)[] {
  const labelled = (item.boxes ?? []).map(({ name, box, unit }) => ({
    name,
    box: unit === 'pixel' ? box : toPixels(box, size),
  }));
  return namesByBoxes(labelled, faces);
}

function toPixels(box: Box, { width, height }: Size): Box {
  return { x0: box.x0 * width, y0: box.y0 * height, x1: box.x1 * width, y1: box.y1 * height };
}

function namesFromRows(rows: ReadonlyMap<string, readonly PeopleRow[]>): People['namesOf'] {
  return (item, faces, size) => {
    const own = rows.get(item.id) ?? [];
    const whole = own.find(({ box }) => box === undefined);
    const names = namesByBoxes(
      own.flatMap(({ person, box }) => (box ? [{ name: person, box }] : [])),
      faces,
    );
    const main = mainFace(faces, size);
    if (whole && main >= 0) names[main] ??= whole.person;
    return names;
  };
}

/** Gives each box's name to the face that overlaps it most, if it lies in it or on it at all. */
function namesByBoxes(
  named: readonly { readonly name: string; readonly box: Box }[],
  faces: readonly Box[],
): (string | undefined)[] {
  const names: (string | undefined)[] = faces.map(() => undefined);
  for (const { name, box } of named) {
    const fits = faces.map((face) => (shareInside(face, box) > 0.5 ? iou(face, box) + 1e-6 : 0));
    const best = fits.indexOf(Math.max(...fits));
    if (fits[best] > 0) names[best] ??= name;
  }
  return names;
}
