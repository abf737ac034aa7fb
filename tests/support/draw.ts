import { boxCentre, boxHeight, boxWidth, type Box, type Point } from '../../src/core/geometry.js';
import { createImage, type RawImage } from '../../src/core/image.js';
import { createRandom, deriveKey, type Random } from '../../src/core/random.js';
import { blendByMask } from '../../src/pixels/blend.js';
import { gaussianBlur } from '../../src/pixels/blur.js';
import { parseColour, type Colour } from '../../src/pixels/colour.js';
import { ellipsePoints } from '../../src/pixels/convex.js';
import { paste } from '../../src/pixels/crop.js';
import { fillBox, plainImage } from '../../src/pixels/fill.js';
import { rasterisePolygon } from '../../src/pixels/raster.js';
import { glyphRows, glyphs } from './glyphs.js';

/** The random stream that belongs to a number or word. */
export function seeded(seed: number | string): Random {
  return createRandom(deriveKey(Buffer.from('drawn for tests'), String(seed)));
}

/** A picture of one colour (CSS hex), opaque. */
export function drawPlain(
  width: number,
  height: number,
  colour = '#ffffff',
  channels: 3 | 4 = 3,
): RawImage {
  return plainImage({ x0: 0, y0: 0, x1: width, y1: height }, channels, parseColour(colour));
}

/** Red grows to the right, green downwards, blue along the diagonal; opaque. */
export function drawGradient(width: number, height: number, channels: 3 | 4 = 3): RawImage {
  const image = createImage(width, height, channels);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += channels) {
      const [across, down] = [x / Math.max(1, width - 1), y / Math.max(1, height - 1)];
      image.data[at] = Math.round(255 * across);
      image.data[at + 1] = Math.round(255 * down);
      image.data[at + 2] = Math.round((255 * (across + down)) / 2);
      if (channels === 4) image.data[at + 3] = 255;
    }
  }
  return image;
}

/** Every byte random, alpha too. */
export function drawNoise(
  width: number,
  height: number,
  seed: number | string,
  channels: 3 | 4 = 3,
): RawImage {
  return { data: seeded(seed).bytes(width * height * channels), width, height, channels };
}

/** Covers a rectangle with a colour (CSS hex). Mutates `image`. */
export function drawBox(image: RawImage, box: Box, colour: string): void {
  fillBox(image, box, parseColour(colour));
}

/** Draws a filled polygon with smooth edges. Mutates `image`. */
export function drawPolygon(image: RawImage, points: readonly Point[], colour: string): void {
  const whole = { x0: 0, y0: 0, x1: image.width, y1: image.height };
  blendByMask(
    image,
    plainImage(whole, image.channels, parseColour(colour)),
    whole,
    rasterisePolygon(points, whole),
  );
}

/** Draws the ellipse inside a box. Mutates `image`. */
export function drawEllipse(image: RawImage, box: Box, colour: string): void {
  const [a, b] = [boxWidth(box) / 2, boxHeight(box) / 2];
  drawPolygon(
    image,
    ellipsePoints(boxCentre(box), { top: b, right: a, bottom: b, left: a }),
    colour,
  );
}

const skins = ['#f1c9a5', '#e0ac7d', '#c68a5c', '#9a6440', '#6f452b', '#f6d7bd'];
const hairs = ['#2a211c', '#4f3523', '#7b5a35', '#b3833f', '#8d8a86', '#171519'];
const irises = ['#4b3621', '#5b7a8c', '#6b7a45', '#2e1f14'];

/**
 * Draws a made-up face whose brows to chin and cheeks fill `box`, with hair and ears around it.
 * The seed decides colours and proportions. Mutates `image`; what reaches out of it is cut off.
 */
export function drawFace(image: RawImage, box: Box, seed: number | string): void {
  const random = seeded(seed);
  const pick = <T>(values: readonly T[]) => values[random.below(values.length)];
  const vary = (middle: number, spread: number) => middle + (random.uniform() * 2 - 1) * spread;
  const skin = pick(skins);
  const hair = pick(hairs);
  const iris = pick(irises);
  const place = (x: number, y: number, w: number, h: number): Box => {
    const centre = { x: box.x0 + x * boxWidth(box), y: box.y0 + y * boxHeight(box) };
    const [a, b] = [(w * boxWidth(box)) / 2, (h * boxHeight(box)) / 2];
    return { x0: centre.x - a, y0: centre.y - b, x1: centre.x + a, y1: centre.y + b };
  };
  const oval = (x: number, y: number, w: number, h: number, colour: string) =>
    drawEllipse(image, place(x, y, w, h), colour);

  const [eyeGap, eyeWidth, mouthWidth] = [vary(0.22, 0.025), vary(0.17, 0.02), vary(0.36, 0.05)];
  oval(0.5, 0.28, 1.16, vary(0.95, 0.08), hair);
  oval(0.5, 1.12, 0.5, 0.5, shade(skin, 0.72));
  for (const side of [-1, 1]) oval(0.5 + side * 0.51, 0.47, 0.13, 0.24, shade(skin, 0.85));
  oval(0.5, 0.47, 1, 1.06, skin);
  oval(0.5, 0.79, 0.62, 0.36, shade(skin, 0.97));
  for (const side of [-1, 1]) {
    const x = 0.5 + side * eyeGap;
    oval(x, 0.37, eyeWidth * 1.45, 0.13, shade(skin, 0.86));
    oval(x, vary(0.245, 0.01), eyeWidth * 1.35, 0.045, hair);
    oval(x, 0.37, eyeWidth, 0.075, '#f7f4f0');
    oval(x, 0.37, eyeWidth * 0.46, 0.075, iris);
    oval(x, 0.37, eyeWidth * 0.22, 0.04, '#0c0a09');
    oval(0.5 + side * 0.29, 0.6, 0.26, 0.16, blendOf(skin, '#d8756a', 0.16));
  }
  oval(0.5, 0.5, 0.1, 0.3, shade(skin, 1.06));
  oval(0.5, 0.62, 0.2, 0.085, shade(skin, 0.84));
  oval(0.5, 0.79, mouthWidth, 0.1, '#b5524d');
  oval(0.5, 0.785, mouthWidth * 0.92, 0.022, '#6b2521');
  soften(image, place(0.5, 0.5, 1.4, 1.6), boxWidth(box) / 60);
}

/** Takes the hardness of drawn edges away. Mutates `image`. */
function soften(image: RawImage, box: Box, sigma: number): void {
  const area = {
    x0: Math.max(0, Math.floor(box.x0)),
    y0: Math.max(0, Math.floor(box.y0)),
    x1: Math.min(image.width, Math.ceil(box.x1)),
    y1: Math.min(image.height, Math.ceil(box.y1)),
  };
  if (area.x1 <= area.x0 || area.y1 <= area.y0 || sigma < 0.3) return;
  paste(image, gaussianBlur(image, area, sigma), area.x0, area.y0);
}

/**
 * Writes text (A–Z, 0–9, space, `.-:/@`; others become boxes) in a 5 × 7 block font with its top
 * left corner at whole pixels, each dot `scale` pixels wide. Mutates `image`; returns the box of
 * the letters.
 */
export function drawText(
  image: RawImage,
  text: string,
  at: Point,
  scale: number,
  colour = '#000000',
): Box {
  [...text.toUpperCase()].forEach((letter, i) => {
    const rows = glyphs[letter] ?? glyphs['□'];
    for (let y = 0; y < glyphRows; y++) {
      for (let x = 0; x < 5; x++) {
        if (!(rows[y] & (16 >> x))) continue;
        const x0 = at.x + (6 * i + x) * scale;
        const y0 = at.y + y * scale;
        drawBox(image, { x0, y0, x1: x0 + scale, y1: y0 + scale }, colour);
      }
    }
  });
  const width = Math.max(0, 6 * [...text].length - 1) * scale;
  return { x0: at.x, y0: at.y, x1: at.x + width, y1: at.y + glyphRows * scale };
}

function hex({ red, green, blue }: Colour): string {
  const two = (value: number) =>
    Math.min(255, Math.max(0, Math.round(value)))
      .toString(16)
      .padStart(2, '0');
  return `#${two(red)}${two(green)}${two(blue)}`;
}

function shade(colour: string, by: number): string {
  const { red, green, blue } = parseColour(colour);
  return hex({ red: red * by, green: green * by, blue: blue * by });
}

function blendOf(a: string, b: string, share: number): string {
  const [p, q] = [parseColour(a), parseColour(b)];
  const mix = (x: number, y: number) => x * (1 - share) + y * share;
  return hex({ red: mix(p.red, q.red), green: mix(p.green, q.green), blue: mix(p.blue, q.blue) });
}
