import { describe, expect, test } from 'vitest';
import { createImage } from '../../src/core/image.js';
import { mirrorMove } from '../../src/core/move.js';
import type { Region } from '../../src/core/region.js';
import { readImageFile } from '../../src/io/image.js';
import { createNetworks } from '../../src/networks/weights.js';
import { addMeshes, landmarksOf, meshToImage } from '../../src/perception/mesh.js';
import { moveImage } from '../../src/pixels/move-image.js';

const networks = createNetworks({ threads: 1 });

function region(label: Region['label'], x0: number, y0: number, x1: number, y1: number): Region {
  const origin = { by: 'reviewer' as const, reviewer: 'somebody' };
  return { id: 'r1', label, box: { x0, y0, x1, y1 }, score: 1, origin };
}

test('a mesh is brought into the picture, depth scaled along', () => {
  const quarterTurn = { a: 0, b: 2, x0: 100, y0: 50 };
  expect(meshToImage(Float32Array.of(3, 1, 4), quarterTurn)).toEqual([98, 56, 8]);
});

test('landmarks are the middles between eye corners, nose tip and mouth corners', () => {
  const mesh = new Array<number>(468 * 3).fill(0);
  mesh.splice(3 * 33, 2, 10, 20);
  mesh.splice(3 * 133, 2, 20, 30);
  mesh.splice(3 * 291, 2, 7, 9);
  const [rightEye, , , , leftMouth] = landmarksOf(mesh);
  expect(rightEye).toEqual({ x: 15, y: 25 });
  expect(leftMouth).toEqual({ x: 7, y: 9 });
});

describe('addMeshes', () => {
  test('leaves regions alone that are no faces or show none', async () => {
    const regions = [region('plate', 10, 10, 50, 30), region('face', 10, 10, 60, 60)];
    expect(await addMeshes(createImage(100, 100), regions, networks)).toEqual(regions);
  });

  test('lays 468 points on a face, with the eyes over the nose over the mouth', async () => {
    const image = await readImageFile('node_modules/@vladmandic/face-api/demo/sample3.jpg');
    const [face] = await addMeshes(image, [region('face', 1040, 208, 1314, 520)], networks);
    expect(face.mesh).toHaveLength(468 * 3);
    const [rightEye, leftEye, nose, rightMouth, leftMouth] = face.landmarks ?? [];
    expect(rightEye.x).toBeLessThan(leftEye.x);
    expect(Math.max(rightEye.y, leftEye.y)).toBeLessThan(nose.y);
    expect(nose.y).toBeLessThan(Math.min(rightMouth.y, leftMouth.y));
    for (const { x, y } of face.landmarks ?? []) {
      expect(x > 1040 && x < 1314 && y > 208 && y < 520).toBe(true);
    }
  });

  test('lays none on a head seen from the side, whichever side it is', async () => {
    const image = await readImageFile('node_modules/@vladmandic/face-api/demo/sample2.jpg');
    const profile = region('face', 363, 121, 531, 419);
    const wider = region('face', 340, 127, 526, 421);
    expect(await addMeshes(image, [profile, wider], networks)).toEqual([profile, wider]);
    const other = region('face', image.width - 531, 121, image.width - 363, 419);
    expect(
      await addMeshes(moveImage(image, mirrorMove(image.width, image.height)), [other], networks),
    ).toEqual([other]);
  });

  test('lays one on a head that is turned away by half', async () => {
    const image = await readImageFile('node_modules/@vladmandic/face-api/demo/sample5.jpg');
    const [face] = await addMeshes(image, [region('face', 603, 417, 777, 662)], networks);
    expect(face.mesh).toHaveLength(468 * 3);
  });
});
