import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RawImage } from '../../src/core/image.js';
import { turnUpright } from '../../src/io/frames.js';
import { decodePicture, probePicture } from '../../src/io/image.js';
import { drawnPicture } from './drawn.js';
import { codec, codecPixels, everyKind } from './sources.js';

const limits = { file: 'x.jpg', pixelLimit: 1e6 };
let kinds: Record<string, Buffer>;
beforeAll(async () => {
  kinds = await everyKind();
});

describe('decodePicture', () => {
  it('reads every kind, whatever its name says, in the size its header says', async () => {
    for (const [kind, bytes] of Object.entries(kinds)) {
      const { frames } = await decodePicture(bytes, limits);
      const probe = await probePicture(bytes, { file: 'x' });
      expect([kind, frames.length, frames[0].width, frames[0].height]).toEqual([
        kind,
        probe.frames,
        probe.width,
        probe.height,
      ]);
      for (const { data, width, height, channels } of frames) {
        expect(data.length).toBe(width * height * channels);
      }
      expect(frames.length).toBe(kind.startsWith('animated') ? 4 : 1);
    }
  });

  it.each([
    [1, 1],
    [1, 9],
    [9, 1],
    [17, 31],
  ])('gives the exact pixels of a %i × %i PNG, TIFF and lossless WebP', async (width, height) => {
    for (const channels of [3, 4] as const) {
      const image = drawnPicture(width, height, channels);
      for (const bytes of [
        await codec(image).png().toBuffer(),
        await codec(image).tiff({ compression: 'lzw' }).toBuffer(),
        await codec(image).webp({ lossless: true, exact: true }).toBuffer(),
      ]) {
        const { frames } = await decodePicture(bytes, limits);
        expect(Buffer.from(frames[0].data).equals(Buffer.from(image.data))).toBe(true);
        expect(frames[0].channels).toBe(channels);
      }
    }
  });

  it('gives grey pictures three equal channels, and keeps their alpha', async () => {
    const grey = Buffer.from([0, 77, 128, 255]);
    const raw = { width: 2, height: 2, channels: 1 } as const;
    const plain = await sharp(grey, { raw }).toColourspace('b-w').png().toBuffer();
    const [image] = (await decodePicture(plain, limits)).frames;
    expect([...image.data]).toEqual([0, 0, 0, 77, 77, 77, 128, 128, 128, 255, 255, 255]);

    const withAlpha = Buffer.from([10, 200, 20, 100]);
    const pair = { width: 2, height: 1, channels: 2 } as const;
    const bytes = await sharp(withAlpha, { raw: pair }).toColourspace('b-w').png().toBuffer();
    const [transparent] = (await decodePicture(bytes, limits)).frames;
    expect([...transparent.data]).toEqual([10, 10, 10, 200, 20, 20, 20, 100]);
  });

  it('keeps the upper 8 of 16 bits, and says so', async () => {
    const { frames, encoding } = await decodePicture(kinds['16-bit PNG'], limits);
    expect(Buffer.from(frames[0].data).equals(Buffer.from(drawnPicture(41, 23).data))).toBe(true);
    expect(encoding.notes).toEqual([expect.stringContaining('8 bits')]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'turns EXIF orientation %i upright, once',
    async (orientation) => {
      const upright = drawnPicture(6, 4);
      const stored = storedAs(upright, orientation);
      const tagged = await codec(stored).withMetadata({ orientation }).png().toBuffer();
      expect((await sharp(tagged).metadata()).orientation).toBe(orientation);

      const { frames } = await decodePicture(tagged, limits);
      expect([frames[0].width, frames[0].height]).toEqual([6, 4]);
      expect(Buffer.from(frames[0].data).equals(Buffer.from(upright.data))).toBe(true);
      expect(await probePicture(tagged, { file: 'x' })).toMatchObject({ width: 6, height: 4 });
      expect(turnUpright(stored, orientation)).toEqual(upright);
    },
  );

  it('gives every page of a TIFF, of whatever size', async () => {
    const { joinTiffPages } = await import('../../src/io/container/tiff-write.js');
    const pages = [drawnPicture(5, 7), drawnPicture(11, 3, 4)];
    const files = await Promise.all(
      pages.map((page) => codec(page).tiff({ compression: 'lzw' }).toBuffer()),
    );
    const { frames } = await decodePicture(joinTiffPages(files), limits);
    expect(frames.map(({ width, height, channels }) => [width, height, channels])).toEqual([
      [5, 7, 3],
      [11, 3, 4],
    ]);
    frames.forEach((frame, index) =>
      expect(Buffer.from(frame.data).equals(Buffer.from(pages[index].data))).toBe(true),
    );
  });

  it('leaves colours in a shared space alone and converts those of any other profile', async () => {
    const image = drawnPicture(8, 8);
    const p3 = await codec(image).withIccProfile('p3').png().toBuffer();
    const stored = await sharp(p3, { ignoreIcc: true }).raw().toBuffer();
    const kept = await decodePicture(p3, limits);
    expect(kept.encoding.colourSpace).toBe('Display P3');
    expect(Buffer.from(kept.frames[0].data).equals(stored)).toBe(true);

    const cmyk = await decodePicture(kinds['CMYK JPEG'], limits);
    expect(cmyk.encoding.colourSpace).toBe('sRGB');
    expect(cmyk.encoding.notes).toEqual([expect.stringContaining('CMYK')]);
    expect(Buffer.from(cmyk.frames[0].data).equals(await codecPixels(kinds['CMYK JPEG']))).toBe(
      true,
    );
  });
});

describe('what is refused', () => {
  it('is a file of zero bytes', async () => {
    await expect(decodePicture(Buffer.alloc(0), limits)).rejects.toMatchObject({
      code: 'file-empty',
    });
  });

  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['PDF', '%PDF-1.7\n'],
    ['text', 'hello'],
    ['a JPEG marker cut short', '\xff\xd8'],
    ['video', '\0\0\0\x18ftypisom\0\0\0\0isomiso2'],
  ])('is %s: not a picture', async (_, text) => {
    const bytes = Buffer.from(text, 'latin1');
    await expect(decodePicture(bytes, limits)).rejects.toMatchObject({ code: 'not-a-picture' });
  });

  it.each([
    ['JPEG 2000', '\0\0\0\x0cjP  \r\n\x87\n'],
    ['JPEG XL', '\xff\x0a...'],
    ['JPEG XL', '\0\0\0\x0cJXL \r\n\x87\n'],
    ['a Photoshop document', '8BPS\0\x01'],
    ['a camera raw file', 'II*\0\x10\0\0\0CR\x02\0'],
  ])('is %s: no codec for it', async (format, text) => {
    const bytes = Buffer.from(text, 'latin1');
    await expect(decodePicture(bytes, limits)).rejects.toMatchObject({
      code: 'codec-missing',
      details: { file: 'x.jpg', format },
    });
  });

  it('is a camera raw file dressed as a TIFF', async () => {
    const { joinTiffPages } = await import('../../src/io/container/tiff-write.js');
    const dngVersion = { tag: 50706, type: 1, count: 4, value: Buffer.from([1, 4, 0, 0]) };
    const page = await codec(drawnPicture(4, 4)).tiff({ compression: 'none' }).toBuffer();
    const dng = joinTiffPages([page], [dngVersion]);
    await expect(decodePicture(dng, limits)).rejects.toMatchObject({ code: 'codec-missing' });
  });

  it('is a picture over the limit, all frames counted, before a pixel is decoded', async () => {
    const animated = kinds['animated GIF'];
    const pixels = 20 * 10 * 4;
    await expect(
      decodePicture(animated, { file: 'x', pixelLimit: pixels - 1 }),
    ).rejects.toMatchObject({ code: 'picture-too-large', details: { pixels, limit: pixels - 1 } });
    await expect(decodePicture(animated, { file: 'x', pixelLimit: pixels })).resolves.toBeDefined();

    const bomb = Buffer.from(kinds['RGB PNG']);
    bomb.writeUInt32BE(65000, 16);
    bomb.writeUInt32BE(65000, 20);
    bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
    const before = process.memoryUsage().rss;
    await expect(decodePicture(bomb, limits)).rejects.toMatchObject({ code: 'picture-too-large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
  });

  it('is data cut short, be it by a byte', async () => {
    const silent: string[] = [];
    for (const [kind, bytes] of Object.entries(kinds)) {
      for (const length of cuts(bytes.length)) {
        await decodePicture(bytes.subarray(0, length), limits).then(
          () => silent.push(`${kind} at ${length} of ${bytes.length}`),
          (error: unknown) => {
            if (!['picture-damaged', 'not-a-picture', 'file-empty'].includes(codeOf(error))) {
              silent.push(`${kind} at ${length}: ${String(error)}`);
            }
          },
        );
      }
    }
    expect(silent).toEqual([]);
  });
});

/** The first bytes, the last ones, and forty places between. */
function cuts(length: number): number[] {
  const step = Math.max(1, Math.floor(length / 40));
  const all = Array.from({ length }, (_, at) => at);
  return all.filter((at) => at < 16 || at >= length - 16 || at % step === 0);
}

/**
 * What a camera stores when it is held so that the orientation applies: the place of the first row
 * and column are those of the EXIF standard's table.
 */
function storedAs(upright: RawImage, orientation: number): RawImage {
  const { width: w, height: h, channels } = upright;
  const lying = orientation >= 5;
  const [width, height] = lying ? [h, w] : [w, h];
  const data = new Uint8Array(upright.data.length);
  for (let r = 0; r < height; r++) {
    for (let c = 0; c < width; c++) {
      const [x, y] = [
        [c, r],
        [w - 1 - c, r],
        [w - 1 - c, h - 1 - r],
        [c, h - 1 - r],
        [r, c],
        [w - 1 - r, c],
        [w - 1 - r, h - 1 - c],
        [r, h - 1 - c],
      ][orientation - 1];
      for (let k = 0; k < channels; k++) {
        data[(r * width + c) * channels + k] = upright.data[(y * w + x) * channels + k];
      }
    }
  }
  return { data, width, height, channels };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value >>> 0;
}
