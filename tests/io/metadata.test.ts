import exifr from 'exifr';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodePicture, encodePicture } from '../../src/io/image.js';
import {
  checkMetadata,
  inspectMetadata,
  keepableTags,
  readMetadataTags,
} from '../../src/io/metadata.js';
import { drawnPicture } from './drawn.js';
import { plantedFiles, secret, type Planted } from './planted.js';
import { codec, everyKind } from './sources.js';

const limits = { file: 'x', pixelLimit: 1e6 };
let planted: Planted[];
beforeAll(async () => {
  planted = await plantedFiles();
});

const namesIn = (bytes: Buffer) =>
  inspectMetadata(bytes).map(({ kind, name }) => `${kind} ${name}`);

describe('inspectMetadata', () => {
  it('finds what is planted, wherever it is', () => {
    for (const { what, bytes, found } of planted) {
      expect([what, namesIn(bytes)]).toEqual([what, expect.arrayContaining([found])]);
    }
  });

  it('finds nothing in files that hold nothing but a picture', async () => {
    for (const [kind, bytes] of Object.entries(await everyKind())) {
      // The codec attaches a profile to CMYK by itself.
      if (kind !== 'CMYK JPEG') expect([kind, namesIn(bytes)]).toEqual([kind, []]);
    }
  });

  it('gives names and sizes, never values', () => {
    for (const { what, bytes } of planted) {
      expect([what, JSON.stringify(inspectMetadata(bytes))]).not.toEqual([
        what,
        expect.stringContaining(secret),
      ]);
    }
  });

  it('reports a structure that it cannot follow instead of passing it', async () => {
    const tiff = await codec(drawnPicture(4, 4)).tiff({ compression: 'none' }).toBuffer();
    tiff.writeUInt32LE(0xffff00, 4);
    expect(namesIn(tiff)).toEqual(['unknown unreadable structure']);
  });

  it('refuses what is not a picture', () => {
    expect(() => inspectMetadata(Buffer.from('text'))).toThrow(
      expect.objectContaining({ code: 'not-a-picture' }),
    );
  });
});

describe('what is planted', () => {
  it('is gone from the picture written', async () => {
    for (const { what, bytes } of planted) {
      const { frames, encoding } = await decodePicture(bytes, limits);
      const written = await encodePicture(frames, encoding);
      expect([what, namesIn(written)]).toEqual([what, []]);
      expect(written.includes(secret)).toBe(false);
      expect(() => checkMetadata(written, [])).not.toThrow();
    }
  });

  it('stops a file from counting as done', () => {
    for (const { bytes, found } of planted) {
      const name = found.slice(found.indexOf(' ') + 1);
      expect(() => checkMetadata(bytes, [], 'out/x')).toThrow(
        expect.objectContaining({
          code: 'metadata-left',
          details: { file: 'out/x', tags: expect.stringContaining(name) },
        }),
      );
    }
  });
});

describe('tags that a policy keeps', () => {
  const values = {
    Artist: 'A. Photographer',
    Copyright: '2024 nobody',
    DateTimeOriginal: '2020:02:03 04:05:06',
    FNumber: '2.8',
    ExposureTime: '0.005',
    ISOSpeedRatings: '400',
  };

  it.each(['jpeg', 'png', 'webp', 'avif'] as const)(
    'are written to %s, and nothing else',
    async (format) => {
      const source = await codec(drawnPicture(12, 8)).toFormat(format).toBuffer();
      const { frames, encoding } = await decodePicture(source, limits);
      const written = await encodePicture(frames, encoding, { tags: values });
      const allowed = Object.keys(values);
      expect(() => checkMetadata(written, allowed)).not.toThrow();
      expect(() => checkMetadata(written, allowed.slice(1))).toThrow(
        expect.objectContaining({
          code: 'metadata-left',
          details: { file: 'the picture', tags: 'Artist' },
        }),
      );
      expect(await readMetadataTags(written, allowed)).toEqual(values);
      const read = await decodePicture(written, limits);
      expect([read.frames[0].width, read.frames[0].height]).toEqual([12, 8]);
    },
  );

  it('are written to TIFF as far as its own directory holds them', async () => {
    const source = await codec(drawnPicture(12, 8)).tiff({ compression: 'lzw' }).toBuffer();
    const { frames, encoding } = await decodePicture(source, limits);
    const written = await encodePicture(frames, encoding, { tags: values });
    expect(() => checkMetadata(written, ['Artist', 'Copyright'])).not.toThrow();
    const { Artist, Copyright } = values;
    expect(await readMetadataTags(written, Object.keys(values))).toEqual({ Artist, Copyright });
  });

  it('are read from a source by name, and only those asked for', async () => {
    const source = await codec(drawnPicture(12, 8))
      .withExif({ IFD0: { Artist: 'me', Make: 'Cam' }, IFD3: { GPSLatitude: '1/1 2/1 3/1' } })
      .jpeg()
      .toBuffer();
    expect(await readMetadataTags(source, ['Make', 'GPSLatitude', 'constructor'])).toEqual({
      Make: 'Cam',
    });
    expect(await readMetadataTags(source, [])).toEqual({});
  });

  it('are none when the source has none', async () => {
    for (const bytes of Object.values(await everyKind())) {
      expect(await readMetadataTags(bytes, keepableTags)).toEqual({});
    }
  });

  it('agree with an independent reader', async () => {
    const source = await codec(drawnPicture(12, 8)).jpeg().toBuffer();
    const { frames, encoding } = await decodePicture(source, limits);
    const bytes = await encodePicture(frames, encoding, { tags: values });
    const read = (await exifr.parse(bytes, { reviveValues: false })) as Record<string, unknown>;
    expect(read).toMatchObject({ Artist: values.Artist, FNumber: 2.8, ISO: 400 });
    const plain = await encodePicture(frames, encoding);
    expect(await exifr.parse(plain, true)).toBeUndefined();
    expect((await sharp(plain).metadata()).exif).toBeUndefined();
  });
});
