import { GuiseError } from '../core/errors.js';

/** Picture formats that can be decoded. */
export const pictureFormats = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif', 'heic'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

interface MissingCodec {
  readonly missing: string;
  readonly remedy: string;
}

type Guess = PictureFormat | MissingCodec;

const toPng = 'for example to PNG';
const develop = 'develop it to TIFF or JPEG';

/** Magic numbers, as Latin-1; `?` stands for any byte. The first that fits decides. */
const signatures: readonly (readonly [string, Guess])[] = [
  ['\xff\xd8\xff', 'jpeg'],
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['GIF87a', 'gif'],
  ['GIF89a', 'gif'],
  ['RIFF????WEBP', 'webp'],
  ['II*\0????CR', { missing: 'a camera raw file', remedy: develop }],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['II+\0', 'tiff'],
  ['MM\0+', 'tiff'],
  ['IIRO', { missing: 'a camera raw file', remedy: develop }],
  ['IIU\0', { missing: 'a camera raw file', remedy: develop }],
  ['FUJIFILMCCD-RAW', { missing: 'a camera raw file', remedy: develop }],
  ['????ftypcrx ', { missing: 'a camera raw file', remedy: develop }],
  ['\0\0\0\x0cjP  \r\n\x87\n', { missing: 'JPEG 2000', remedy: toPng }],
  ['\xff\x4f\xff\x51', { missing: 'JPEG 2000', remedy: toPng }],
  ['\0\0\0\x0cJXL \r\n\x87\n', { missing: 'JPEG XL', remedy: toPng }],
  ['\xff\x0a', { missing: 'JPEG XL', remedy: toPng }],
  ['8BPS', { missing: 'a Photoshop document', remedy: 'export it to PNG or TIFF' }],
  ['v/1\x01', { missing: 'OpenEXR', remedy: toPng }],
  ['\x8aMNG\r\n\x1a\n', { missing: 'MNG', remedy: toPng }],
  ['\0\0\x01\0', { missing: 'a Windows icon', remedy: toPng }],
];

// The brand that names the coding may be the major one or among the compatible ones.
const heicBrands = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'hevm', 'hevs'];

/**
 * Tells a picture's format from its first bytes; the file's name plays no part.
 * @throws GuiseError `file-empty`, `not-a-picture`, and `codec-missing` for known formats that
 * cannot be decoded
 */
export function sniffFormat(bytes: Buffer, file: string): PictureFormat {
  if (bytes.length === 0) throw new GuiseError('file-empty', { file });
  const guess = guessFormat(bytes);
  if (guess === undefined) throw new GuiseError('not-a-picture', { file });
  if (typeof guess === 'string') return guess;
  throw codecMissing(file, guess.missing, guess.remedy);
}

/** The error for a picture of a known format that cannot be decoded here. */
export function codecMissing(file: string, format: string, remedy: string = toPng): GuiseError {
  return new GuiseError('codec-missing', { file, format, remedy });
}

function guessFormat(bytes: Buffer): Guess | undefined {
  const head = bytes.toString('latin1', 0, 64);
  for (const [pattern, guess] of signatures) {
    if ([...pattern].every((byte, at) => byte === '?' || byte === head[at])) return guess;
  }
  if (head.slice(4, 8) === 'ftyp') return guessFromBrands(bytes);
  if (isBitmap(bytes)) return { missing: 'a Windows bitmap', remedy: toPng };
  if (/^P[1-7]\s/.test(head)) return { missing: 'Netpbm', remedy: toPng };
  return undefined;
}

function guessFromBrands(bytes: Buffer): Guess | undefined {
  const length = Math.min(bytes.readUInt32BE(0), bytes.length, 4096);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= length; at += at === 8 ? 8 : 4) {
    brands.push(bytes.toString('latin1', at, at + 4));
  }
  if (brands.includes('avif') || brands.includes('avis')) return 'avif';
  if (brands.some((brand) => heicBrands.includes(brand))) return 'heic';
  if (brands.includes('mif1') || brands.includes('msf1')) return 'heic';
  return undefined;
}

function isBitmap(bytes: Buffer): boolean {
  if (bytes.length < 26 || bytes.toString('latin1', 0, 2) !== 'BM') return false;
  return [12, 40, 52, 56, 64, 108, 124].includes(bytes.readUInt32LE(14));
}
