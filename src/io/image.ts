import { readFile } from 'node:fs/promises';
import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';
import { GuiseError } from '../core/errors.js';
import type { RawImage } from '../core/image.js';
import { profileOf } from './coding/icc.js';
import type { Encoding } from './coding/encoding.js';
import { sourceEncoding } from './coding/source-encoding.js';
import { decideColour } from './coding/colour.js';
import { checkJpegKind, heifKind, tiffPageSizes } from './coding/kinds.js';
import { missingPart } from './complete.js';
import { writePalettePng } from './container/png-write.js';
import { joinTiffPages, wrapInTiff } from './container/tiff-write.js';
import { assembleAnimation, type AnimationFrame } from './container/webp-animation.js';
import {
  changedPart,
  splitFrames,
  stackFrames,
  toGrey,
  turnUpright,
  withAlpha,
  withoutOpaqueAlpha,
  type GreyImage,
} from './frames.js';
import { decodeFailure, readFailure } from './failure.js';
import { decodeHeic } from './heic.js';
import { exifDirectories, tiffFields, type KeptTags } from './kept-tags.js';
import type { DecodeOptions, EncodeOptions, Picture, Probe } from './picture.js';
import { sniffFormat, type PictureFormat } from './sniff.js';

export type { Encoding } from './coding/encoding.js';
export type { DecodeOptions, EncodeOptions, Picture, Probe } from './picture.js';

const usualDelayMs = 100;
const largestIconPixels = 100_000_000;

// The pool of workers is the parallelism, and every picture is met once.
sharp.concurrency(1);
sharp.cache(false);

interface Header extends Probe {
  /** All frames together. */
  readonly pixels: number;
  /** Size of a frame before it is turned upright. */
  readonly stored: { readonly width: number; readonly height: number };
  readonly metadata: Metadata;
}

// A warning of the codec means that some pixels are its guess. TIFF readers also warn of tags they
// do not know, which says nothing about the pixels.
function strict(format: PictureFormat): SharpOptions {
  const failOn = format === 'tiff' ? 'error' : 'warning';
  return { failOn, limitInputPixels: false };
}

/**
 * Reads a picture's header; no pixels are decoded.
 * @throws GuiseError `file-empty`, `not-a-picture`, `codec-missing`, `picture-damaged`
 */
export async function probePicture(bytes: Buffer, options: { file: string }): Promise<Probe> {
  const { format, width, height, frames } = await readHeader(bytes, options.file);
  return { format, width, height, frames };
}

/**
 * Decodes a picture, fail closed: format by content and not by name, size checked before any pixel
 * is decoded, and data that is cut short or that the codec had to guess at is an error. Frames are
 * upright, 8 bits a channel, in sRGB or in the shared colour space that the encoding names.
 *
 * @throws GuiseError `file-empty`, `not-a-picture`, `codec-missing`, `picture-too-large`,
 * `picture-damaged`
 */
export async function decodePicture(bytes: Buffer, options: DecodeOptions): Promise<Picture> {
  const { file, pixelLimit } = options;
  const header = await readHeader(bytes, file);
  if (header.pixels > pixelLimit) {
    const { pixels } = header;
    throw new GuiseError('picture-too-large', { file, pixels, limit: pixelLimit });
  }
  const missing = missingPart(bytes, header.format);
  if (missing !== undefined) throw new GuiseError('picture-damaged', { file, reason: missing });
  const colour = decideColour(header.metadata.icc, header.metadata.space);
  try {
    const frames = await decodeFrames(bytes, header, colour.keepsNumbers);
    const encoding = sourceEncoding(bytes, file, header.format, header.metadata, colour);
    return { frames, encoding };
  } catch (error) {
    throw decodeFailure(error, file);
  }
}

async function readHeader(bytes: Buffer, file: string): Promise<Header> {
  const format = sniffFormat(bytes, file);
  try {
    if (format === 'jpeg') checkJpegKind(bytes, file);
    const pages = format === 'tiff' ? tiffPageSizes(bytes, file) : undefined;
    const animated = format === 'gif' || format === 'webp';
    const metadata = await sharp(bytes, {
      ...strict(format),
      ...(animated ? { pages: -1 } : {}),
    }).metadata();
    const kind = heifKind(format, metadata.compression, file);
    const frames = pages?.length ?? (animated ? (metadata.pages ?? 1) : 1);
    const stored = { width: metadata.width, height: metadata.pageHeight ?? metadata.height };
    const sizes = pages ?? [{ width: stored.width, height: stored.height * frames }];
    const pixels = sizes.reduce((sum, size) => sum + size.width * size.height, 0);
    const lying = (metadata.orientation ?? 1) >= 5;
    const [width, height] = lying ? [stored.height, stored.width] : [stored.width, stored.height];
    return { format: kind, width, height, frames, pixels, stored, metadata };
  } catch (error) {
    throw decodeFailure(error, file);
  }
}

async function decodeFrames(
  bytes: Buffer,
  { format, frames, stored, metadata }: Header,
  keepsNumbers: boolean,
): Promise<RawImage[]> {
  const options = { ...strict(format), ignoreIcc: keepsNumbers };
  if (format === 'heic') {
    const image = await decodeHeic(bytes, metadata.pagePrimary ?? 0);
    const { icc } = metadata;
    return [icc && !keepsNumbers ? await rawPixels(sharp(wrapInTiff(image, icc))) : image];
  }
  if (format === 'tiff') {
    const pages: RawImage[] = [];
    for (let page = 0; page < frames; page++) {
      pages.push(await rawPixels(sharp(bytes, { ...options, page }).autoOrient()));
    }
    return pages;
  }
  if (frames === 1) {
    const image = await rawPixels(sharp(bytes, options).autoOrient());
    return [format === 'gif' ? withoutOpaqueAlpha(image) : image];
  }
  const strip = await rawPixels(sharp(bytes, { ...options, pages: -1 }));
  const orientation = metadata.orientation ?? 1;
  const whole = withoutOpaqueAlpha(strip);
  return splitFrames(whole, stored.height).map((frame) => turnUpright(frame, orientation));
}

async function rawPixels(pipeline: Sharp): Promise<RawImage> {
  const { data, info } = await pipeline
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (channels !== 3 && channels !== 4) throw new Error(`${channels} channels of colour`);
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { data: bytes, width, height, channels };
}

/**
 * Writes a picture in the format it came in, with no metadata but the tags given. The same pixels
 * always give the same bytes.
 *
 * PNG, TIFF and lossless WebP read back to the very pixels given. JPEG, lossy WebP and AVIF are
 * coded again at about their source's own quality and chroma sampling: every pixel may move a
 * little, most for low qualities. GIF holds 256 colours a frame: frames with fewer read back
 * exactly, richer ones get the nearest palette, which moves colours everywhere in the frame.
 *
 * @param frames not empty; all of one size except for TIFF
 */
export async function encodePicture(
  frames: readonly RawImage[],
  encoding: Encoding,
  options: EncodeOptions = {},
): Promise<Buffer> {
  const tags = options.tags ?? {};
  switch (encoding.format) {
    case 'tiff':
      return encodeTiff(frames, encoding, tags);
    case 'gif':
      return encodeGif(frames, encoding);
    case 'webp':
      if (frames.length > 1) return encodeAnimation(frames, encoding);
  }
  const plain = encoding.colourSpace === 'sRGB' && Object.keys(tags).length === 0;
  const indexed = encoding.palette && plain ? writePalettePng(frames[0]) : undefined;
  if (indexed) return indexed;
  return still(frames[0], encoding, tags).toBuffer();
}

function still(frame: RawImage, encoding: Encoding, tags: KeptTags): Sharp {
  const { format, quality = 90, chromaSubsampling = '4:4:4', progressive, lossless } = encoding;
  const optimiseCoding = encoding.optimised ?? true;
  const pipeline = withTags(pixelSource(frame, encoding), tags);
  switch (format) {
    case 'jpeg':
      return pipeline
        .flatten({ background: '#ffffff' })
        .jpeg({ quality, chromaSubsampling, progressive, optimiseCoding });
    case 'png':
      return pipeline.png({ progressive, adaptiveFiltering: !encoding.palette });
    case 'webp':
      return pipeline.webp({
        exact: true,
        ...(lossless ? { lossless, effort: 1 } : { quality, effort: 2 }),
      });
    case 'avif':
      return pipeline.avif({ quality, chromaSubsampling, effort: 2 });
    case 'tiff':
      return pipeline.tiff({ compression: encoding.compression ?? 'deflate' });
    case 'gif':
      return pipeline.gif({ dither: 0 });
  }
}

function pixelSource(frame: RawImage, { colourSpace, grey }: Encoding): Sharp {
  if (colourSpace !== 'sRGB') {
    const wrapped = wrapInTiff(frame, profileOf(colourSpace));
    return sharp(wrapped, { ignoreIcc: true, limitInputPixels: false }).keepIccProfile();
  }
  const oneChannel = grey ? toGrey(frame) : undefined;
  return oneChannel ? rawSource(oneChannel).toColourspace('b-w') : rawSource(frame);
}

function rawSource({ data, width, height, channels }: RawImage | GreyImage): Sharp {
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
}

function withTags(pipeline: Sharp, tags: KeptTags): Sharp {
  return Object.keys(tags).length === 0 ? pipeline : pipeline.withExif(exifDirectories(tags));
}

async function encodeTiff(
  frames: readonly RawImage[],
  encoding: Encoding,
  tags: KeptTags,
): Promise<Buffer> {
  const pages: Buffer[] = [];
  for (const frame of frames) pages.push(await still(frame, encoding, {}).toBuffer());
  return joinTiffPages(pages, tiffFields(tags));
}

async function encodeGif(frames: readonly RawImage[], encoding: Encoding): Promise<Buffer> {
  const { data, width, height, channels } = stackFrames(frames.map(withAlpha));
  const raw = { width, height, channels, pageHeight: frames[0].height };
  const { loop, delaysMs } = encoding;
  return sharp(data, { raw, limitInputPixels: false })
    .gif({
      dither: 0,
      keepDuplicateFrames: true,
      interPaletteMaxError: 0,
      ...(loop === undefined ? {} : { loop }),
      ...(delaysMs ? { delay: [...delaysMs] } : {}),
    })
    .toBuffer();
}

async function encodeAnimation(frames: readonly RawImage[], encoding: Encoding): Promise<Buffer> {
  const { width, height } = frames[0];
  const parts: AnimationFrame[] = [];
  for (const [index, frame] of frames.entries()) {
    const { x, y, part } =
      index === 0 ? { x: 0, y: 0, part: frame } : changedPart(frames[index - 1], frame);
    const bytes = await still(
      part,
      { ...encoding, colourSpace: 'sRGB', grey: false },
      {},
    ).toBuffer();
    const delayMs = encoding.delaysMs?.[index] ?? usualDelayMs;
    parts.push({ still: bytes, x, y, width: part.width, height: part.height, delayMs });
  }
  const { loop = 0, colourSpace } = encoding;
  return assembleAnimation({
    width,
    height,
    alpha: frames[0].channels === 4,
    loop,
    ...(colourSpace === 'sRGB' ? {} : { icc: profileOf(colourSpace) }),
    frames: parts,
  });
}

/**
 * Draws an SVG to fill the size, whatever its own proportions. Nothing outside it is loaded.
 * @returns 4 channels
 */
export async function rasteriseSvg(svg: string, width: number, height: number): Promise<RawImage> {
  const drawn = sharp(Buffer.from(svg), { limitInputPixels: false })
    .resize(width, height, { fit: 'fill' })
    .ensureAlpha();
  return rawPixels(drawn);
}

/**
 * Reads a picture of the user's own, such as an icon: upright, sRGB, its first frame.
 * @returns 4 channels
 * @throws GuiseError as `decodePicture`, and `file-unreadable`
 */
export async function readImageFile(file: string): Promise<RawImage> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw readFailure(error, file);
  });
  const { frames } = await decodePicture(bytes, { file, pixelLimit: largestIconPixels });
  return withAlpha(frames[0]);
}
