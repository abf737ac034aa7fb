import { blur } from '../../src/methods/blur.js';
import { fill } from '../../src/methods/fill.js';
import { icon } from '../../src/methods/icon.js';
import { keep } from '../../src/methods/keep.js';
import { pixelate } from '../../src/methods/pixelate.js';
import { silhouette } from '../../src/methods/silhouette.js';
import { methodContract } from '../support/method-contract.js';

for (const method of [fill, pixelate, blur, icon, silhouette, keep]) methodContract(method);
