import { blur } from '../../src/methods/blur.js';
import { fill } from '../../src/methods/fill.js';
import { keep } from '../../src/methods/keep.js';
import type { Method } from '../../src/methods/method.js';
import { pixelate } from '../../src/methods/pixelate.js';
import { silhouette } from '../../src/methods/silhouette.js';

const methods: readonly Method[] = [fill, pixelate, blur, silhouette, keep];

/** The methods that policies need; no networks are loaded for them. */
export const registry = { methods: new Map(methods.map((method) => [method.id, method])) };
