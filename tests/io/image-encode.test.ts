import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RawImage } from '../../src/core/image.js';
import {
  decodePicture,
  encodePicture,
  rasteriseSvg,
  readImageFile,
  type Encoding,
} from '../../src/io/image.js';
import { checkMetadata } from '../../src/io/metadata.js';
import { drawnPicture, drawnTiles, largestDifference } from './drawn.js';
import { codec, everyKind } from './sources.js';

const limits = { file: 'x', pixelLimit: 1e6 };
let kinds: Record<string, Buffer>;
beforeAll(async () => {
  kinds = await everyKind();
});

async function writtenAgain(
  bytes: Buffer,
): Promise<{ before: RawImage[]; after: RawImage[]; encoding: Encoding; bytes: Buffer }> {
  const { frames, encoding } = await decodePicture(bytes, limits);
  const written = await encodePicture(frames, encoding);
  return {
    before: frames,
    after: (await decodePicture(written, limits)).frames,
    encoding,
    bytes: written,
  };
}

describe('encodePicture', () => {
  it('writes every kind as the same kind, with all its frames and without metadata', async () => {
    for (const [kind, source] of Object.entries(kinds)) {
      const { before, after, encoding, bytes } = await writtenAgain(source);
      const again = (await decodePicture(bytes, limits)).encoding;
      const kept = (encoding: Encoding) => {
        const { format, lossless, progressive, optimised, grey, palette, loop, delaysMs } =
          encoding;
        return { format, lossless, progressive, optimised, grey, palette, loop, delaysMs };
      };
      expect([kind, kept(again)]).toEqual([kind, kept(encoding)]);
      expect([kind, after.map(shape)]).toEqual([kind, before.map(shape)]);
      expect(() => checkMetadata(bytes, [])).not.toThrow();
      if (encoding.lossless) {
        const differences = before.map((frame, at) => largestDifference(frame, after[at]));
        expect([kind, Math.max(...differences)]).toEqual([kind, 0]);
      }
    }
  });

  it('says of exactly the lossless kinds that they are', async () => {
    const lossless = [];
    for (const [kind, source] of Object.entries(kinds)) {
      if ((await decodePicture(source, limits)).encoding.lossless) lossless.push(kind);
    }
    expect(lossless).toEqual(Object.keys(kinds).filter((kind) => /PNG|TIFF|lossless/.test(kind)));
  });

  it('gives the same bytes for the same pixels', async () => {
    for (const source of Object.values(kinds)) {
      const { frames, encoding } = await decodePicture(source, limits);
      const once = await encodePicture(frames, encoding);
      const stored = JSON.parse(JSON.stringify(encoding)) as Encoding;
      expect((await encodePicture(frames, stored)).equals(once)).toBe(true);
    }
  });

  it('leaves the pixels it is given as they are', async () => {
    for (const source of Object.values(kinds)) {
      const { frames, encoding } = await decodePicture(source, limits);
      const before = frames.map((frame) => Buffer.from(frame.data));
      await encodePicture(frames, encoding);
      frames.forEach((frame, at) => expect(before[at].equals(Buffer.from(frame.data))).toBe(true));
    }
  });

  it.each([
    [1, 1],
    [1, 9],
    [9, 1],
    [33, 17],
  ])('writes every format at %i × %i', async (width, height) => {
    for (const channels of [3, 4] as const) {
      const image = drawnPicture(width, height, channels);
      for (const format of ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const) {
        const bytes = await encodePicture([image], encodingAs(format));
        const [read] = (await decodePicture(bytes, limits)).frames;
        expect([format, read.width, read.height]).toEqual([format, width, height]);
      }
    }
  });

  it('keeps the colours of pixels that are fully transparent', async () => {
    const image = drawnPicture(8, 8, 4);
    for (let at = 3; at < image.data.length; at += 8) image.data[at] = 0;
    for (const format of ['png', 'webp', 'tiff'] as const) {
      const bytes = await encodePicture([image], encodingAs(format));
      const [read] = (await decodePicture(bytes, limits)).frames;
      expect([format, largestDifference(image, read)]).toEqual([format, 0]);
    }
  });

  it('keeps the quantisation and chroma sampling of a JPEG', async () => {
    for (const chromaSubsampling of ['4:4:4', '4:2:0']) {
      for (const quality of [35, 75, 92, 100]) {
        const source = await codec(drawnPicture(64, 48))
          .jpeg({ quality, chromaSubsampling })
          .toBuffer();
        const { encoding } = await writtenAgain(source);
        expect(encoding).toMatchObject({ quality, chromaSubsampling });
      }
    }
  });

  it('loses less by coding a JPEG again than was lost when it was made', async () => {
    const drawn = drawnPicture(160, 120);
    for (const quality of [50, 75, 90]) {
      const source = await codec(drawn).jpeg({ quality }).toBuffer();
      const { before, after } = await writtenAgain(source);
      const made = meanDifference(drawn, before[0]);
      expect(made).toBeGreaterThan(0.5);
      expect(meanDifference(before[0], after[0])).toBeLessThan(0.7 * made);
    }
  });

  it('writes grey pictures with one channel, but in colour once they hold any', async () => {
    for (const kind of ['grey JPEG']) {
      const { frames, encoding } = await decodePicture(kinds[kind], limits);
      const grey = await encodePicture(frames, encoding);
      expect((await sharp(grey).metadata()).channels).toBe(1);
      frames[0].data.set([255, 0, 0], 0);
      const coloured = await encodePicture(frames, encoding);
      expect((await sharp(coloured).metadata()).channels).toBe(3);
    }
  });

  it('writes a colour table as long as the colours fit one, each exact', async () => {
    for (const [colours, palette] of [
      [1, true],
      [2, true],
      [5, true],
      [256, true],
      [257, false],
    ] as const) {
      const image = colours <= 256 ? drawnTiles(37, 29, colours) : drawnPicture(37, 29);
      const bytes = await encodePicture([image], { ...encodingAs('png'), palette: true });
      expect((await sharp(bytes).metadata()).isPalette).toBe(palette);
      const [read] = (await decodePicture(bytes, limits)).frames;
      expect(largestDifference(image, read)).toBe(0);
    }
  });

  it('keeps transparency in a colour table', async () => {
    const image = drawnPicture(5, 4, 4);
    const bytes = await encodePicture([image], { ...encodingAs('png'), palette: true });
    expect((await sharp(bytes).metadata()).isPalette).toBe(true);
    const [read] = (await decodePicture(bytes, limits)).frames;
    expect(largestDifference(image, read)).toBe(0);
  });

  it('writes GIF frames of few colours exactly', async () => {
    const frames = [drawnTiles(30, 20, 100), drawnTiles(30, 20, 30), drawnTiles(30, 20, 30)];
    const bytes = await encodePicture(frames, { ...encodingAs('gif'), delaysMs: [50, 60, 70] });
    const read = await decodePicture(bytes, limits);
    expect(read.frames.length).toBe(3);
    frames.forEach((frame, at) => expect(largestDifference(frame, read.frames[at])).toBe(0));
    expect(read.encoding.delaysMs).toEqual([50, 60, 70]);
  });

  it('keeps every frame of an animation, also those that equal the one before', async () => {
    const frames = [drawnPicture(31, 17, 4), drawnPicture(31, 17, 4), drawnPicture(31, 17, 4)];
    frames[2].data.set([1, 2, 3, 200], (16 * 31 + 30) * 4);
    for (const format of ['webp', 'gif'] as const) {
      const written = { ...encodingAs(format), loop: 3, delaysMs: [40, 50, 60] };
      const read = await decodePicture(await encodePicture(frames, written), limits);
      expect(read.frames.length).toBe(3);
      expect(read.encoding).toMatchObject({ loop: 3, delaysMs: [40, 50, 60] });
      if (format === 'webp') {
        frames.forEach((frame, at) => expect(largestDifference(frame, read.frames[at])).toBe(0));
      }
    }
  });

  it('keeps pages of different sizes in a TIFF', async () => {
    const frames = [drawnPicture(5, 7), drawnPicture(11, 3, 4), drawnPicture(1, 1)];
    const bytes = await encodePicture(frames, encodingAs('tiff'));
    const read = await decodePicture(bytes, limits);
    expect(read.frames).toEqual(frames);
    expect(() => checkMetadata(bytes, [])).not.toThrow();
  });

  it('keeps a shared colour space and its numbers, with a profile that is always the same', async () => {
    const p3 = await codec(drawnPicture(9, 9)).withIccProfile('p3').png().toBuffer();
    for (const format of ['png', 'tiff', 'webp'] as const) {
      const { frames, encoding } = await decodePicture(p3, limits);
      const bytes = await encodePicture(frames, { ...encoding, format });
      const read = await decodePicture(bytes, limits);
      expect(read.encoding.colourSpace).toBe('Display P3');
      expect(largestDifference(frames[0], read.frames[0])).toBe(0);
      expect(() => checkMetadata(bytes, [])).not.toThrow();
      const [shown, original] = [
        await sharp(bytes).raw().toBuffer(),
        await sharp(p3).raw().toBuffer(),
      ];
      const worst = Math.max(...shown.map((value, at) => Math.abs(value - original[at])));
      expect(worst).toBeLessThanOrEqual(2);
    }
  });
});

describe('pictures of the user’s own', () => {
  it('are drawn from SVG to fill the size asked for', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="2" height="2" fill="#f00"/></svg>';
    const image = await rasteriseSvg(svg, 10, 6);
    expect([image.width, image.height, image.channels]).toEqual([10, 6, 4]);
    expect([...image.data.subarray(0, 4)]).toEqual([255, 0, 0, 255]);
    expect([...image.data.subarray(9 * 4, 10 * 4)]).toEqual([0, 0, 0, 0]);
  });

  it('are read from files with an alpha channel, or refused by name', async () => {
    await expect(readImageFile('/nowhere.png')).rejects.toMatchObject({
      code: 'file-unreadable',
      details: { file: '/nowhere.png' },
    });
  });
});

function meanDifference(a: RawImage, b: RawImage): number {
  return a.data.reduce((sum, value, at) => sum + Math.abs(value - b.data[at]), 0) / a.data.length;
}

function shape({ width, height, channels }: RawImage): number[] {
  return [width, height, channels];
}

function encodingAs(format: Encoding['format']): Encoding {
  return {
    format,
    lossless: format === 'png' || format === 'tiff' || format === 'webp',
    progressive: false,
    grey: false,
    palette: false,
    colourSpace: 'sRGB',
    notes: [],
  };
}
