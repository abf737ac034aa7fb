import type { Box } from '../core/geometry.js';
import type { RawImage } from '../core/image.js';
import { letterbox } from '../networks/letterbox.js';
import { suppress } from '../networks/nms.js';
import { boxToImage } from '../networks/placement.js';
import type { Network, Tensor } from '../networks/session.js';

/** The 80 kinds of COCO, in the network's order. */
export const objectKinds = [
  'person',
  'bicycle',
  'car',
  'motorcycle',
  'airplane',
  'bus',
  'train',
  'truck',
  'boat',
  'traffic light',
  'fire hydrant',
  'stop sign',
  'parking meter',
  'bench',
  'bird',
  'cat',
  'dog',
  'horse',
  'sheep',
  'cow',
  'elephant',
  'bear',
  'zebra',
  'giraffe',
  'backpack',
  'umbrella',
  'handbag',
  'tie',
  'suitcase',
  'frisbee',
  'skis',
  'snowboard',
  'sports ball',
  'kite',
  'baseball bat',
  'baseball glove',
  'skateboard',
  'surfboard',
  'tennis racket',
  'bottle',
  'wine glass',
  'cup',
  'fork',
  'knife',
  'spoon',
  'bowl',
  'banana',
  'apple',
  'sandwich',
  'orange',
  'broccoli',
  'carrot',
  'hot dog',
  'pizza',
  'donut',
  'cake',
  'chair',
  'couch',
  'potted plant',
  'bed',
  'dining table',
  'toilet',
  'tv',
  'laptop',
  'mouse',
  'remote',
  'keyboard',
  'cell phone',
  'microwave',
  'oven',
  'toaster',
  'sink',
  'refrigerator',
  'book',
  'clock',
  'vase',
  'scissors',
  'teddy bear',
  'hair drier',
  'toothbrush',
] as const;

export type ObjectKind = (typeof objectKinds)[number];

/** What carries a number plate. */
export const vehicleKinds: ReadonlySet<ObjectKind> = new Set<ObjectKind>([
  'car',
  'motorcycle',
  'bus',
  'truck',
  'train',
]);

/** Something that a person would name, and where it is in the picture. */
export interface DetectedObject {
  readonly kind: ObjectKind;
  /** In pixels of the picture; may reach a little out of it. */
  readonly box: Box;
  /** 0 to 1. */
  readonly score: number;
}

/** Cells of the network's maps are this many input pixels apart. */
const stride = 4;

/**
 * Finds the objects of COCO's 80 kinds that score at least `lowest`, by falling score. Runs at
 * `longSide` pixels; small objects need more. About 60 ms at 512 on one core.
 *
 * @source Zhou et al., Objects as points, 2019, arXiv 1904.07850
 * @source Liu et al., Training-time-friendly network for real-time object detection, AAAI 2020
 */
export async function findObjects(
  image: RawImage,
  network: Network,
  lowest: number,
  longSide = 512,
): Promise<DetectedObject[]> {
  const scale = longSide / Math.max(image.width, image.height);
  const { tensor, placement } = letterbox(
    image,
    Math.ceil((image.width * scale) / 32) * 32,
    Math.ceil((image.height * scale) / 32) * 32,
  );
  const { peaks, reaches } = await network.run({ [network.inputNames[0]]: tensor });
  const found = decodeObjects(peaks, reaches, lowest).map((object) => ({
    ...object,
    box: boxToImage(placement, object.box),
  }));
  return suppress(found, 0.6);
}

/**
 * Reads the two maps of the network: where an object of a kind has its centre, and how far it
 * reaches from there. Boxes are in pixels of the network's input, in the order of the map.
 *
 * @param peaks 1 × 80 × height × width: scores, zero where a neighbour is higher
 * @param reaches 1 × 4 × height × width: input pixels to the left, top, right and bottom
 */
export function decodeObjects(peaks: Tensor, reaches: Tensor, lowest: number): DetectedObject[] {
  const [, kinds, height, width] = peaks.dims;
  const cells = width * height;
  const found: DetectedObject[] = [];
  for (let kind = 0; kind < kinds; kind++) {
    for (let cell = 0; cell < cells; cell++) {
      const score = peaks.data[kind * cells + cell];
      if (score < lowest) continue;
      const x = (cell % width) * stride;
      const y = Math.floor(cell / width) * stride;
      found.push({
        kind: objectKinds[kind],
        box: {
          x0: x - reaches.data[cell],
          y0: y - reaches.data[cells + cell],
          x1: x + reaches.data[2 * cells + cell],
          y1: y + reaches.data[3 * cells + cell],
        },
        score,
      });
    }
  }
  return found;
}
