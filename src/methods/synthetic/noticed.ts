import { z } from 'zod';
import { skinTones } from '../../face-model/skin/tone.js';
import { ageBands, type Presentation } from '../../face-model/skin/traits.js';

/** Each trait's steps, in their order. */
const steps = {
  ageBand: ageBands,
  presentation: ['feminine', 'any', 'masculine'] satisfies Presentation[],
  skinTone: skinTones.map(({ id }) => id),
  headHair: ['dark', 'brown', 'light'],
} as const;

/** What is noticed of somebody, in coarse steps; what is not kept or hard to tell is absent. */
export const noticedSchema = z.strictObject({
  ageBand: z.enum(steps.ageBand).exactOptional(),
  presentation: z.enum(steps.presentation).exactOptional(),
  skinTone: z.enum(steps.skinTone).exactOptional(),
  headHair: z.enum(steps.headHair).exactOptional(),
});
export type Noticed = z.infer<typeof noticedSchema>;

/** @throws ZodError */
export function readNoticed(json: unknown): Noticed {
  return noticedSchema.parse(json);
}

/**
 * What is held of somebody who was looked at several times: of each trait the step in the middle,
 * the lower of two. What was told less than every other time is not held.
 */
export function settleNoticed(all: readonly Noticed[]): Noticed {
  return readNoticed(
    Object.fromEntries(
      (Object.keys(steps) as (keyof Noticed)[]).flatMap((trait) => {
        const order: readonly string[] = steps[trait];
        const told = all.flatMap((one) => one[trait] ?? []).map((step) => order.indexOf(step));
        const middle = told.sort((a, b) => a - b)[(told.length - 1) >> 1];
        return 2 * told.length < all.length ? [] : [[trait, order[middle]]];
      }),
    ),
  );
}
