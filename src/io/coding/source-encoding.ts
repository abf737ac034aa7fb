import { extname } from 'node:path';
import { readPngLayout } from '../container/png.js';
import type { PictureFormat } from '../sniff.js';
import type { Encoding, WrittenFormat } from './encoding.js';
import { readAvifCoding } from './avif-coding.js';
import type { ColourDecision } from './colour.js';
import { readJpegCoding } from './jpeg-coding.js';
import { readTiffCoding } from './tiff-coding.js';
import { readWebpCoding } from './webp-coding.js';

/** What the codec's header reader says of a picture. */
export interface CodecHeader {
  /** `srgb`, `b-w`, `cmyk`, `rgb16`, `grey16` … */
  readonly space: string;
  readonly isProgressive: boolean;
  readonly isPalette?: boolean | undefined;
  readonly bitsPerSample?: number | undefined;
  readonly gainMap?: object | undefined;
  /** Pictures in the file, of which HEIF shows only the main one. */
  readonly pages?: number | undefined;
  readonly loop?: number | undefined;
  readonly delay?: readonly number[] | undefined;
}

const heicAsJpegQuality = 92;

/** Works out how to write a picture again as it was. */
export function sourceEncoding(
  bytes: Buffer,
  file: string,
  format: PictureFormat,
  header: CodecHeader,
  colour: ColourDecision,
): Encoding {
  const common = {
    progressive: header.isProgressive,
    palette: format === 'png' && header.isPalette === true,
    grey: header.space === 'b-w' || header.space === 'grey16',
    colourSpace: colour.space,
  };
  const notes = notesOn(bytes, format, header, colour);
  switch (format) {
    case 'jpeg': {
      const { quality, chromaSubsampling, finerChroma, optimised } = readJpegCoding(bytes);
      if (finerChroma) notes.push('Its chroma sampling is written as the finer 4:4:4.');
      return { ...common, format, lossless: false, quality, chromaSubsampling, optimised, notes };
    }
    case 'heic':
      return {
        ...common,
        ...becoming(file, 'jpeg'),
        lossless: false,
        quality: heicAsJpegQuality,
        chromaSubsampling: '4:2:0',
        notes,
      };
    case 'png':
      return { ...common, format, lossless: true, notes };
    case 'webp':
      return { ...common, ...animationOf(header), format, ...readWebpCoding(bytes), notes };
    case 'gif':
      return { ...common, ...animationOf(header), format, lossless: false, notes };
    case 'tiff': {
      const { compression, sameCompression } = readTiffCoding(bytes);
      if (!sameCompression) notes.push('Its compression is replaced by deflate, without loss.');
      return { ...common, format, lossless: true, compression, notes };
    }
    case 'avif':
      return { ...common, format, lossless: false, ...readAvifCoding(bytes), notes };
  }
}

function becoming(file: string, format: WrittenFormat & 'jpeg') {
  const already = ['.jpg', '.jpeg', '.jpe', '.jfif'].includes(extname(file).toLowerCase());
  return { format, ...(already ? {} : { newExtension: '.jpg' }) };
}

function animationOf({ pages = 1, loop, delay }: CodecHeader): Pick<Encoding, 'loop' | 'delaysMs'> {
  if (pages === 1) return {};
  return { ...(loop === undefined ? {} : { loop }), ...(delay ? { delaysMs: delay } : {}) };
}

function notesOn(
  bytes: Buffer,
  format: PictureFormat,
  header: CodecHeader,
  colour: ColourDecision,
): string[] {
  const notes: string[] = [];
  if (format === 'heic') notes.push('HEIC cannot be written; it became a JPEG.');
  if (header.space === 'cmyk') notes.push('Its CMYK inks became sRGB.');
  else if (colour.converted) notes.push('Its own colour profile was applied and became sRGB.');
  if ((header.bitsPerSample ?? 8) > 8) notes.push('Of its depth 8 bits a channel are kept.');
  if (header.gainMap) notes.push('Its HDR gain map is not kept.');
  const heif = format === 'avif' || format === 'heic';
  if (heif && (header.pages ?? 1) > 1) notes.push('Of its several pictures the main one is kept.');
  if (isAnimatedStill(bytes, format)) notes.push('Of its animation the still picture is kept.');
  return notes;
}

/** Animated PNG and AVIF sequences, of which the codec sees the still picture only. */
function isAnimatedStill(bytes: Buffer, format: PictureFormat): boolean {
  if (format === 'png') return readPngLayout(bytes).chunks.some(({ type }) => type === 'acTL');
  return format === 'avif' && bytes.toString('latin1', 8, 12) === 'avis';
}
