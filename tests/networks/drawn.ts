import { createImage, type RawImage } from '../../src/core/image.js';

type Colour = readonly [number, number, number];

/** A picture with one drawn face in the middle, as large as two thirds of the shorter side. */
export function drawFace(width: number, height: number): RawImage {
  const image = createImage(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      image.data.set([40 + (90 * x) / width, 70 + (80 * y) / height, 130], (y * width + x) * 3);
    }
  }
  const [cx, cy, unit] = [width / 2, height / 2, Math.min(width, height) / 3];
  ellipse(image, cx, cy - 0.25 * unit, 0.85 * unit, unit, [50, 35, 25]);
  ellipse(image, cx, cy, 0.75 * unit, unit, [224, 178, 150]);
  for (const side of [-1, 1]) {
    const ex = cx + side * 0.32 * unit;
    ellipse(image, ex, cy - 0.34 * unit, 0.2 * unit, 0.05 * unit, [70, 45, 30]);
    ellipse(image, ex, cy - 0.18 * unit, 0.16 * unit, 0.09 * unit, [245, 245, 245]);
    ellipse(image, ex, cy - 0.18 * unit, 0.07 * unit, 0.08 * unit, [40, 25, 20]);
  }
  ellipse(image, cx, cy + 0.12 * unit, 0.1 * unit, 0.2 * unit, [205, 150, 125]);
  ellipse(image, cx, cy + 0.5 * unit, 0.3 * unit, 0.09 * unit, [180, 70, 75]);
  return image;
}

function ellipse(
  image: RawImage,
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  colour: Colour,
): void {
  for (let y = Math.max(0, Math.floor(cy - ry)); y < Math.min(image.height, cy + ry); y++) {
    for (let x = Math.max(0, Math.floor(cx - rx)); x < Math.min(image.width, cx + rx); x++) {
      if (((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 > 1) continue;
      image.data.set(colour, (y * image.width + x) * image.channels);
    }
  }
}
