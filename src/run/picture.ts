import { GuiseError } from '../core/errors.js';
import type { TreatedRegion } from '../core/record.js';
import type { LabelledBox } from '../formats/format.js';
import { decodePicture, encodePicture, probePicture } from '../io/image.js';
import { checkMetadata } from '../io/metadata.js';
import type { Kit } from './kit.js';
import { treatFrame, type TreatedFrame } from './treat-frame.js';

/** A picture to treat, still encoded. */
export interface PictureInput {
  /** Id in its dataset; decides the random streams and the policy's `in` conditions. */
  readonly id: string;
  readonly bytes: Buffer;
  /** Boxes from the dataset's labels; of the first frame. */
  readonly boxes: readonly LabelledBox[];
}

interface Treated {
  readonly regions: readonly TreatedRegion[];
  /** What the encoding could not keep, a sentence each. */
  readonly notes: readonly string[];
}

/** A treated picture: ready to leave, or held for a person. */
export type TreatedPicture =
  | (Treated & {
      readonly outcome: 'done';
      readonly bytes: Buffer;
      readonly width: number;
      readonly height: number;
      readonly frames: number;
      /** Set when it could not be written in its own format; with dot. */
      readonly newExtension?: string;
    })
  | (Treated & { readonly outcome: 'held'; readonly why: string });

/**
 * Gives a picture its new guise: decode, find, plan, paint, check, encode, check again. The file
 * written holds no metadata but what the policy allows.
 * @throws GuiseError when any of these fails; nothing of the picture is in the message
 */
export async function treatPicture(input: PictureInput, kit: Kit): Promise<TreatedPicture> {
  const { policy } = kit;
  const file = input.id;
  const { frames, encoding } = await decodePicture(input.bytes, {
    file,
    pixelLimit: policy.limits.pixels,
  });
  const treated: TreatedFrame[] = [];
  for (const [index, image] of frames.entries()) {
    const boxes = index === 0 ? input.boxes : [];
    const frame = { item: file, index, alone: frames.length === 1, image, boxes };
    treated.push(await treatFrame(frame, kit));
  }
  const regions = treated.flatMap((frame) => frame.regions);
  const notes = encoding.notes;
  const held = treated.find((frame) => frame.held !== undefined)?.held;
  if (held !== undefined) return { outcome: 'held', regions, notes, why: held };
}
