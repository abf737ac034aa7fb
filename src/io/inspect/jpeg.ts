import { isOwnProfile } from '../coding/icc.js';
import { readJpegLayout, type JpegSegment } from '../container/jpeg.js';
import { entryUnlessEmpty, type MetadataEntry } from './entry.js';
import { inspectExif } from './exif.js';

const [app0, app1, app2, app11, app13, app14, comment] = [0xe0, 0xe1, 0xe2, 0xeb, 0xed, 0xee, 0xfe];
const multiPicture = 'MPF\0';
const profileHead = 'ICC_PROFILE\0';
const plainJfifBytes = 14;

/** Lists what a JPEG holds beside its picture. */
export function inspectJpeg(bytes: Buffer): MetadataEntry[] {
  const { segments, strayBytes, end = bytes.length } = readJpegLayout(bytes);
  return [
    ...inspectProfile(segments),
    ...segments.flatMap(inspectSegment),
    ...entryUnlessEmpty('unknown', 'bytes between segments', strayBytes),
    ...entryUnlessEmpty('unknown', 'data after the end', bytes.length - end),
  ];
}

function inspectProfile(segments: readonly JpegSegment[]): MetadataEntry[] {
  const parts = segments
    .filter((segment) => segment.marker === app2 && startsWith(segment, profileHead))
    .map(({ payload }) => payload.subarray(profileHead.length + 2));
  const profile = Buffer.concat(parts);
  return isOwnProfile(profile) ? [] : entryUnlessEmpty('profile', 'ICC profile', profile.length);
}

function startsWith({ payload }: JpegSegment, text: string): boolean {
  return payload.toString('latin1', 0, text.length) === text;
}

function inspectSegment(segment: JpegSegment): MetadataEntry[] {
  const { marker, payload } = segment;
  const sizeBytes = payload.length;
  const starts = (text: string) => startsWith(segment, text);
  if (marker === comment) return [{ kind: 'text', name: 'COM', sizeBytes }];
  if (marker < app0 || marker > 0xef) return isCoding(marker) ? [] : [unknown(marker, sizeBytes)];
  if (marker === app0 && starts('JFIF\0')) {
    return entryUnlessEmpty('thumbnail', 'JFIF thumbnail', sizeBytes - plainJfifBytes);
  }
  if (marker === app0 && starts('JFXX\0')) return [{ kind: 'thumbnail', name: 'JFXX', sizeBytes }];
  if (marker === app1 && starts('Exif\0')) return inspectExif(payload);
  if (marker === app1 && starts('http://ns.adobe.com/'))
    return [{ kind: 'xmp', name: 'XMP', sizeBytes }];
  if (marker === app2 && starts(profileHead)) return [];
  if (marker === app2 && starts(multiPicture)) return [{ kind: 'picture', name: 'MPF', sizeBytes }];
  if (marker === app11) return [{ kind: 'provenance', name: 'JUMBF', sizeBytes }];
  if (marker === app13) return [{ kind: 'iptc', name: 'Photoshop and IPTC', sizeBytes }];
  // Adobe's segment tells decoders which colour transform was used.
  if (marker === app14 && starts('Adobe') && sizeBytes === 12) return [];
  return [{ kind: 'application', name: `APP${marker - app0}`, sizeBytes }];
}

function unknown(marker: number, sizeBytes: number): MetadataEntry {
  return { kind: 'unknown', name: `marker 0x${marker.toString(16)}`, sizeBytes };
}

/** Frame headers, tables, scans, restart and start markers. */
function isCoding(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xdf && marker !== 0xc8;
}
