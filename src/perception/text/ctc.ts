/** What a recogniser read. */
export interface Reading {
  readonly text: string;
  /** Mean probability of the characters it kept, 0 to 1; 0 when it kept none. */
  readonly confidence: number;
}

/**
 * The most likely character at each step, repeats and blanks dropped.
 *
 * @param steps probabilities, `count` rows of `characters.length` values; row 0's class 0 is the
 *   blank, so `characters[0]` is never used
 * @source Graves et al., Connectionist temporal classification, ICML 2006
 */
export function decodeCtc(
  steps: Float32Array,
  count: number,
  characters: readonly string[],
): Reading {
  const classes = characters.length;
  let text = '';
  let kept = 0;
  let sum = 0;
  let previous = 0;
  for (let step = 0; step < count; step++) {
    const start = step * classes;
    let best = 0;
    for (let i = 1; i < classes; i++) if (steps[start + i] > steps[start + best]) best = i;
    if (best !== 0 && best !== previous) {
      text += characters[best];
      sum += steps[start + best];
      kept++;
    }
    previous = best;
  }
  return { text: text.trim(), confidence: kept > 0 ? sum / kept : 0 };
}

/**
 * The classes of PP-OCR's recogniser from the file that lists its characters, one a line: the
 * blank before them, a space after them.
 */
export function parseCharacters(file: string): string[] {
  const lines = file.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return ['', ...lines, ' '];
}
