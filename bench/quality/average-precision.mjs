// Matching of found boxes with true ones, and what is computed from it.

import { iou } from '../../dist/core/geometry.js';
import { areaUnder } from '../../dist/measures/summary/average-precision.js';

/** Intersection over union from which a finding counts as the true face. */
const enough = 0.4;

/**
 * Matches findings with truth by the WIDER FACE protocol: by falling score, each finding takes the
 * free true face it overlaps most; one that overlaps only what is not asked for (invalid regions,
 * faces of other sizes) counts neither way.
 *
 * @param pictures each { found: [{ box, score }], truth: [{ box, ignored }] }
 * @param asked whether a true face counts, by its box
 * @returns { marks: [{ score, right }] by falling score, total }
 */
export function match(pictures, asked) {
  const marks = [];
  let total = 0;
  for (const { found, truth } of pictures) {
    const wanted = truth.filter(({ box, ignored }) => !ignored && asked(box));
    const others = truth.filter((face) => !wanted.includes(face));
    const free = new Set(wanted);
    total += wanted.length;
    for (const { box, score } of [...found].sort((a, b) => b.score - a.score)) {
      const best = bestOf(free, box);
      if (best) free.delete(best);
      else if (bestOf(others, box)) continue;
      marks.push({ score, right: best !== undefined });
    }
  }
  return { marks: marks.sort((a, b) => b.score - a.score), total };
}

function bestOf(faces, box) {
  let best;
  let bestIou = enough;
  for (const face of faces) {
    const overlap = iou(face.box, box);
    if (overlap < bestIou) continue;
    best = face;
    bestIou = overlap;
  }
  return best;
}

/** The area under the precision-recall curve, with precision made to fall only (all points). */
export function averagePrecision({ marks, total }) {
  let right = 0;
  const hits = marks.map((mark) => (mark.right ? ++right : right));
  return areaUnder(
    hits.map((count) => count / total),
    hits.map((count, index) => count / (index + 1)),
  );
}

/** The share of the true faces that were found with at least a score. */
export function recallAt({ marks, total }, score) {
  return marks.filter((mark) => mark.right && mark.score >= score).length / total;
}

/** False alarms a picture at a score. */
export function falseAlarmsAt({ marks }, score, pictures) {
  return marks.filter((mark) => !mark.right && mark.score >= score).length / pictures;
}

/** The lowest score with at most so many false alarms a picture. */
export function scoreAtFalseAlarms({ marks }, perPicture, pictures) {
  let wrong = 0;
  for (let index = 0; index < marks.length; index++) {
    if (!marks[index].right && ++wrong > perPicture * pictures) return marks[index - 1]?.score ?? 1;
  }
  return marks.at(-1)?.score ?? 1;
}
