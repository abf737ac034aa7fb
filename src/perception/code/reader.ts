import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes, type ReadResult } from 'zxing-wasm/reader';
import type { Point } from '../../core/geometry.js';
import type { Tensor } from '../../networks/session.js';

/** A symbol in a view, in the view's pixels. */
export interface CodeSymbol {
  /** Four corners: left top, right top, right bottom, left bottom of the symbol. */
  readonly corners: readonly Point[];
  /** Bars side by side, not a field of squares. */
  readonly linear: boolean;
  /** Whether its contents, checksums included, could be read. */
  readonly readable: boolean;
}

/** How hard to look. */
export interface ReaderEffort {
  /** Also looks for turned and inverted symbols, on more lines. */
  readonly harder: boolean;
  /** Also looks after closing small gaps; doubles the time. */
  readonly denoise: boolean;
}

/**
 * Finds the symbols in a view, readable or damaged. The decoder is WebAssembly and is loaded from
 * the installed package, never from the network.
 *
 * @param view 1 × 3 × height × width, red, green and blue of 0..255
 * @source ZXing-C++ (zxing-cpp/zxing-cpp)
 */
export async function findSymbols(view: Tensor, effort: ReaderEffort): Promise<CodeSymbol[]> {
  await (loaded ??= load());
  const results = await readBarcodes(asImageData(view), {
    tryHarder: effort.harder,
    tryRotate: effort.harder,
    tryInvert: effort.harder,
    tryDownscale: true,
    tryDenoise: effort.denoise,
    returnErrors: true,
    maxNumberOfSymbols: 255,
  });
  return results.map(toSymbol).filter((symbol) => symbol.readable || isPlausible(symbol));
}

let loaded: Promise<void> | undefined;

async function load(): Promise<void> {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const bytes = await readFile(file);
  const wasmBinary = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
}

const matrixFamilies: ReadonlySet<string> = new Set([
  'QRCode',
  'Aztec',
  'DataMatrix',
  'MaxiCode',
  'PDF417',
]);
const squareFamilies: ReadonlySet<string> = new Set(['QRCode', 'Aztec', 'DataMatrix', 'MaxiCode']);

function toSymbol({ position, symbology, isValid }: ReadResult): CodeSymbol & { square: boolean } {
  const { topLeft, topRight, bottomRight, bottomLeft } = position;
  return {
    corners: [topLeft, topRight, bottomRight, bottomLeft],
    linear: !matrixFamilies.has(symbology),
    square: squareFamilies.has(symbology),
    readable: isValid,
  };
}

/** Sides of a symbol that could not be read, in view pixels, below which it is taken for noise. */
const smallestSide = 16;

/** What could not be read must at least have a symbol's shape: slivers are false alarms. */
function isPlausible({ corners, square }: CodeSymbol & { square: boolean }): boolean {
  const sides = corners.map((corner, i) => {
    const next = corners[(i + 1) % 4];
    return Math.hypot(next.x - corner.x, next.y - corner.y);
  });
  const alike = (a: number, b: number) => Math.min(a, b) > 0.75 * Math.max(a, b);
  return (
    Math.min(...sides) >= smallestSide &&
    alike(sides[0], sides[2]) &&
    alike(sides[1], sides[3]) &&
    (!square || alike(sides[0] + sides[2], sides[1] + sides[3]))
  );
}

function asImageData({ data, dims }: Tensor): {
  data: Uint8ClampedArray<ArrayBuffer>;
  width: number;
  height: number;
  colorSpace: 'srgb';
} {
  const [, , height, width] = dims;
  const plane = width * height;
  const pixels = new Uint8ClampedArray(4 * plane).fill(255);
  for (let channel = 0; channel < 3; channel++) {
    for (let i = 0; i < plane; i++) pixels[4 * i + channel] = data[channel * plane + i];
  }
  return { data: pixels, width, height, colorSpace: 'srgb' };
}
