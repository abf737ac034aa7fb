import type { RawImage } from '../core/image.js';
import { withoutOpaqueAlpha } from './frames.js';

/**
 * Decodes one picture of a HEIC file, upright; its own rotation and mirroring are applied. About
 * 0.1 s a megapixel. The codec (4 MB of WebAssembly) is loaded when it is first needed.
 *
 * @param index among the file's top-level pictures
 * @throws Error with the codec's reason
 */
export async function decodeHeic(bytes: Buffer, index: number): Promise<RawImage> {
  const { default: decode } = await import('heic-decode');
  const pictures = await decode.all({ buffer: bytes });
  try {
    const picture = pictures[index];
    if (!picture) throw new Error('its main picture is missing');
    const { data, width, height } = await picture.decode();
    const rgba = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return withoutOpaqueAlpha({ data: rgba, width, height, channels: 4 });
  } finally {
    pictures.dispose();
  }
}
