/** A chunk of a RIFF file, such as WebP. */
export interface RiffChunk {
  readonly type: string;
  readonly payload: Buffer;
}

/** The chunks of a WebP file. */
export interface RiffLayout {
  readonly chunks: readonly RiffChunk[];
  /** First byte behind what the file's header covers. */
  readonly end: number;
}

/** Walks the chunks of a whole WebP file. */
export function readRiffLayout(bytes: Buffer): RiffLayout {
  const end = Math.min(bytes.length, 8 + evenUp(bytes.readUInt32LE(4)));
  return { chunks: readRiffChunks(bytes.subarray(12, end)), end };
}

/** Walks chunks that lie one behind the other, as in a file's body or in an animation frame. */
export function readRiffChunks(bytes: Buffer): RiffChunk[] {
  const chunks: RiffChunk[] = [];
  let at = 0;
  while (at + 8 <= bytes.length) {
    const length = bytes.readUInt32LE(at + 4);
    const type = bytes.toString('latin1', at, at + 4);
    chunks.push({ type, payload: bytes.subarray(at + 8, at + 8 + length) });
    at += 8 + evenUp(length);
  }
  return chunks;
}

/** One chunk as bytes, padded to an even length. */
export function writeRiffChunk(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const payload = Buffer.concat(parts);
  const chunk = Buffer.alloc(8 + evenUp(payload.length));
  chunk.write(type, 0, 'latin1');
  chunk.writeUInt32LE(payload.length, 4);
  payload.copy(chunk, 8);
  return chunk;
}

function evenUp(length: number): number {
  return length + (length & 1);
}
