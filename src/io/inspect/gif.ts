import { readGifLayout, type GifBlock } from '../container/gif.js';
import { entryUnlessEmpty, plainName, type MetadataEntry } from './entry.js';

const [plainText, graphicControl, comment, application] = [0x01, 0xf9, 0xfe, 0xff];
const loopBlocks = ['NETSCAPE2.0', 'ANIMEXTS1.0'];
const loopBytes = 3;

/** Lists what a GIF holds beside its picture. */
export function inspectGif(bytes: Buffer): MetadataEntry[] {
  const { blocks, end = bytes.length } = readGifLayout(bytes);
  return [
    ...blocks.flatMap(inspectBlock),
    ...entryUnlessEmpty('unknown', 'data after the end', bytes.length - end),
  ];
}

function inspectBlock(block: GifBlock): MetadataEntry[] {
  if (block.kind === 'image') return [];
  const { label, parts } = block;
  const sizeBytes = parts.reduce((sum, part) => sum + part.length, 0);
  switch (label) {
    case graphicControl:
      return entryUnlessEmpty('unknown', 'graphic control surplus', sizeBytes - 4);
    case comment:
      return [{ kind: 'text', name: 'comment', sizeBytes }];
    case plainText:
      return [{ kind: 'text', name: 'plain text', sizeBytes }];
    case application: {
      const name = parts[0]?.toString('latin1') ?? '';
      if (name === 'XMP DataXMP') return [{ kind: 'xmp', name: 'XMP', sizeBytes }];
      if (name === 'ICCRGBG1012') return [{ kind: 'profile', name: 'ICC profile', sizeBytes }];
      const onlyLoops = loopBlocks.includes(name) && sizeBytes <= name.length + loopBytes;
      return onlyLoops ? [] : [{ kind: 'application', name: plainName(name), sizeBytes }];
    }
    default:
      return [{ kind: 'unknown', name: `extension 0x${label.toString(16)}`, sizeBytes }];
  }
}
