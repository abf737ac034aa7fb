/**
 * A decoded picture: 8 bits a channel, in sRGB or the shared colour space that its encoding names,
 * row-major, interleaved, upright.
 * `data.length === width * height * channels`. With 4 channels the last is straight (not
 * premultiplied) alpha.
 */
export interface RawImage {
  data: Uint8Array;
  width: number;
  height: number;
  channels: 3 | 4;
}

/** Makes an image filled with zeros (black; transparent when it has 4 channels). */
export function createImage(width: number, height: number, channels: 3 | 4 = 3): RawImage {
  return { data: new Uint8Array(width * height * channels), width, height, channels };
}

/** A copy that shares no memory with `image`. */
export function copyImage(image: RawImage): RawImage {
  return { ...image, data: image.data.slice() };
}
