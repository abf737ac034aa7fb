import type { RawImage } from '../core/image.js';

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

function withoutOpaqueAlpha(image: RawImage): RawImage {
  const { data, width, height } = image;
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return image;
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    rgb[to] = data[from];
    rgb[to + 1] = data[from + 1];
    rgb[to + 2] = data[from + 2];
  }
  return { data: rgb, width, height, channels: 3 };
}
