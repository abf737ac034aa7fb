import { boxAround, type Point } from '../core/geometry.js';
import { GuiseError } from '../core/errors.js';
import type { LabelledBox } from './format.js';

/**
 * Reads the lines of a YOLO label file as boxes, in shares of width and height: boxes
 * (`class x y w h`, centre first), polygons and rotated boxes (`class x1 y1 x2 y2 …`, an odd count
 * of numbers from seven on) as the box around them, poses as their box. Every word must be a
 * number, so that a file that is not what it seems is never carried along.
 *
 * @param keypoints numbers a pose has after its box; 0 when the dataset has none
 * @source Ultralytics YOLO dataset format
 * @throws GuiseError `label-damaged`
 */
export function readYoloBoxes(
  text: string,
  file: string,
  classes: readonly string[],
  keypoints: number,
): LabelledBox[] {
  return text.split('\n').flatMap((line, index) => {
    const words = line.trim().split(/\s+/);
    if (words[0] === '') return [];
    const numbers = words.map(Number);
    const damaged = (reason: string) =>
      new GuiseError('label-damaged', {
        file,
        format: 'YOLO',
        reason: `line ${index + 1} ${reason}`,
      });
    if (!numbers.every(Number.isFinite)) throw damaged('has a value that is not a number');
    const [classIndex, ...values] = numbers;
    if (!Number.isInteger(classIndex) || classIndex < 0) throw damaged('begins with no class');
    if (values.length < 4) throw damaged('has fewer than four coordinates');
    const name = classes[classIndex] ?? String(classIndex);
    const isPolygon =
      values.length >= 6 && values.length % 2 === 0 && values.length !== 4 + keypoints;
    const box = isPolygon ? boxAround(pointsOf(values)) : boxOf(values);
    return [{ name, box, unit: 'relative' as const }];
  });
}

function boxOf([x, y, width, height]: readonly number[]) {
  return { x0: x - width / 2, y0: y - height / 2, x1: x + width / 2, y1: y + height / 2 };
}

function pointsOf(values: readonly number[]): Point[] {
  const points: Point[] = [];
  for (let at = 0; at + 1 < values.length; at += 2)
    points.push({ x: values[at], y: values[at + 1] });
  return points;
}
