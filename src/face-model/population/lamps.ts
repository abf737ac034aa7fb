import { median } from '../../numbers/median.js';
import { triangleGradients } from '../../pixels/triangles.js';
import { triangles } from '../canonical.js';
import { textureSize } from '../face.js';
import { castPoints, colourCasts } from '../render/casts.js';
import { flatPlaces, textureTriangles } from '../texture-layout.js';
import { colourAround, type Unwrapped } from '../unwrap.js';

/** Texels to each side of a point that its colour is averaged over. */
const reach = 2;
/** Dark colours say little about their hue: this much is added before logarithms are taken. */
const darkest = 8;

/**
 * Takes the colours of lamps off a texture, in place, where a face is lit by several: nobody's skin
 * is blue on one side. About a millisecond, and five where there are any.
 */
export function takeLampsOff({ texture, seen }: Unwrapped): void {
  const { data } = texture;
  const colours = castPoints.flatMap((point) => {
    const colour = colourAround({ texture, seen }, point, reach);
    return colour ? [{ point, logs: colour.map((value) => Math.log(value + darkest)) }] : [];
  });
  const usual = [0, 1, 2].map((c) => median(colours.map(({ logs }) => logs[c])));
  const misfits = colours.map(({ point, logs }) => ({
    point,
    logs: logs.map((log, c) => log - usual[c]),
  }));
  const casts = colourCasts(misfits);
  if (casts.every((cast) => cast === 0)) return;
  const layout = textureTriangles();
  const planes = [0, 1, 2].map((c) =>
    triangleGradients(flatPlaces, triangles, (point) => casts[3 * point + c]),
  );
  for (let texel = 0; texel < layout.length; texel++) {
    const at = 3 * (layout[texel] - 1);
    if (at < 0) continue;
    const [u, v] = [texel % textureSize, Math.floor(texel / textureSize)].map(
      (place) => (place + 0.5) / textureSize,
    );
    planes.forEach((plane, c) => {
      const cast = plane[at] + plane[at + 1] * u + plane[at + 2] * v;
      data[3 * texel + c] = Math.min(255, Math.round(data[3 * texel + c] * Math.exp(-cast)));
    });
  }
}
