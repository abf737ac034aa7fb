import { bodies } from './catalogue/bodies.js';
import { faceFinders } from './catalogue/face-finders.js';
import { faceReaders } from './catalogue/face-readers.js';
import { hands } from './catalogue/hands.js';
import type { CompiledNetwork, CopiedNetwork, RebuiltNetwork } from './catalogue/network.js';
import { recognisers } from './catalogue/recognisers.js';
import { textNetworks } from './catalogue/text-networks.js';

export type { CompiledNetwork, CopiedNetwork, RebuiltNetwork } from './catalogue/network.js';

/** Every network that is compiled when the project is built, from a published graph or weights. */
export const compiledNetworks: readonly (CompiledNetwork | RebuiltNetwork)[] = [
  ...faceFinders,
  ...faceReaders,
  ...recognisers,
  ...bodies,
  ...hands,
];

/** Every network that is published as ONNX already and is shipped unchanged. */
export const copiedNetworks: readonly CopiedNetwork[] = textNetworks;
