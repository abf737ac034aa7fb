// The face that a picture is about.
import { face } from '../../dist/perception/face.js';
import { findMesh } from '../../dist/perception/mesh.js';

/**
 * @returns the likeliest face over the middle of the picture, with box, landmarks and mesh; nothing
 *   where there is none
 */
export async function findMainFace(image, networks) {
  const [x, y] = [image.width / 2, image.height / 2];
  const [found] = (await findFaces(image, networks))
    .filter(({ box }) => box.x0 <= x && x < box.x1 && box.y0 <= y && y < box.y1)
    .sort((a, b) => b.score - a.score);
  return found && { box: found.box, ...(await layMesh(image, found, networks)) };
}

/** Faces at the threshold of treatment, found fast. */
export function findFaces(image, networks) {
  const { thresholds } = face;
  return face.detect(image, { labels: new Set(['face']), effort: 'fast', thresholds }, networks);
}

/** Points, landmarks and presence of the mesh on a face. */
export async function layMesh(image, { box, landmarks }, networks) {
  return findMesh(image, box, await networks.get('facemesh'), landmarks);
}
