import type { Point } from '../../core/geometry.js';
import type { RawImage } from '../../core/image.js';
import { mirrorPlanes, sampleTurned } from '../../networks/letterbox.js';
import { placeSquare, pointToImage } from '../../networks/placement.js';
import type { Network } from '../../networks/session.js';

const inputSize = 64;
/** The crop's side in widths of the eye, as the network was trained. */
const cropWidths = 2.3;
/** Corners of the right and the left eye in MediaPipe's topology: outer, inner. */
const corners = { right: [33, 133], left: [263, 362] } as const;
/** From the middle between the corners back to the centre of the eyeball, in widths of the eye. */
const centreDepth = 0.15;
/** From the centre of the eyeball to the iris, in widths of the eye. */
const irisReach = 0.33;
/**
 * Points of the eye's contour for the aspect ratio: the corners, and two pairs of upper and lower
 * lid between them.
 */
const ratioPoints = { corners: [0, 8], lids: [[11, 3], [13, 5]] } as const; // prettier-ignore
/** Index of the middle of the iris, after 71 points round the eye. */
const irisPoint = 71;

/** What one eye does. */
export interface EyeLook {
  /** Height over width, 0 when shut. */
  readonly openness: number;
  /** Unit vector in camera coordinates: x right, y down, z away. */
  readonly gaze: readonly number[];
}

/**
 * Looks at both eyes of a face, about 7 ms: aspect ratio (Soukupová and Čech, Computer Vision
 * Winter Workshop 2016) and direction of gaze.
 *
 * Gaze is a simple model: the eyeball is a sphere of average size for the width of the eye, its
 * centre lies straight behind the middle of the eye's corners in the direction of the head, and
 * the line from there through the middle of the iris is where the eye looks. The angle between
 * this optical axis and the visual one, about 5° and different for everybody, is left out; both
 * sides of a comparison share it.
 *
 * @param mesh 468 × (x, y, z) in picture pixels
 * @param pose rotation from the head to the camera, row-major
 * @returns right eye, left eye (the subject's)
 * @source Ablavatski et al., Real-time pupil tracking from monocular video, 2020, arXiv 2006.11341
 */
export async function lookAtEyes(
  image: RawImage,
  mesh: readonly number[],
  pose: readonly number[],
  network: Network,
): Promise<[EyeLook, EyeLook]> {
  return [
    await lookAtEye(image, mesh, pose, 'right', network),
    await lookAtEye(image, mesh, pose, 'left', network),
  ];
}

async function lookAtEye(
  image: RawImage,
  mesh: readonly number[],
  pose: readonly number[],
  side: keyof typeof corners,
  network: Network,
): Promise<EyeLook> {
  const [outer, inner] = corners[side].map((index) => mesh.slice(3 * index, 3 * index + 3));
  const width = Math.hypot(inner[0] - outer[0], inner[1] - outer[1], inner[2] - outer[2]);
  const middle = { x: (outer[0] + inner[0]) / 2, y: (outer[1] + inner[1]) / 2 };
  const [from, to] = side === 'right' ? [outer, inner] : [inner, outer];
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const placement = placeSquare(middle, cropWidths * width, angle, inputSize);
  const { tensor } = sampleTurned(image, placement, inputSize, inputSize);
  const mirrored = side === 'left';
  if (mirrored) mirrorPlanes(tensor.data, inputSize);
  const { points } = await network.run({ image: tensor });
  const at = (index: number): Point => {
    const [u, v] = [points.data[3 * index], points.data[3 * index + 1]];
    return pointToImage(placement, mirrored ? inputSize - u : u, v);
  };
  return { openness: aspectRatio(at), gaze: gazeOf(at(irisPoint), middle, width, pose) };
}

function aspectRatio(at: (index: number) => Point): number {
  const [right, left] = ratioPoints.corners;
  const heights = ratioPoints.lids.map(([upper, lower]) => distance(at(upper), at(lower)));
  return heights.reduce((a, b) => a + b, 0) / heights.length / distance(at(right), at(left));
}

/**
 * Where an eye looks, as a unit vector in camera coordinates.
 *
 * @param iris its middle, in picture pixels
 * @param middle between the corners of the eye, in picture pixels
 * @param width from corner to corner in space, in picture pixels
 * @param pose rotation from the head to the camera, row-major
 */
export function gazeOf(
  iris: Point,
  middle: Point,
  width: number,
  pose: readonly number[],
): number[] {
  const x = (iris.x - middle.x) / width - pose[2] * centreDepth;
  const y = (iris.y - middle.y) / width - pose[5] * centreDepth;
  const across = Math.hypot(x, y) / irisReach;
  // An iris farther out than the eyeball reaches is noise: it looks fully to that side.
  const scale = irisReach * Math.max(1, across);
  const away = -Math.sqrt(Math.max(0, 1 - Math.min(1, across) ** 2));
  return [x / scale, y / scale, away];
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
