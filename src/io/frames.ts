import type { RawImage } from '../core/image.js';

/** Cuts a strip of frames, one below the other, into views that share its memory. */
export function splitFrames(strip: RawImage, frameHeight: number): RawImage[] {
  const { data, width, height, channels } = strip;
  const sizeBytes = width * frameHeight * channels;
  return Array.from({ length: Math.floor(height / frameHeight) }, (_, index) => ({
    data: data.subarray(index * sizeBytes, (index + 1) * sizeBytes),
    width,
    height: frameHeight,
    channels,
  }));
}

/** Puts frames of one size below each other. */
export function stackFrames(frames: readonly RawImage[]): RawImage {
  const [{ width, channels }] = frames;
  const height = frames.reduce((sum, frame) => sum + frame.height, 0);
  const data = new Uint8Array(width * height * channels);
  let at = 0;
  for (const frame of frames) {
    data.set(frame.data, at);
    at += frame.data.length;
  }
  return { data, width, height, channels };
}

/** Gives an image an opaque alpha channel when it has none. */
export function withAlpha(image: RawImage): RawImage {
  if (image.channels === 4) return image;
  const { data, width, height } = image;
  const rgba = new Uint8Array(width * height * 4);
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    rgba[to] = data[from];
    rgba[to + 1] = data[from + 1];
    rgba[to + 2] = data[from + 2];
    rgba[to + 3] = 255;
  }
  return { data: rgba, width, height, channels: 4 };
}

/** Takes away an alpha channel that hides nothing. */
export function withoutOpaqueAlpha(image: RawImage): RawImage {
  const { data, width, height, channels } = image;
  if (channels === 3) return image;
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return image;
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    rgb[to] = data[from];
    rgb[to + 1] = data[from + 1];
    rgb[to + 2] = data[from + 2];
  }
  return { data: rgb, width, height, channels: 3 };
}

/** Pixels of one channel of colour, with or without alpha. */
export interface GreyImage {
  data: Uint8Array;
  width: number;
  height: number;
  channels: 1 | 2;
}

/** The image with one channel of colour, or nothing when it holds a pixel that is not grey. */
export function toGrey({ data, width, height, channels }: RawImage): GreyImage | undefined {
  const kept = channels === 4 ? 2 : 1;
  const grey = new Uint8Array(width * height * kept);
  for (let from = 0, to = 0; from < data.length; from += channels, to += kept) {
    const value = data[from];
    if (value !== data[from + 1] || value !== data[from + 2]) return undefined;
    grey[to] = value;
    if (kept === 2) grey[to + 1] = data[from + 3];
  }
  return { data: grey, width, height, channels: kept };
}

/**
 * Gives an image the turn that its EXIF orientation (1 to 8) asks for. A new image, but for 1.
 * @source EXIF 2.32, tag 0x0112
 */
export function turnUpright(image: RawImage, orientation: number): RawImage {
  if (orientation <= 1 || orientation > 8) return image;
  const { data, width, height, channels } = image;
  const swapped = orientation >= 5;
  const [newWidth, newHeight] = swapped ? [height, width] : [width, height];
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBottom = [3, 4, 6, 7].includes(orientation);
  const turned = new Uint8Array(data.length);
  let to = 0;
  for (let y = 0; y < newHeight; y++) {
    for (let x = 0; x < newWidth; x++) {
      const [across, down] = swapped ? [y, x] : [x, y];
      const column = fromRight ? width - 1 - across : across;
      const row = fromBottom ? height - 1 - down : down;
      const from = (row * width + column) * channels;
      for (let channel = 0; channel < channels; channel++) turned[to++] = data[from + channel];
    }
  }
  return { data: turned, width: newWidth, height: newHeight, channels };
}

/** The part of a frame that differs from the frame before, from even positions on. */
export function changedPart(
  before: RawImage,
  frame: RawImage,
): { x: number; y: number; part: RawImage } {
  const { data, width, height, channels } = frame;
  const stride = width * channels;
  let [x0, y0, x1, y1] = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    const row = data.subarray(y * stride, (y + 1) * stride);
    const old = before.data.subarray(y * stride, (y + 1) * stride);
    let first = 0;
    while (first < stride && row[first] === old[first]) first++;
    if (first === stride) continue;
    let last = stride - 1;
    while (row[last] === old[last]) last--;
    x0 = Math.min(x0, Math.floor(first / channels));
    x1 = Math.max(x1, Math.floor(last / channels) + 1);
    y0 = Math.min(y0, y);
    y1 = y + 1;
  }
  if (x1 === 0) [x0, y0, x1, y1] = [0, 0, 1, 1];
  const [x, y] = [x0 & ~1, y0 & ~1];
  return { x, y, part: cut(frame, x, y, x1 - x, y1 - y) };
}

function cut(image: RawImage, x: number, y: number, width: number, height: number): RawImage {
  const { channels } = image;
  const data = new Uint8Array(width * height * channels);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * image.width + x) * channels;
    data.set(image.data.subarray(from, from + width * channels), row * width * channels);
  }
  return { data, width, height, channels };
}
