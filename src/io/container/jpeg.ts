/** A marker segment of a JPEG file; start, end and restart markers are none. */
export interface JpegSegment {
  /** Second byte of the marker: 0xE1 for APP1. */
  readonly marker: number;
  /** First byte of the marker in the file. */
  readonly offset: number;
  /** What follows the length field. */
  readonly payload: Buffer;
  /** Entropy-coded bytes that follow; 0 except for SOS. */
  readonly scanBytes: number;
}

/** The marker segments of a JPEG file, and what lies outside them. */
export interface JpegLayout {
  readonly segments: readonly JpegSegment[];
  /** Bytes between segments that belong to none, restart markers out of place among them. */
  readonly strayBytes: number;
  /** First byte behind the end-of-image marker; absent when there is no such marker. */
  readonly end?: number;
}

const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;

function standsAlone(marker: number): boolean {
  return (marker >= 0xd0 && marker <= startOfImage) || marker === 0x01;
}

/** Walks the segments up to the first end-of-image marker, or as far as they go. */
export function readJpegLayout(bytes: Buffer): JpegLayout {
  const segments: JpegSegment[] = [];
  let strayBytes = 0;
  let at = 0;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff || bytes[at + 1] === 0x00) {
      strayBytes++;
      at++;
      continue;
    }
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at++;
      continue;
    }
    const offset = at;
    at += 2;
    if (marker === endOfImage) return { segments, strayBytes, end: at };
    if (standsAlone(marker)) {
      if (offset > 0) strayBytes += 2;
      continue;
    }
    if (at + 2 > bytes.length) break;
    const next = at + Math.max(2, bytes.readUInt16BE(at));
    const payload = bytes.subarray(at + 2, next);
    const scanEnd = marker === startOfScan ? endOfScan(bytes, next) : next;
    segments.push({ marker, offset, payload, scanBytes: scanEnd - next });
    at = scanEnd;
  }
  return { segments, strayBytes };
}

function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    const inside = next === 0x00 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
    if (next !== undefined && !inside) return at;
  }
  return bytes.length;
}
