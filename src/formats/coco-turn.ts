import type { JsonValue } from './fields.js';
import { numbersOf, parseJson } from './json-value.js';
import { turnBox, turnPoint, type Turn } from './turn.js';

/**
 * The members of an annotation with its geometry taken from the stored grid to the upright one:
 * `bbox`, polygons and `keypoints`. Pictures with run-length masks never come here.
 */
export function turnAnnotation(
  members: ReadonlyMap<string, string>,
  turn: Turn,
): Map<string, string> {
  const turned = new Map(members);
  const change = (name: string, by: (value: JsonValue) => JsonValue): void => {
    const text = members.get(name);
    if (text !== undefined) turned.set(name, JSON.stringify(by(parseJson(text))));
  };
  change('bbox', (bbox) => {
    const sides = numbersOf(bbox);
    if (sides?.length !== 4) return bbox;
    const [x, y, width, height] = sides;
    const box = turnBox({ x0: x, y0: y, x1: x + width, y1: y + height }, turn);
    return [box.x0, box.y0, height, width];
  });
  change('segmentation', (value) => {
    if (!Array.isArray(value)) return value;
    return (value as readonly JsonValue[]).map((flat) => turnFlat(flat, 2, turn));
  });
  change('keypoints', (flat) => turnFlat(flat, 3, turn));
  return turned;
}

/** Points in one list, `step` numbers each; in triples a third of 0 means that there is none. */
function turnFlat(value: JsonValue, step: 2 | 3, turn: Turn): JsonValue {
  const flat = numbersOf(value);
  if (!flat) return value;
  const turned = [...flat];
  for (let at = 0; at + step <= flat.length; at += step) {
    if (step === 3 && flat[at + 2] === 0) continue;
    const { x, y } = turnPoint({ x: flat[at], y: flat[at + 1] }, turn);
    turned[at] = x;
    turned[at + 1] = y;
  }
  return turned;
}
