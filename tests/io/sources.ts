import sharp, { type CreateRaw, type Sharp } from 'sharp';
import type { RawImage } from '../../src/core/image.js';
import { drawnPicture } from './drawn.js';

/** Hands drawn pixels to the codec, past everything under test. */
export function codec({ data, width, height, channels }: RawImage): Sharp {
  return sharp(data, { raw: { width, height, channels } });
}

/** Decodes with the codec alone. */
export async function codecPixels(bytes: Uint8Array): Promise<Buffer> {
  return sharp(bytes).raw().toBuffer();
}

/** One file of every format and kind that can be made here. */
export async function everyKind(): Promise<Record<string, Buffer>> {
  const rgb = () => codec(drawnPicture(41, 23));
  const rgba = () => codec(drawnPicture(41, 23, 4));
  return {
    'baseline JPEG': await rgb().jpeg({ quality: 83 }).toBuffer(),
    'JPEG with standard tables': await rgb().jpeg({ optimiseCoding: false }).toBuffer(),
    'progressive JPEG': await rgb().jpeg({ progressive: true }).toBuffer(),
    'grey JPEG': await rgb().toColourspace('b-w').jpeg().toBuffer(),
    'CMYK JPEG': await rgb().toColourspace('cmyk').jpeg().toBuffer(),
    'RGB PNG': await rgb().png().toBuffer(),
    'RGBA PNG': await rgba().png().toBuffer(),
    'interlaced PNG': await rgba().png({ progressive: true }).toBuffer(),
    'palette PNG': await rgb().png({ palette: true, colours: 16 }).toBuffer(),
    '16-bit PNG': await rgb().toColourspace('rgb16').png().toBuffer(),
    'lossy WebP': await rgb().webp().toBuffer(),
    'lossless WebP': await rgba().webp({ lossless: true, exact: true }).toBuffer(),
    'animated WebP': await animation(4)
      .webp({ loop: 2, delay: [40, 50, 60, 70] })
      .toBuffer(),
    GIF: await rgb().gif().toBuffer(),
    'animated GIF': await animation(4)
      .gif({ loop: 2, delay: [40, 50, 60, 70] })
      .toBuffer(),
    'LZW TIFF': await rgba().tiff({ compression: 'lzw' }).toBuffer(),
    'deflate TIFF': await rgb().tiff({ compression: 'deflate' }).toBuffer(),
    'plain TIFF': await rgb().tiff({ compression: 'none' }).toBuffer(),
    'tiled TIFF': await rgb().tiff({ compression: 'lzw', tile: true }).toBuffer(),
    AVIF: await rgb().avif({ effort: 0 }).toBuffer(),
  };
}

/** A strip of frames that differ in a corner. */
export function animation(frames: number): Sharp {
  const strip = drawnPicture(20, 10 * frames);
  for (let frame = 0; frame < frames; frame++) {
    for (let y = 0; y < 10; y++) {
      for (let x = 0; x < 20; x++) {
        const value = x < 5 ? frame * 60 : x * 10;
        strip.data.fill(
          value,
          ((frame * 10 + y) * 20 + x) * 3,
          ((frame * 10 + y) * 20 + x + 1) * 3,
        );
      }
    }
  }
  const { data, width, height, channels } = strip;
  const raw: CreateRaw = { width, height, channels, pageHeight: 10 };
  return sharp(data, { raw });
}
