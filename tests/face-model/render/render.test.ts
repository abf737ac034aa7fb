import { describe, expect, it } from 'vitest';
import { copyImage, createImage, type RawImage } from '../../../src/core/image.js';
import { renderFace, type RenderRequest } from '../../../src/face-model/render.js';
import { opennessOf } from '../../../src/face-model/render/lids.js';
import { mouthSlit } from '../../../src/face-model/render/parts.js';
import { drawPlain, seeded } from '../../support/draw.js';
import { turned } from '../heads.js';
import { coverOf, drawFaceOn, evenLight, ovalOf, placed, plainAppearance } from './drawn-face.js';

const size = 256;
const whole = { x0: 0, y0: 0, x1: size, y1: size };
const frontal = placed(turned(0, 0, 9));

function render(image: RawImage, changes: Partial<RenderRequest> = {}): RawImage {
  return renderFace({
    image,
    area: { x0: 0, y0: 0, x1: image.width, y1: image.height },
    from: frontal,
    to: frontal,
    appearance: plainAppearance(),
    light: evenLight,
    ...changes,
  });
}

/** How far two colours of pictures of one size lie apart, the largest channel. */
function apart(a: RawImage, b: RawImage, pixel: number): number {
  return Math.max(...[0, 1, 2].map((c) => Math.abs(a.data[3 * pixel + c] - b.data[3 * pixel + c])));
}

describe('renderFace', () => {
  it('lets nothing of the old face show through: planted patterns leave no trace', () => {
    const random = seeded('planted');
    const clear = drawFaceOn('#405060', frontal, size, size);
    const oval = ovalOf(frontal, size, size);
    const planted = copyImage(clear);
    const pattern = new Float64Array(size * size);
    for (let block = 0; block < (size / 4) ** 2; block++) {
      const change = 24 * random.normal();
      const [x, y] = [4 * (block % (size / 4)), 4 * Math.floor(block / (size / 4))];
      for (let i = 0; i < 16; i++) {
        const pixel = (y + (i >> 2)) * size + x + (i & 3);
        if (oval[pixel] < 255) continue;
        pattern[pixel] = change;
        for (let c = 0; c < 3; c++) {
          const value = planted.data[3 * pixel + c] + change;
          planted.data[3 * pixel + c] = Math.min(255, Math.max(0, value));
        }
      }
    }
    const [a, b] = [render(clear), render(planted)];
    const trace = (within: Uint8Array) => {
      let [product, left, right] = [0, 0, 0];
      for (let pixel = 0; pixel < size * size; pixel++) {
        if (within[pixel] < 255) continue;
        const change = b.data[3 * pixel + 1] - a.data[3 * pixel + 1];
        product += change * pattern[pixel];
        left += change ** 2;
        right += pattern[pixel] ** 2;
      }
      return Math.abs(product) / Math.sqrt(Math.max(1, left) * right);
    };
    // Two independent patterns of so many blocks agree by 0.03 by chance; a fortieth of the old
    // face showing through the grain would give more than 0.1.
    expect(trace(oval)).toBeLessThan(0.1);
  });

  it('paints brows, eyes, nose and mouth over even where they are joined to what hangs in front', () => {
    const image = drawFaceOn('#405060', frontal, size, size);
    // A dark bar over brows and eyes, from one side of the picture to the other.
    const eyes = Math.round(frontal[3 * 168 + 1]);
    for (let y = eyes - 8; y < eyes + 12; y++)
      image.data.fill(20, 3 * y * size, 3 * (y + 1) * size);
    const out = render(image);
    const clear = render(drawFaceOn('#405060', frontal, size, size));
    for (const point of [105, 334, 66, 296, 52, 282, 133, 362, 6, 195, 117, 346]) {
      const pixel = Math.round(frontal[3 * point + 1]) * size + Math.round(frontal[3 * point]);
      expect(apart(out, clear, pixel), `point ${point}`).toBeLessThan(30);
    }
  });

  it('keeps hair that hangs into the forehead, and paints over a patch that hangs on nothing', () => {
    const top = Math.round(frontal[31]);
    const strand = drawFaceOn('#405060', frontal, size, size);
    const patch = copyImage(strand);
    const middle = Math.round(frontal[30]);
    for (let x = middle - 6; x < middle + 6; x++) {
      for (let y = 0; y < top + 10; y++)
        strand.data.fill(25, 3 * (y * size + x), 3 * (y * size + x) + 3);
      for (let y = top + 6; y < top + 14; y++)
        patch.data.fill(25, 3 * (y * size + x), 3 * (y * size + x) + 3);
    }
    const at = (top + 8) * size + middle;
    expect(apart(render(strand), strand, at)).toBeLessThan(12);
    expect(apart(render(patch), patch, at)).toBeGreaterThan(80);
  });

  it('keeps a curtain of hair up to the eyes, and paints over a bar of the same reach', () => {
    const chin = Math.round(frontal[3 * 152 + 1]);
    const from = Math.round(0.85 * frontal[3 * 33] + 0.15 * frontal[3 * 234]);
    const hung = (top: number, bottom: number) => {
      const image = drawFaceOn('#201812', frontal, size, size);
      for (let y = top; y < bottom; y++) {
        for (let x = 0; x < from; x++) image.data.set([32, 24, 18], 3 * (y * size + x));
      }
      return image;
    };
    const at = Math.round(frontal[3 * 50 + 1]) * size + from - 4;
    const curtain = hung(0, chin + 20);
    const bar = hung(Math.floor(at / size) - 2, Math.floor(at / size) + 2);
    expect(apart(render(curtain), curtain, at)).toBeLessThan(12);
    expect(apart(render(bar), bar, at)).toBeGreaterThan(80);
  });

  it('is lit by the lamps of the picture, or by none where the tone is not taken over', () => {
    const image = drawFaceOn('#405060', frontal, size, size);
    for (let i = 0; i < size * size; i++) {
      const red = i % size < frontal[3] ? 1.3 : 0.7;
      for (let c = 0; c < 3; c += 2) {
        image.data[3 * i + c] = Math.min(255, image.data[3 * i + c] * (c === 0 ? red : 2 - red));
      }
    }
    const hueAt = (out: RawImage, point: number) => {
      const at = 3 * (Math.round(frontal[3 * point + 1]) * size + Math.round(frontal[3 * point]));
      return Math.log(out.data[at] / out.data[at + 2]);
    };
    const apartBy = (out: RawImage) => hueAt(out, 50) - hueAt(out, 280);
    expect(apartBy(render(image))).toBeGreaterThan(0.7 * apartBy(image));
    expect(Math.abs(apartBy(render(image, { options: { toneMatch: 0 } })))).toBeLessThan(0.05);
  });

  it('keeps the hue of skin in glaring light', () => {
    const glaring = { red: 255, green: 248, blue: 240 };
    const image = drawFaceOn('#405060', frontal, size, size, glaring);
    const out = render(image, {
      options: { toneMatch: 0 },
      light: { ...evenLight, shading: [2.4] },
    });
    const at = 3 * (Math.round(frontal[3 * 50 + 1]) * size + Math.round(frontal[3 * 50]));
    const [red, green, blue] = out.data.subarray(at, at + 3);
    expect(red).toBeGreaterThan(green + 3);
    expect(green).toBeGreaterThan(blue + 3);
  });

  it('leaves no rim of the old face where the new one is narrower', () => {
    const image = drawFaceOn('#00c000', frontal, size, size);
    const narrower = placed(turned(0, 0, 9), 0.88);
    const out = render(image, { to: narrower });
    const cover = coverOf(narrower, size, size);
    const old = coverOf(frontal, size, size);
    let [rim, skinLeft] = [0, 0];
    for (let pixel = 0; pixel < size * size; pixel++) {
      const near = [-2, -1, 0, 1, 2].some(
        (d) => cover[pixel + d] > 0 || cover[pixel + d * size] > 0,
      );
      if (old[pixel] < 255 || near) continue;
      rim++;
      if (out.data[3 * pixel] > 100) skinLeft++;
    }
    expect(rim).toBeGreaterThan(300);
    expect(skinLeft / rim).toBeLessThan(0.03);
  });

  it.each([0, 30, 60, -60, 75])('has no holes at %i° of yaw', (yaw) => {
    const points = placed(turned(yaw, 5, 9));
    const image = drawFaceOn('#00ff00', points, size, size, { red: 0, green: 0, blue: 255 });
    const out = render(image, { from: points, to: points, options: { toneMatch: 0 } });
    const bare = Uint8Array.from({ length: size * size }, (_, pixel) => {
      const [red, green, blue] = out.data.subarray(3 * pixel, 3 * pixel + 3);
      return Math.max(green, blue) > red + 40 ? 1 : 0;
    });
    const outside = floodFromCorner(bare);
    const holes = bare.reduce((sum, is, pixel) => sum + (is && !outside[pixel] ? 1 : 0), 0);
    const face = bare.reduce((sum, is) => sum + 1 - is, 0);
    expect(face).toBeGreaterThan(5000);
    // A torn triangle is larger than what may show of a pixel at the rim.
    expect(holes).toBeLessThan(3);
  });

  it('turns the eyes where they are asked to look', () => {
    const image = drawFaceOn('#405060', frontal, size, size);
    const centreFor = (x: number) => {
      const gaze = [x, 0, -Math.sqrt(1 - x * x)];
      return darkCentre(render(image, { look: { gaze, eyeOpenness: [0.35, 0.35] } }), 33, 133);
    };
    const width = frontal[3 * 133] - frontal[3 * 33];
    const moved = centreFor(0.4) - centreFor(-0.4);
    expect(moved).toBeGreaterThan(0.8 * 0.8 * 0.37 * width);
    expect(moved).toBeLessThan(1.2 * 0.8 * 0.37 * width);
  });

  it('shuts the eyes when they are shut', () => {
    const image = drawFaceOn('#405060', frontal, size, size);
    const brightest = (openness: number) => {
      const out = render(image, { look: { eyeOpenness: [openness, openness] } });
      return Math.max(...eyePixels(33, 133).map((pixel) => out.data[3 * pixel + 2]));
    };
    expect(brightest(0.35) - brightest(0)).toBeGreaterThan(15);
    expect(opennessOf(frontal, 0)).toBeGreaterThan(0.2);
  });

  it('draws teeth and the dark behind them between open lips', () => {
    const open = Float64Array.from(frontal);
    for (const point of mouthSlit.lower.slice(1, -1)) open[3 * point + 1] += 18;
    const image = drawFaceOn('#405060', frontal, size, size);
    const out = render(image, { to: open });
    const x = Math.round(open[3 * 13]);
    const [top, bottom] = [13, 14].map((point) => Math.round(open[3 * point + 1]));
    const column = Array.from(
      { length: bottom - top },
      (_, i) => out.data[3 * ((top + i) * size + x) + 1],
    );
    expect(Math.max(...column.slice(0, 8))).toBeGreaterThan(130);
    expect(Math.min(...column)).toBeLessThan(70);
  });

  it('draws teeth between lips that part but a little', () => {
    const smiling = Float64Array.from(frontal);
    for (const point of mouthSlit.lower.slice(1, -1)) smiling[3 * point + 1] += 3;
    const out = render(drawFaceOn('#405060', frontal, size, size), { to: smiling });
    const x = Math.round(smiling[3 * 13]);
    const y = Math.round((smiling[3 * 13 + 1] + smiling[3 * 14 + 1]) / 2);
    expect(out.data[3 * (y * size + x) + 1]).toBeGreaterThan(110);
  });

  it('leaves what is far from the face byte for byte, and alpha as it was', () => {
    const image = createImage(size, size, 4);
    const random = seeded('alpha');
    image.data.forEach((_, i) => (image.data[i] = random.below(256)));
    const before = copyImage(image);
    const out = render(image);
    expect(image).toEqual(before);
    expect(out.channels).toBe(4);
    for (const pixel of [0, size - 1, size * (size - 1), size * size - 1]) {
      expect(out.data.subarray(4 * pixel, 4 * pixel + 4)).toEqual(
        image.data.subarray(4 * pixel, 4 * pixel + 4),
      );
    }
  });

  it('gives the same pixels for a part of the area as for all of it', () => {
    const image = drawFaceOn('#405060', frontal, size, size);
    const out = render(image);
    const part = render(image, { area: { x0: 90, y0: 80, x1: 170, y1: 150 } });
    expect([part.width, part.height]).toEqual([80, 70]);
    const middle = 35 * 80 + 40;
    const same = (80 + 35) * size + 90 + 40;
    expect(Math.abs(part.data[3 * middle] - out.data[3 * same])).toBeLessThan(6);
  });

  it.each([0.9, 1.6, 4])(
    'draws faces of %f pixels a centimetre, and half out of the frame',
    (scale) => {
      const pose = { ...turned(20, 0, scale), x: 20, y: 100 };
      const points = placed(pose);
      const image = drawFaceOn('#405060', points, size, size);
      const out = render(image, { from: points, to: points, area: whole });
      const nose = Math.round(points[3 * 4 + 1]) * size + Math.max(0, Math.round(points[12]));
      expect(apart(out, image, nose)).toBeLessThan(60);
      expect(out.data).not.toEqual(image.data);
    },
  );

  it('does nothing to a picture that the face lies outside of', () => {
    const image = drawPlain(40, 40, '#123456');
    const points = placed({ ...turned(0, 0, 3), x: 900, y: 900 });
    expect(render(image, { from: points, to: points })).toEqual(image);
  });
});

function floodFromCorner(free: Uint8Array): Uint8Array {
  const reached = new Uint8Array(free.length);
  const queue = [0];
  reached[0] = 1;
  while (queue.length > 0) {
    const pixel = queue.pop() ?? 0;
    const x = pixel % size;
    const next = [pixel - size, pixel + size];
    if (x > 0) next.push(pixel - 1, pixel - size - 1, pixel + size - 1);
    if (x < size - 1) next.push(pixel + 1, pixel - size + 1, pixel + size + 1);
    for (const i of next) {
      if (i < 0 || i >= free.length || reached[i] || !free[i]) continue;
      reached[i] = 1;
      queue.push(i);
    }
  }
  return reached;
}

/** The pixels round an eye. */
function eyePixels(outer: number, inner: number): number[] {
  const [x0, x1] = [Math.ceil(frontal[3 * outer]), Math.floor(frontal[3 * inner])];
  const y = Math.round((frontal[3 * outer + 1] + frontal[3 * inner + 1]) / 2);
  const pixels: number[] = [];
  for (let row = y - 6; row <= y + 4; row++) {
    for (let x = x0 + 2; x <= x1 - 2; x++) pixels.push(row * size + x);
  }
  return pixels;
}

/** Where the darkest of an eye lies from left to right. */
function darkCentre(image: RawImage, outer: number, inner: number): number {
  const y = Math.round((frontal[3 * outer + 1] + frontal[3 * inner + 1]) / 2);
  let [sum, weight] = [0, 0];
  for (const pixel of eyePixels(outer, inner)) {
    if (Math.abs(Math.floor(pixel / size) - y) > 1) continue;
    const dark = Math.max(0, 110 - image.data[3 * pixel]) ** 2;
    sum += dark * (pixel % size);
    weight += dark;
  }
  return sum / weight;
}
