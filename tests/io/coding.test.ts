import { describe, expect, it } from 'vitest';
import { readAvifCoding } from '../../src/io/coding/avif-coding.js';
import {
  colourSpaces,
  isOwnProfile,
  profileOf,
  recogniseProfile,
} from '../../src/io/coding/icc.js';
import { readJpegCoding } from '../../src/io/coding/jpeg-coding.js';
import { readWebpCoding } from '../../src/io/coding/webp-coding.js';
import sharp from 'sharp';
import { drawnPicture } from './drawn.js';
import { codec } from './sources.js';

const picture = () => codec(drawnPicture(96, 64));

describe('the quality read from a file', () => {
  it('is exact for JPEG, from 1 to 100', async () => {
    for (let quality = 1; quality <= 100; quality++) {
      const bytes = await picture().jpeg({ quality }).toBuffer();
      expect(readJpegCoding(bytes).quality).toBe(quality);
    }
  });

  it('is within 2 of the one asked for, for AVIF', async () => {
    for (let quality = 10; quality <= 100; quality += 10) {
      const avif = readAvifCoding(await picture().avif({ quality, effort: 0 }).toBuffer());
      expect(Math.abs(avif.quality - quality)).toBeLessThanOrEqual(2);
    }
  });

  it('is at most 11 above and 2 below the one asked for, for WebP', async () => {
    const read: number[] = [];
    for (let quality = 10; quality <= 100; quality += 10) {
      const webp = readWebpCoding(await picture().webp({ quality }).toBuffer());
      expect(webp.quality - quality).toBeLessThanOrEqual(11);
      expect(webp.quality - quality).toBeGreaterThanOrEqual(-2);
      read.push(webp.quality);
    }
    expect(read).toEqual([...read].sort((a, b) => a - b));
  });

  it('comes with the chroma sampling', async () => {
    for (const chromaSubsampling of ['4:4:4', '4:2:0']) {
      const jpeg = await picture().jpeg({ chromaSubsampling }).toBuffer();
      expect(readJpegCoding(jpeg)).toMatchObject({ chromaSubsampling, finerChroma: false });
      const avif = await picture().avif({ chromaSubsampling, effort: 0 }).toBuffer();
      expect(readAvifCoding(avif).chromaSubsampling).toBe(chromaSubsampling);
    }
  });

  it('falls back to a high one for a stream that cannot be read', () => {
    expect(readAvifCoding(Buffer.from('nothing of the kind')).quality).toBe(80);
  });
});

describe('colour profiles', () => {
  it('are recognised in those that Guise makes, and only there counted as its own', () => {
    for (const space of colourSpaces) {
      expect(recogniseProfile(profileOf(space))).toBe(space);
      expect(isOwnProfile(profileOf(space))).toBe(true);
      expect(isOwnProfile(Buffer.concat([profileOf(space), Buffer.alloc(1)]))).toBe(false);
    }
  });

  it('are recognised in those of others, whatever their texts and dates', async () => {
    for (const [name, space] of [
      ['srgb', 'sRGB'],
      ['p3', 'Display P3'],
    ] as const) {
      const { icc } = await sharp(await picture().withIccProfile(name).png().toBuffer()).metadata();
      expect(icc && recogniseProfile(icc)).toBe(space);
      expect(icc && isOwnProfile(icc)).toBe(false);
    }
  });

  it('are none of the shared ones when primaries or curves are a device’s own', () => {
    const primaries = Buffer.from(profileOf('sRGB'));
    const redColumn = primaries.indexOf('XYZ \0\0\0\0', 200, 'latin1') + 28;
    primaries.writeInt32BE(primaries.readInt32BE(redColumn) + 2000, redColumn);
    expect(recogniseProfile(primaries)).toBeUndefined();

    const curve = Buffer.from(profileOf('Adobe RGB'));
    const gamma = curve.indexOf('para', 0, 'latin1') + 12;
    curve.writeInt32BE(Math.round(2.1 * 65536), gamma);
    expect(recogniseProfile(curve)).toBeUndefined();
    expect(recogniseProfile(Buffer.from('not a profile'))).toBeUndefined();
  });
});
