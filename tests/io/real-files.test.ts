import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import exifr from 'exifr';
import { describe, expect, it } from 'vitest';
import { GuiseError, type ErrorCode } from '../../src/core/errors.js';
import { walk } from '../../src/io/files.js';
import { decodePicture, encodePicture, probePicture } from '../../src/io/image.js';
import { checkMetadata, inspectMetadata } from '../../src/io/metadata.js';
import { largestDifference } from './drawn.js';
import { temporaryFolders } from './temporary.js';

const data = process.env.GUISE_DATA ?? '';
const folder = temporaryFolders();
const pixelLimit = 40_000_000;

/** What a file on the data set must end as, when it is not written again. */
const refusals: Readonly<Record<string, ErrorCode>> = {
  'formats/65536-uint32-limit.png': 'picture-too-large',
  'formats/giant-image.jpg': 'picture-too-large',
  'formats/corrupt-header.jpg': 'picture-damaged',
  'formats/truncated.jpg': 'picture-damaged',
  'formats/truncated.png': 'picture-damaged',
  'jpg/corrupted.jpg': 'picture-damaged',
  'odd/truncated.jpg': 'picture-damaged',
  'formats/relax.jp2': 'codec-missing',
  'formats/relax_tileparts.jp2': 'codec-missing',
  'odd/multipage_rgb.tif': 'codec-missing',
};
const notPictures = /(README|\.svg|\.icc|\.icm|\.v)$/;

function hasExiftool(): boolean {
  try {
    execFileSync('exiftool', ['-ver'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

/** Tags of the file system, of the coding itself, and of the profiles that Guise embeds. */
const harmless = [
  /^(ExifTool|System|Composite|PNG-pHYs|ICC_Profile|ICC-header|APP14):/,
  /^File:(?!Comment)/,
  /^\w+:(Image(Width|Height)|BitsPerSample|Compression|PhotometricInterpretation|Strip\w+)$/,
  /^\w+:(SamplesPerPixel|RowsPerStrip|[XY]Resolution|ResolutionUnit|PlanarConfiguration)$/,
  /^\w+:(Orientation|SampleFormat|Predictor|ExtraSamples|SubfileType|PageNumber)$/,
  /^PNG:(BitDepth|ColorType|Filter|Interlace|Palette|Transparency|Gamma|SRGBRendering)$/,
  /^PNG:(ProfileName|BackgroundColor|SignificantBits|WhitePoint[XY]|(Red|Green|Blue)[XY])$/,
  /^GIF:(GIFVersion|HasColorMap|ColorResolutionDepth|BitsPerPixel|FrameCount|Duration)$/,
  /^GIF:(BackgroundColor|TransparentColor|AnimationIterations)$/,
  /^RIFF:(VP8Version|(Horizontal|Vertical)Scale|WebP_Flags|BackgroundColor|AnimationLoopCount)$/,
  /^RIFF:(FrameCount|Duration|AlphaIsUsed|Alpha(Pre|Filt|Comp)\w+)$/,
  /^QuickTime:(M(aj|in)or\w+|CompatibleBrands|HandlerType|AV1\w+|Chroma\w+|Image\w+|MediaData\w*)$/,
  /^QuickTime:(Seq\w+|InitialDelaySamples|QuickTime_ColorRep\w+)$/,
  /^JFIF:JFIFVersion$/,
  /^Adobe:(DCTEncodeVersion|APP14Flags[01]|ColorTransform)$/,
  /^(Meta|QuickTime):(PrimaryItemReference|AuxiliaryImageType|Color\w+|TransferC\w+|MatrixC\w+)$/,
];

describe.skipIf(data === '')('every file of GUISE_DATA/metadata', () => {
  it(
    'is written again without metadata, or refused for a stated reason',
    { timeout: 600_000 },
    async () => {
      const root = join(data, 'metadata');
      const written = await folder();
      const surprises: string[] = [];
      let count = 0;
      for await (const { path, file, problem } of walk(root)) {
        count++;
        const bytes = await readFile(file);
        const expected = notPictures.test(path) ? 'not-a-picture' : refusals[path];
        try {
          const { frames, encoding } = await decodePicture(bytes, { file: path, pixelLimit });
          const output = await encodePicture(frames, encoding);
          checkMetadata(output, [], path);
          const name = join(written, `${count}.${encoding.format}`);
          await mkdir(written, { recursive: true });
          await writeFile(name, output);
          if (expected) surprises.push(`${path}: expected ${expected}`);

          const probe = await probePicture(output, { file: path });
          const sizes = [probe.frames, probe.width, probe.height];
          if (`${sizes}` !== `${[frames.length, frames[0].width, frames[0].height]}`) {
            surprises.push(`${path}: another size`);
          }
          if (encoding.lossless) {
            const again = await decodePicture(output, { file: path, pixelLimit });
            if (frames.some((frame, at) => largestDifference(frame, again.frames[at]) > 0)) {
              surprises.push(`${path}: other pixels`);
            }
          }
          if (['jpeg', 'png', 'tiff'].includes(encoding.format)) {
            const left = await leftForExifr(output);
            if (left.length > 0) surprises.push(`${path}: exifr reads ${left.join(', ')}`);
          }
        } catch (error) {
          const code = error instanceof GuiseError ? error.code : String(error);
          if (code !== expected) surprises.push(`${path}: ${String(error)}`);
        }
        if (problem) surprises.push(`${path}: ${problem}`);
      }
      expect(surprises).toEqual([]);
      expect(count).toBeGreaterThan(200);
      if (hasExiftool()) expect(leftForExiftool(written)).toEqual([]);
    },
  );

  it('is known to our inspector wherever exifr finds a tag in it', async () => {
    const missed: string[] = [];
    for await (const { path, file } of walk(join(data, 'metadata'))) {
      const bytes = await readFile(file);
      const independent = await leftForExifr(bytes).catch((): string[] => []);
      if (independent.length === 0) continue;
      const ours = inspectMetadata(bytes, path);
      if (ours.length === 0) missed.push(`${path}: ${independent.slice(0, 5).join(', ')}`);
    }
    expect(missed).toEqual([]);
  });
});

describe.skipIf(data === '' || !hasExiftool())('exiftool, where it is installed', () => {
  it(
    'agrees with our inspector on which real files hold metadata',
    { timeout: 300_000 },
    async () => {
      const root = join(data, 'metadata');
      const disagreements: string[] = [];
      const found = exiftoolTags(root);
      for await (const { path, file } of walk(root)) {
        if (notPictures.test(path) || refusals[path]) continue;
        const ours = inspectMetadata(await readFile(file), path).length > 0;
        const theirs = (found.get(file) ?? []).some(isMetadata);
        if (theirs && !ours)
          disagreements.push(`${path}: ${found.get(file)?.filter(isMetadata).join(', ')}`);
      }
      expect(disagreements).toEqual([]);
    },
  );
});

/** Tags that exifr reads but for those that every TIFF has. */
async function leftForExifr(bytes: Buffer): Promise<string[]> {
  const all = { tiff: true, xmp: true, icc: false, iptc: true, jfif: true, ihdr: false };
  const parsed: unknown = await exifr.parse(bytes, all);
  const coding =
    /^(Image(Width|Height)|BitsPerSample|Compression|PhotometricInterpretation|Strip\w+|Orientation|SamplesPerPixel|RowsPerStrip|[XY]Resolution|ResolutionUnit|PlanarConfiguration|Predictor|ExtraSamples|SampleFormat|JFIFVersion|Thumbnail(Width|Height)|SubfileType)$/;
  return Object.keys(parsed instanceof Object ? parsed : {}).filter((tag) => !coding.test(tag));
}

function isMetadata(tag: string): boolean {
  return !harmless.some((pattern) => pattern.test(tag)) && tag !== 'SourceFile';
}

function exiftoolTags(path: string): Map<string, string[]> {
  const json = execFileSync('exiftool', ['-j', '-G1', '-a', '-U', '-r', '-q', path], {
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const files = JSON.parse(json.toString()) as Record<string, unknown>[];
  return new Map(files.map((tags) => [String(tags['SourceFile']), Object.keys(tags)]));
}

function leftForExiftool(path: string): string[] {
  return [...exiftoolTags(path)].flatMap(([file, tags]) =>
    tags.filter(isMetadata).map((tag) => `${file}: ${tag}`),
  );
}
