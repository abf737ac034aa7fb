// How much of who somebody is lies in what `synthetic` and `k-same` take over from a face.
//
//   npm run build && GUISE_DATA=<folder> node bench/quality/carried-over.mjs [people]
//
// Each row of the table is what a new face would carry, and nothing else: somebody who has read it
// off released pictures of other people, whom clear pictures tell apart, looks for each person among
// those left. Recognisers see pictures and not these numbers, so this is another attacker than theirs.
// The spreads in `face-model/repose.ts` were measured on the first half of the people by name.
import { readdir } from 'node:fs/promises';
import path from 'node:path';

import { dealFolds } from '../../dist/attacks/folds.js';
import { learners, tune } from '../../dist/attacks/retrained/learners.js';
import { createRandom } from '../../dist/core/random.js';
import { readFace } from '../../dist/face-model/population.js';
import { drawRepose, inRepose } from '../../dist/face-model/repose.js';
import { createNetworks } from '../../dist/networks/weights.js';
import { createMatrix } from '../../dist/numbers/matrix.js';
import { data, readImage } from './face-data.mjs';
import { findMainFace } from './main-face.mjs';
import { printTable } from './print-table.mjs';

const networks = createNetworks({ threads: 1 });
const random = createRandom(new Uint8Array(32));
const folder = path.join(data, 'people/grey');
const names = (await readdir(folder)).sort().slice(0, Number(process.argv[2] ?? Infinity));
const faces = [];
for (const [person, name] of names.entries()) {
  for (const file of (await readdir(path.join(folder, name))).sort()) {
    const image = await readImage(path.join(folder, name, file));
    const found = await findMainFace(image, networks);
    if (found) faces.push({ person, ...readFace({ image, mesh: found.points }) });
  }
}
await networks.close();

const expressionOf = ({ fitted }) => fitted.form.expression;
const carried = {
  'proportions (not carried over)': { clear: ({ fitted }) => fitted.form.identity },
  'expression as it is': { clear: expressionOf },
  'expression in another repose, as carried over': {
    clear: expressionOf,
    released: (face) => inRepose(expressionOf(face), drawRepose(random)),
  },
  light: { clear: ({ light }) => light.shading },
  'tone of the skin': { clear: ({ light: { tint } }) => [tint.red, tint.green, tint.blue] },
  'pose of the head': { clear: ({ fitted }) => fitted.pose.rotation },
};

// People at odd places are the attacker's own.
const own = faces.filter(({ person }) => person % 2 === 1);
const others = faces.filter(({ person }) => person % 2 === 0);
const probes = others.filter(({ person }, at) => others[at + 1]?.person !== person);
const gallery = others.filter((face) => !probes.includes(face));
const rows = [];
for (const [name, { clear, released = clear }] of Object.entries(carried)) {
  const people = Uint32Array.from(own, ({ person }) => person);
  const lesson = {
    ...{ anonymised: matrixOf(own.map(released)), clear: matrixOf(own.map(clear)), people },
    folds: dealFolds(people, random),
  };
  const [looking, lookedAt] = [matrixOf(probes.map(released)), matrixOf(gallery.map(clear))];
  const found = [];
  for (const learner of learners) {
    const learned = await tune(learner, lesson);
    found.push(...ranks(learned.probes(looking), learned.gallery(lookedAt)));
  }
  const share = (most, list) => list.filter((rank) => rank <= most).length / list.length;
  const each = learners.map((_, at) => found.slice(at * probes.length, (at + 1) * probes.length));
  const percent = (most) => (100 * Math.max(...each.map((list) => share(most, list)))).toFixed(1);
  rows.push([name, percent(1), percent(10)]);
}
const sought = new Set(gallery.map(({ person }) => person)).size;
console.log(
  `${faces.length} faces of ${names.length} people; ${sought} are looked for, by one picture each: ` +
    `guessing is right in ${(100 / sought).toFixed(2)} %.\n`,
);
printTable(['what is known of a face', 'right first, %', 'among the first ten, %'], rows);

function matrixOf(vectors) {
  const matrix = createMatrix(vectors.length, vectors[0].length);
  vectors.forEach((vector, row) => matrix.data.set(vector, row * matrix.columns));
  return matrix;
}

/** The place of the right person for each probe, among people by their nearest picture. */
function ranks(looking, lookedAt) {
  return probes.map(({ person }, probe) => {
    const nearest = new Map();
    gallery.forEach((face, at) => {
      let distance = 0;
      for (let i = 0; i < looking.columns; i++) {
        const step = looking.data[probe * looking.columns + i];
        distance += (step - lookedAt.data[at * lookedAt.columns + i]) ** 2;
      }
      nearest.set(face.person, Math.min(distance, nearest.get(face.person) ?? Infinity));
    });
    const right = nearest.get(person);
    if (right === undefined) return Infinity;
    return 1 + [...nearest.values()].filter((distance) => distance < right).length;
  });
}
