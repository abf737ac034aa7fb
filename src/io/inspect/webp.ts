import { isOwnProfile } from '../coding/icc.js';
import { readRiffChunks, readRiffLayout, type RiffChunk } from '../container/riff.js';
import { entryUnlessEmpty, plainName, type MetadataEntry } from './entry.js';
import { inspectExif } from './exif.js';

const needed = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM']);
const frameHeaderBytes = 16;

/** Lists what a WebP holds beside its picture. */
export function inspectWebp(bytes: Buffer): MetadataEntry[] {
  const { chunks, end } = readRiffLayout(bytes);
  return [
    ...chunks.flatMap(inspectChunk),
    ...entryUnlessEmpty('unknown', 'data after the end', bytes.length - end),
  ];
}

function inspectChunk({ type, payload }: RiffChunk): MetadataEntry[] {
  if (needed.has(type)) return [];
  const sizeBytes = payload.length;
  switch (type) {
    case 'ANMF':
      return readRiffChunks(payload.subarray(frameHeaderBytes)).flatMap(inspectChunk);
    case 'ICCP':
      return isOwnProfile(payload) ? [] : [{ kind: 'profile', name: 'ICC profile', sizeBytes }];
    case 'EXIF':
      return inspectExif(payload);
    case 'XMP ':
      return [{ kind: 'xmp', name: 'XMP', sizeBytes }];
    case 'C2PA':
      return [{ kind: 'provenance', name: type, sizeBytes }];
    default:
      return [{ kind: 'unknown', name: plainName(type), sizeBytes }];
  }
}
