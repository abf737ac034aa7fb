import { describe, expect, it } from 'vitest';
import {
  compareDescriptions,
  type Description,
} from '../../src/perception/likeness/description.js';
import { looksLike, openOthers, packDescription } from '../../src/perception/likeness.js';

const unit = (angle: number) => Float32Array.of(Math.cos(angle), Math.sin(angle));
/** One direction for each of the three recognisers. */
const face = (...angles: [number, number, number]): Description => angles.map(unit);

describe('likeness', () => {
  it('compares recogniser by recogniser, and one of them is enough', () => {
    const readings = compareDescriptions(face(0, 0, 0), face(1.2, 1.3, 0.2));
    expect(readings.map(({ cosine }) => cosine)).toEqual([
      expect.closeTo(Math.cos(1.2), 5),
      expect.closeTo(Math.cos(1.3), 5),
      expect.closeTo(Math.cos(0.2), 5),
    ]);
    expect(looksLike(readings)).toBe(true);
    expect(looksLike(compareDescriptions(face(0, 0, 0), face(1.2, 1.3, 1)))).toBe(false);
  });

  it('takes a face for somebody else when two recognisers do', () => {
    const packed = [face(0, 0, 0), face(2, 2, 2)].map(packDescription);
    const others = openOthers(Buffer.concat(packed));
    expect(others.holds(face(2.1, 2.1, 0.9))).toBe(true);
    expect(others.holds(face(2.1, 0.9, 0.9))).toBe(false);
    expect(others.holds(face(0.1, 2.1, 3))).toBe(false);
    expect(openOthers(Buffer.alloc(0)).holds(face(0, 0, 0))).toBe(false);
  });

  it('reads the faces it is given, and not what else the memory of their buffer holds', () => {
    const [stranger, known] = [face(2.1, 0.9, 0.9), face(0, 0, 0)];
    const memory = Uint8Array.from(Buffer.concat([stranger, known].map(packDescription)));
    const others = openOthers(Buffer.from(memory.buffer, memory.length / 2));
    expect(others.holds(stranger)).toBe(false);
    expect(others.holds(known)).toBe(true);
  });
});
