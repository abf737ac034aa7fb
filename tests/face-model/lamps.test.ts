import { describe, expect, it } from 'vitest';
import { textureSize } from '../../src/face-model/face.js';
import { takeLampsOff } from '../../src/face-model/population/lamps.js';
import { drawPlain } from '../support/draw.js';

const seen = new Uint8Array(textureSize ** 2).fill(255);

/** A texture of skin with a factor of red and its counterpart of blue on its left half. */
function lit(factor: number) {
  const texture = drawPlain(textureSize, textureSize, '#a07860');
  for (let texel = 0; texel < textureSize ** 2; texel++) {
    if (texel % textureSize >= textureSize / 2) continue;
    texture.data[3 * texel] *= factor;
    texture.data[3 * texel + 2] /= factor;
  }
  return texture;
}

function hueAt({ data }: { data: ArrayLike<number> }, column: number): number {
  const at = 3 * (textureSize * (textureSize / 2) + column);
  return Math.log(data[at] / data[at + 2]);
}

describe('takeLampsOff', () => {
  it('makes both sides of a face that two lamps light of one colour', () => {
    const texture = lit(1.45);
    expect(hueAt(texture, 70) - hueAt(texture, 186)).toBeGreaterThan(0.6);
    takeLampsOff({ texture, seen });
    expect(Math.abs(hueAt(texture, 70) - hueAt(texture, 186))).toBeLessThan(0.15);
  });

  it('leaves a face in one light as it is, and one of which nothing is seen', () => {
    const [even, hidden] = [lit(1.03), lit(1.45)];
    takeLampsOff({ texture: even, seen });
    expect(even).toEqual(lit(1.03));
    takeLampsOff({ texture: hidden, seen: new Uint8Array(textureSize ** 2) });
    expect(hidden).toEqual(lit(1.45));
  });
});
