export const pngSignature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** A chunk of a PNG file. */
export interface PngChunk {
  readonly type: string;
  readonly payload: Buffer;
}

/** The chunks of a PNG file. */
export interface PngLayout {
  readonly chunks: readonly PngChunk[];
  /** First byte behind IEND; absent when the file ends before. */
  readonly end?: number;
}

/** Walks the chunks up to IEND, or as far as they are whole. */
export function readPngLayout(bytes: Buffer): PngLayout {
  const chunks: PngChunk[] = [];
  let at = pngSignature.length;
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const next = at + 12 + length;
    if (next > bytes.length) break;
    const type = bytes.toString('latin1', at + 4, at + 8);
    chunks.push({ type, payload: bytes.subarray(at + 8, at + 8 + length) });
    if (type === 'IEND') return { chunks, end: next };
    at = next;
  }
  return { chunks };
}
