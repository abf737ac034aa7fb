/** A block of a GIF file. */
export type GifBlock =
  | { readonly kind: 'image'; readonly sizeBytes: number }
  | {
      readonly kind: 'extension';
      /** 0xF9 graphic control, 0xFE comment, 0x01 plain text, 0xFF application. */
      readonly label: number;
      /** Its sub-blocks, without their length bytes. */
      readonly parts: readonly Buffer[];
    };

/** The blocks of a GIF file. */
export interface GifLayout {
  readonly blocks: readonly GifBlock[];
  /** First byte behind the trailer; absent when the file ends before it. */
  readonly end?: number;
}

const imageMark = 0x2c;
const extensionMark = 0x21;
const trailerMark = 0x3b;

/** Walks the blocks up to the trailer, or as far as they are whole. */
export function readGifLayout(bytes: Buffer): GifLayout {
  const blocks: GifBlock[] = [];
  let at = 13 + tableBytes(bytes[10] ?? 0);
  while (at < bytes.length) {
    const mark = bytes[at];
    if (mark === trailerMark) return { blocks, end: at + 1 };
    if (mark === imageMark) {
      const data = readSubBlocks(bytes, at + 11 + tableBytes(bytes[at + 9] ?? 0));
      if (!data) break;
      blocks.push({ kind: 'image', sizeBytes: data.end - at });
      at = data.end;
    } else if (mark === extensionMark) {
      const data = readSubBlocks(bytes, at + 2);
      if (!data) break;
      blocks.push({ kind: 'extension', label: bytes[at + 1], parts: data.parts });
      at = data.end;
    } else break;
  }
  return { blocks };
}

/** Bytes of the colour table that a packed field announces. */
function tableBytes(packed: number): number {
  return packed & 0x80 ? 3 << ((packed & 7) + 1) : 0;
}

function readSubBlocks(bytes: Buffer, from: number): { parts: Buffer[]; end: number } | null {
  const parts: Buffer[] = [];
  for (let at = from; at < bytes.length; at += 1 + bytes[at]) {
    if (bytes[at] === 0) return { parts, end: at + 1 };
    parts.push(bytes.subarray(at + 1, at + 1 + bytes[at]));
  }
  return null;
}
