import { boxCentre, boxHeight, type Box } from '../../core/geometry.js';
import type { TextKind } from '../../core/region.js';
import { kindOfText } from './kind.js';

/** A line and what was read from it. */
export interface RowPart {
  readonly box: Box;
  readonly height: number;
  readonly reading: { readonly text: string };
}

/** More parts than this do not make one number or address. */
const longestRow = 5;

/** Amounts stand in rows of their own and make no phone number together. */
const amount = /^\D{0,4}\d+[.,]\d{2,3}$/;

/**
 * The kind of each line, in their order. A phone number or an address with wide gaps is found as
 * several lines, none of which looks like one: so each run of neighbours on one level is read
 * together as well, and if it is one, all of its parts are.
 */
export function kindsOfLines(lines: readonly RowPart[]): TextKind[] {
  const kinds = lines.map((line) => kindOfText(line.reading.text));
  const next = lines.map((line) => nearestAfter(line, lines));
  lines.forEach((line, start) => {
    const row = [start];
    let text = line.reading.text;
    for (let at = next[start]; at >= 0 && row.length < longestRow; at = next[at]) {
      row.push(at);
      text += ` ${lines[at].reading.text}`;
      if (row.some((part) => amount.test(lines[part].reading.text))) break;
      const kind = [text, text.replace(/ /g, '')].map(kindOfText).find(isContact);
      if (!kind) continue;
      for (const part of row) if (!isContact(kinds[part])) kinds[part] = kind;
    }
  });
  return kinds;
}

/** Whether the second goes on where the first ends, on the same level and of a similar height. */
export function follows(first: RowPart, second: RowPart): boolean {
  const height = Math.min(boxHeight(first.box), boxHeight(second.box));
  const gap = second.box.x0 - first.box.x1;
  const level = Math.abs(boxCentre(first.box).y - boxCentre(second.box).y);
  return (
    similarHeight(first, second) &&
    gap > -0.5 * height &&
    gap < 1.2 * height &&
    level < 0.5 * height &&
    second.box.x0 > first.box.x0
  );
}

/** Whether neither is more than 1.8 times as high as the other. */
export function similarHeight(a: RowPart, b: RowPart): boolean {
  return Math.max(a.height, b.height) <= 1.8 * Math.min(a.height, b.height);
}

function nearestAfter(line: RowPart, lines: readonly RowPart[]): number {
  let nearest = -1;
  lines.forEach((other, i) => {
    if (other === line || !follows(line, other)) return;
    if (nearest < 0 || other.box.x0 < lines[nearest].box.x0) nearest = i;
  });
  return nearest;
}

function isContact(kind: TextKind): boolean {
  return kind === 'email' || kind === 'phone';
}
