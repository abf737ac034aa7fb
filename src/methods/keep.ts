import { z } from 'zod';
import { defineMethod } from './method.js';

/** Leaves a region as it is, because somebody said so. */
export const keep = defineMethod({
  id: 'keep',
  summary: 'leaves as it is, on purpose',
  irreversible: false,
  guarantee: 'None: every pixel of the region stays as it was.',
  exposes: ['everything: the person or thing stays as recognisable as before'],
  parameters: z.strictObject({}),
  paint: () => null,
});
