import type { Box } from '../core/geometry.js';
import { GuiseError } from '../core/errors.js';
import type { Detection, Label } from '../core/region.js';
import type { LabelledBox } from '../formats/format.js';

/**
 * The dataset's own boxes as regions: classes that the policy does not map are left out, all
 * others count as certain. A box that cannot be right (corners swapped, no area, outside the
 * picture) is kept and marked for review, because somebody meant something by it.
 * @param classes the policy's `detection.classes`: name in the dataset -> label
 * @param size of the upright original, pixels
 * @param file the label file, for the regions' origin and for messages
 * @throws GuiseError `label-damaged` for coordinates that are not numbers
 */
export function regionsFromLabels(
  boxes: readonly LabelledBox[],
  classes: Readonly<Record<string, Label>>,
  size: { readonly width: number; readonly height: number },
  file: string,
): Detection[] {
  return boxes
    .filter(({ name }) => Object.hasOwn(classes, name))
    .map((labelled) => {
      const box = inPixels(labelled, size);
      if (!Object.values(box).every(Number.isFinite)) {
        const reason = `a box of class ${labelled.name} has a coordinate that is not a number`;
        throw new GuiseError('label-damaged', { file, format: 'box', reason });
      }
      const doubt = doubtAbout(box, size);
      return {
        label: classes[labelled.name],
        box: upright(box),
        score: 1,
        ...(doubt === undefined ? {} : { doubt }),
        origin: { by: 'labels' as const, file },
      };
    });
}

function inPixels({ box, unit }: LabelledBox, size: { width: number; height: number }): Box {
  if (unit === 'pixel') return { ...box };
  return {
    x0: box.x0 * size.width,
    y0: box.y0 * size.height,
    x1: box.x1 * size.width,
    y1: box.y1 * size.height,
  };
}

function upright({ x0, y0, x1, y1 }: Box): Box {
  return {
    x0: Math.min(x0, x1),
    y0: Math.min(y0, y1),
    x1: Math.max(x0, x1),
    y1: Math.max(y0, y1),
  };
}

function doubtAbout(box: Box, size: { width: number; height: number }): string | undefined {
  if (box.x1 < box.x0 || box.y1 < box.y0) return 'the labelled box has its corners swapped';
  if (box.x1 === box.x0 || box.y1 === box.y0) return 'the labelled box has no area';
  const outside = box.x1 <= 0 || box.y1 <= 0 || box.x0 >= size.width || box.y0 >= size.height;
  return outside ? 'the labelled box lies outside the picture' : undefined;
}
