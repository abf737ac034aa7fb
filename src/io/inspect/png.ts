import { inflateSync } from 'node:zlib';
import { isOwnProfile } from '../coding/icc.js';
import { readPngLayout, type PngChunk } from '../container/png.js';
import { entryUnlessEmpty, plainName, type MetadataEntry } from './entry.js';
import { inspectExif } from './exif.js';

/** Chunks that decide what the picture looks like. */
const needed = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD', 'pHYs'],
  ...['hIST', 'cICP', 'mDCV', 'cLLI', 'acTL', 'fcTL', 'fdAT'],
]);

/** Lists what a PNG holds beside its picture. */
export function inspectPng(bytes: Buffer): MetadataEntry[] {
  const { chunks, end = bytes.length } = readPngLayout(bytes);
  return [
    ...chunks.flatMap(inspectChunk),
    ...entryUnlessEmpty('unknown', 'data after the end', bytes.length - end),
  ];
}

/** What the encoder calls every profile. */
const ownProfileName = 'icc';
const largestProfileBytes = 1 << 22;

function inspectChunk({ type, payload }: PngChunk): MetadataEntry[] {
  if (needed.has(type)) return [];
  const sizeBytes = payload.length;
  const keyword = payload.toString('latin1', 0, Math.max(0, payload.indexOf(0)));
  switch (type) {
    case 'eXIf':
      return inspectExif(payload);
    case 'iCCP':
      return keyword === ownProfileName &&
        isOwnProfile(inflated(payload.subarray(keyword.length + 2)))
        ? []
        : [{ kind: 'profile', name: 'ICC profile', sizeBytes }];
    case 'tIME':
      return [{ kind: 'time', name: type, sizeBytes }];
    case 'caBX':
      return [{ kind: 'provenance', name: type, sizeBytes }];
    case 'tEXt':
    case 'zTXt':
    case 'iTXt':
      return keyword.startsWith('XML:com.adobe.xmp')
        ? [{ kind: 'xmp', name: 'XMP', sizeBytes }]
        : [{ kind: 'text', name: `${type} ${plainName(keyword)}`, sizeBytes }];
    default:
      return [{ kind: 'unknown', name: plainName(type), sizeBytes }];
  }
}

function inflated(bytes: Buffer): Buffer {
  try {
    return inflateSync(bytes, { maxOutputLength: largestProfileBytes });
  } catch {
    return Buffer.alloc(0);
  }
}
