import { posix } from 'node:path';
import type { Box } from '../core/geometry.js';
import { GuiseError } from '../core/errors.js';
import { carriedValue } from './fields.js';
import type { LabelledBox } from './format.js';
import type { DeclaredSize } from './jpeg-turn.js';
import { insidePath } from './paths.js';
import { turnBox, type Turn } from './turn.js';
import { childOf, elementsOf, textElement, textOf, type XmlElement } from './voc-xml.js';

/** What a VOC annotation says of its picture. */
export interface VocAnnotation {
  readonly root: XmlElement;
  readonly size: DeclaredSize;
  readonly boxes: readonly LabelledBox[];
}

const sides = ['xmin', 'ymin', 'xmax', 'ymax'] as const;
const objectWords = new Set(['name', 'pose']);
const kept = new Set(['size', 'segmented', 'object']);

/**
 * Reads the objects of an annotation. VOC counts pixels from 1 and includes the last, so that
 * `xmin` 1, `xmax` 10 is the half-open stretch from 0 to 10.
 * @source Everingham et al., The PASCAL Visual Object Classes Challenge 2012 development kit
 * @throws GuiseError `label-damaged`
 */
export function readVocAnnotation(root: XmlElement, file: string): VocAnnotation {
  const damaged = (reason: string) =>
    new GuiseError('label-damaged', { file, format: 'VOC', reason });
  if (root.name !== 'annotation') throw damaged('it holds no annotation');
  const fileName = textOf(childOf(root, 'filename'));
  if (fileName !== '') insidePath(fileName, file, 'VOC', 'filename');
  const size = childOf(root, 'size');
  const boxes = elementsOf(root)
    .filter(({ name }) => name === 'object')
    .map((object, index): LabelledBox => {
      const box = boxIn(childOf(object, 'bndbox'));
      if (!box) throw damaged(`object ${index + 1} has no box of four numbers`);
      return { name: textOf(childOf(object, 'name')), box, unit: 'pixel' };
    });
  return {
    root,
    size: {
      width: Number(textOf(size && childOf(size, 'width'))),
      height: Number(textOf(size && childOf(size, 'height'))),
    },
    boxes,
  };
}

function boxIn(bndbox: XmlElement | undefined): Box | undefined {
  const [x0, y0, x1, y1] = sides.map((side) => {
    const text = textOf(bndbox && childOf(bndbox, side));
    return text === '' ? NaN : Number(text);
  });
  const box = { x0: x0 - 1, y0: y0 - 1, x1, y1 };
  return Object.values(box).every(Number.isFinite) ? box : undefined;
}

/**
 * The annotation that goes with a picture in the output: its file and folder as they are now,
 * size and objects as they were, turned where they meant the pixels as stored. `path`, `source`,
 * `owner` and everything else that says where a photo came from is left out; within objects,
 * text is carried under the names that `carriedValue` knows.
 * @param output path of the picture below the output folder
 */
export function carriedAnnotation(
  { root }: VocAnnotation,
  output: string,
  turn: Turn | undefined,
  keep: ReadonlySet<string>,
): XmlElement {
  const folder = posix.basename(posix.dirname(output));
  const children = elementsOf(root).flatMap((child): XmlElement[] => {
    if (child.name === 'folder') return [textElement('folder', folder === '.' ? '' : folder)];
    if (child.name === 'filename') return [textElement('filename', posix.basename(output))];
    if (keep.has(child.name)) return [child];
    if (!kept.has(child.name)) return [];
    const turned = turn ? turnElement(child, turn) : child;
    return carriedElement(turned, keep);
  });
  const { verified } = root.attributes;
  return {
    name: root.name,
    attributes: verified === 'yes' || verified === 'no' ? { verified } : {},
    children,
  };
}

function carriedElement(element: XmlElement, keep: ReadonlySet<string>): XmlElement[] {
  const { name } = element;
  if (keep.has(name)) return [element];
  const children = elementsOf(element);
  if (children.length > 0) {
    const carried = children.flatMap((child) => carriedElement(child, keep));
    return [{ name, attributes: {}, children: carried }];
  }
  const text = textOf(element);
  const isNumber = text !== '' && Number.isFinite(Number(text));
  const isCarried =
    text === '' ||
    objectWords.has(name) ||
    carriedValue(name, isNumber ? Number(text) : text, keep) !== undefined;
  return isCarried ? [{ name, attributes: {}, children: element.children }] : [];
}

/** Turns every box within an element, and swaps the sides of a size. */
function turnElement(element: XmlElement, turn: Turn): XmlElement {
  if (element.name === 'size') {
    return replaceTexts(element, { width: turn.height, height: turn.width });
  }
  if (element.name === 'bndbox') {
    const box = boxIn(element);
    if (!box) return element;
    const { x0, y0, x1, y1 } = turnBox(box, turn);
    return replaceTexts(element, { xmin: x0 + 1, ymin: y0 + 1, xmax: x1, ymax: y1 });
  }
  const children = element.children.map((child) =>
    typeof child === 'string' ? child : turnElement(child, turn),
  );
  return { ...element, children };
}

function replaceTexts(
  element: XmlElement,
  texts: Readonly<Record<string, number | undefined>>,
): XmlElement {
  const children = elementsOf(element).map((child) => {
    const value = texts[child.name];
    return value === undefined ? child : { ...child, children: [String(value)] };
  });
  return { ...element, children };
}
