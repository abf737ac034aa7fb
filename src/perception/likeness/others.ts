import { knownRecognisers, type Description } from './description.js';

/** How many recognisers must take a new face for somebody before it counts as theirs. */
const agreeing = 2;

/** A description as bytes: 32-bit floats of one recogniser after the other. */
export function packDescription(description: Description): Buffer {
  return Buffer.concat(
    description.map(({ buffer, byteOffset, byteLength }) =>
      Buffer.from(buffer, byteOffset, byteLength),
    ),
  );
}

/** Faces that a new face must not be taken for. */
export interface Others {
  /**
   * Whether two recognisers at least take the face for one person's among these: by a cosine that
   * one in ten thousand pairs of different people reaches. About 1 ms for a thousand faces.
   */
  holds(description: Description): boolean;
}

/** @param packed descriptions as {@link packDescription} gives them, one behind the other */
export function openOthers(packed: Uint8Array): Others {
  // A slice of a Buffer shares its memory, which may begin elsewhere: only a copy begins at 0.
  const values = new Float32Array(Uint8Array.from(packed).buffer);
  return {
    holds(description) {
      const size = description.reduce((all, { length }) => all + length, 0);
      for (let row = 0; row + size <= values.length; row += size) {
        let taken = 0;
        let at = row;
        for (const [index, part] of description.entries()) {
          let cosine = 0;
          for (const value of part) cosine += value * values[at++];
          if (cosine >= knownRecognisers[index].oneInTenThousand) taken += 1;
        }
        if (taken >= agreeing) return true;
      }
      return false;
    },
  };
}
