import type { PictureFormat } from '../sniff.js';
import type { ColourSpace } from './icc.js';

/** Formats that pictures are written in. HEIC is read only. */
export type WrittenFormat = Exclude<PictureFormat, 'heic'>;

export const tiffCompressions = ['none', 'lzw', 'deflate', 'packbits'] as const;
export type TiffCompression = (typeof tiffCompressions)[number];

/**
 * How a decoded picture was coded: all that is needed to write one of the same kind. JSON-safe,
 * and free of anything that identifies: no names, dates or texts of the source.
 */
export interface Encoding {
  /** What it is written as. */
  readonly format: WrittenFormat;
  /** With dot; set only when the picture cannot be written in the format it came in. */
  readonly newExtension?: string;
  /** True when writing and reading again gives the same pixels. */
  readonly lossless: boolean;
  /** 1 to 100 on the scale of the format's usual encoder; estimated from the source. */
  readonly quality?: number;
  readonly chromaSubsampling?: '4:4:4' | '4:2:0';
  /** Progressive JPEG, interlaced PNG. */
  readonly progressive: boolean;
  /** Huffman tables made for the picture: smaller by about a tenth, twice as slow to write. */
  readonly optimised?: boolean;
  /** One channel of colour, as long as the pixels stay grey. */
  readonly grey: boolean;
  /** A colour table, as long as the pixels fit one. */
  readonly palette: boolean;
  readonly compression?: TiffCompression;
  /** Animations: how often it plays; 0 is for ever. */
  readonly loop?: number;
  /** Animations: how long each frame is shown. */
  readonly delaysMs?: readonly number[];
  /** The space that the pixels are in. */
  readonly colourSpace: ColourSpace;
  /** What the decoded picture or the written file does not keep, a sentence each. */
  readonly notes: readonly string[];
}
