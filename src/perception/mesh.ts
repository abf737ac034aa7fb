import {
  boxAround,
  boxCentre,
  boxHeight,
  boxWidth,
  type Box,
  type Point,
} from '../core/geometry.js';
import type { RawImage } from '../core/image.js';
import type { Region } from '../core/region.js';
import { mirrorPlanes, sampleTurned } from '../networks/letterbox.js';
import { placeSquare, pointToImage, stepOf, type Placement } from '../networks/placement.js';
import type { Network } from '../networks/session.js';
import type { Networks } from '../networks/weights.js';
import { poseOf } from './look/pose.js';

const networkId = 'facemesh';
const inputSize = 192;
/** How much larger than the face the network expects its crop to be. */
const cropShare = 1.5;
/** Belief below which the mesh lies on no face. */
const leastPresence = 0.1;
/** Belief that each further look at a head that is turned far must reach. */
const surePresence = 0.5;
/** How much larger than the mesh the crop of a nearer look is. */
const nearerShare = 1.35;
/** Turns smaller than this, in radians, change the mesh less than its own noise. */
const smallTurn = 0.05;
const degree = Math.PI / 180;
/** Heads that are read as turned to the side by less than this are no profiles. */
const surelySeen = 40 * degree;
/**
 * From here on a head is seen from the side. The network was not made for it: most of what is
 * beyond some 65° it reads as 50° to 58°.
 */
const fromTheSide = 50 * degree;

/** A face mesh and how much the network believes that it lies on a face. */
export interface FaceMesh {
  /** 468 × (x, y, z) in picture pixels; z counts from the head's middle, smaller is nearer. */
  readonly points: readonly number[];
  /** Right eye, left eye, nose tip, right and left mouth corner (the subject's). */
  readonly landmarks: readonly Point[];
  /** 0 to 1. */
  readonly presence: number;
  /** Where the crop lies that the network saw. */
  readonly placement: Placement;
}

/**
 * Regions with the 468-point mesh and the five landmarks added to every face on which a mesh can
 * be laid; the others come back as they are, and so do heads seen from the side: their mesh is that
 * of a face seen half from the front. About 5 ms a face, four times that for a face turned far.
 *
 * @throws GuiseError `network-missing`, `inference-failed`
 */
export async function addMeshes(
  image: RawImage,
  regions: readonly Region[],
  networks: Networks,
): Promise<Region[]> {
  const enriched: Region[] = [];
  for (const region of regions) {
    if (region.label !== 'face' || region.mesh !== undefined) {
      enriched.push(region);
      continue;
    }
    const network = await networks.get(networkId);
    const mesh = await findMesh(image, region.box, network, region.landmarks);
    const fits = mesh.presence >= leastPresence && !(await isFromTheSide(image, mesh, network));
    enriched.push(
      fits ? { ...region, mesh: [...mesh.points], landmarks: [...mesh.landmarks] } : region,
    );
  }
  return enriched;
}

/**
 * Lays a mesh on a face. The crop is turned upright by the eyes: by those of `landmarks`, and once
 * more by the mesh's own when they disagree.
 *
 * @source Kartynnik et al., Real-time facial surface geometry from monocular video on mobile GPUs,
 *   2019, arXiv 1907.06724
 */
export async function findMesh(
  image: RawImage,
  box: Box,
  network: Network,
  landmarks?: readonly Point[],
): Promise<FaceMesh> {
  const side = cropShare * Math.max(boxWidth(box), boxHeight(box));
  const angle = landmarks ? eyeAngle(landmarks) : 0;
  const first = await layMesh(image, placeSquare(boxCentre(box), side, angle, inputSize), network);
  const better = eyeAngle(first.landmarks);
  const turn = Math.abs(Math.atan2(Math.sin(better - angle), Math.cos(better - angle)));
  if (turn < smallTurn || first.presence < leastPresence) return first;
  const second = await layMesh(
    image,
    placeSquare(boxCentre(box), side, better, inputSize),
    network,
  );
  return second.presence >= first.presence ? second : first;
}

async function layMesh(image: RawImage, placement: Placement, network: Network): Promise<FaceMesh> {
  const framed = sampleTurned(image, placement, inputSize, inputSize);
  const outputs = await network.run({ image: framed.tensor });
  const points = meshToImage(outputs.mesh.data, placement);
  const presence = outputs.presence.data[0];
  return { points, landmarks: landmarksOf(points), presence, placement };
}

/**
 * Whether a mesh lies on a head that is seen from the side. The network leans to one side, and what
 * it reads of such a head depends on the crop: a head that it reads as turned far is shown to it
 * mirrored and nearer as well. The mean of the four counts, and each of them must find a face.
 */
async function isFromTheSide(
  image: RawImage,
  { points, landmarks, placement }: FaceMesh,
  network: Network,
): Promise<boolean> {
  const turn = turnOf(points);
  if (Math.abs(turn) < surelySeen) return false;
  const head = boxAround(
    Array.from({ length: points.length / 3 }, (_, at) => ({
      x: points[3 * at],
      y: points[3 * at + 1],
    })),
  );
  const side = nearerShare * Math.max(boxWidth(head), boxHeight(head));
  const nearer = placeSquare(boxCentre(head), side, eyeAngle(landmarks), inputSize);
  let turns = Math.abs(turn);
  for (const [place, mirrored] of [
    [placement, true],
    [nearer, false],
    [nearer, true],
  ] as const) {
    const { tensor } = sampleTurned(image, place, inputSize, inputSize);
    if (mirrored) mirrorPlanes(tensor.data, inputSize);
    const { mesh, presence } = await network.run({ image: tensor });
    if (presence.data[0] < surePresence) return true;
    turns += Math.abs(turnOf([...mesh.data]));
  }
  return turns / 4 > fromTheSide;
}

/** How far a head is turned to a side, in radians, however it is tilted; the sign says which side. */
function turnOf(mesh: readonly number[]): number {
  return Math.asin(Math.min(Math.max(poseOf(mesh)[6], -1), 1));
}

/** The mesh in picture pixels; depth is scaled like the other two. */
export function meshToImage(mesh: Float32Array, placement: Placement): number[] {
  const step = stepOf(placement);
  const points: number[] = [];
  for (let at = 0; at < mesh.length; at += 3) {
    const { x, y } = pointToImage(placement, mesh[at], mesh[at + 1]);
    points.push(x, y, mesh[at + 2] * step);
  }
  return points;
}

/** The five landmarks, as means of the mesh's points: eyes between their corners. */
export function landmarksOf(mesh: readonly number[]): Point[] {
  return fivePoints.map((indices) => {
    const sum = indices.reduce(
      (all, index) => ({ x: all.x + mesh[3 * index], y: all.y + mesh[3 * index + 1] }),
      { x: 0, y: 0 },
    );
    return { x: sum.x / indices.length, y: sum.y / indices.length };
  });
}

/** Indices in MediaPipe's topology: eye corners, nose tip, mouth corners. */
const fivePoints = [[33, 133], [362, 263], [1], [61], [291]];

/** The direction from the right eye to the left, clockwise in radians; 0 for an upright face. */
function eyeAngle([right, left]: readonly Point[]): number {
  return Math.atan2(left.y - right.y, left.x - right.x);
}
