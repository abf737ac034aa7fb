import type { RawImage } from '../core/image.js';
import type { Encoding } from './coding/encoding.js';
import type { KeptTags } from './kept-tags.js';
import type { PictureFormat } from './sniff.js';

/** A decoded picture and how to write it again. */
export interface Picture {
  /** One; for animations every frame, for multi-page TIFF every page (which may differ in size). */
  readonly frames: RawImage[];
  readonly encoding: Encoding;
}

export interface DecodeOptions {
  /** Named in errors; its extension tells whether the name must change. */
  readonly file: string;
  /** Most pixels allowed, all frames together. */
  readonly pixelLimit: number;
}

/** What a picture's header says. */
export interface Probe {
  readonly format: PictureFormat;
  /** Of the first frame, upright. */
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}

export interface EncodeOptions {
  /** The only metadata that is written; none when absent. GIF and animations cannot hold any. */
  readonly tags?: KeptTags;
}
