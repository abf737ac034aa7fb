import { encoded, skinLight, typologyAngle, type Pigments } from './pigment.js';

/** Logarithms of the smallest and largest shares that the table holds. */
const melaninRange = [Math.log(0.006), Math.log(0.6)] as const;
const bloodRange = [Math.log(0.003), Math.log(0.25)] as const;
const [melaninSteps, bloodSteps] = [48, 32];

let table: Float32Array | undefined;

/** Logarithms of linear sRGB over melanin and blood; made once, about 10 ms. */
function skinTable(): Float32Array {
  if (table) return table;
  table = new Float32Array(melaninSteps * bloodSteps * 3);
  for (let m = 0, at = 0; m < melaninSteps; m++) {
    for (let b = 0; b < bloodSteps; b++, at += 3) {
      const melanin = Math.exp(placed(m / (melaninSteps - 1), melaninRange));
      const blood = Math.exp(placed(b / (bloodSteps - 1), bloodRange));
      const light = skinLight({ melanin, blood });
      for (let c = 0; c < 3; c++) table[at + c] = Math.log(Math.max(light[c], 1e-3));
    }
  }
  return table;
}

function placed(share: number, [low, high]: readonly [number, number]): number {
  return low + share * (high - low);
}

/** Where a logarithm lies in a range, in steps; its ends for what lies beyond. */
function stepOf(value: number, range: readonly [number, number], steps: number): number {
  return Math.min(Math.max((value - range[0]) / (range[1] - range[0]), 0), 1) * (steps - 1);
}

const [darkest, brightest] = [-8, 0.5];
const codes = 4096;
const codeOf = Uint8Array.from({ length: codes }, (_, i) =>
  Math.round(encoded(Math.exp(darkest + ((brightest - darkest) * i) / (codes - 1)))),
);

/**
 * Writes the 8-bit sRGB colours of skin to `out` (three bytes a pixel; mutated), in one loop,
 * because a call a pixel costs more than its sums.
 *
 * @param own what the skin holds on the whole
 * @param melanin, blood by how much each pixel's share differs, natural logarithms
 * @param shade natural logarithms of a brightness; 0 leaves the colour as it is
 */
export function writeSkin(
  out: Uint8Array,
  own: Pigments,
  melanin: Readonly<Float32Array>,
  blood: Readonly<Float32Array>,
  shade: Readonly<Float32Array>,
): void {
  const colours = skinTable();
  const [ownMelanin, ownBlood] = [Math.log(own.melanin), Math.log(own.blood)];
  for (let i = 0, to = 0; i < shade.length; i++) {
    const m = stepOf(ownMelanin + melanin[i], melaninRange, melaninSteps);
    const b = stepOf(ownBlood + blood[i], bloodRange, bloodSteps);
    const m0 = Math.min(m | 0, melaninSteps - 2);
    const b0 = Math.min(b | 0, bloodSteps - 2);
    const ms = m - m0;
    const bs = b - b0;
    const first = (m0 * bloodSteps + b0) * 3;
    const second = first + bloodSteps * 3;
    for (let c = 0; c < 3; c++, to++) {
      const low = colours[first + c] + bs * (colours[first + 3 + c] - colours[first + c]);
      const high = colours[second + c] + bs * (colours[second + 3 + c] - colours[second + c]);
      const light = low + ms * (high - low) + shade[i];
      const code = ((light - darkest) / (brightest - darkest)) * (codes - 1);
      out[to] = codeOf[code < 0 ? 0 : code > codes - 1 ? codes - 1 : code | 0];
    }
  }
}

/** The share of melanin with which skin of this much blood has a typology angle (degrees). */
export function melaninFor(angle: number, blood: number): number {
  let [low, high] = melaninRange as readonly number[];
  for (let step = 0; step < 24; step++) {
    const middle = (low + high) / 2;
    const pigments: Pigments = { melanin: Math.exp(middle), blood };
    if (typologyAngle(pigments) > angle) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}
