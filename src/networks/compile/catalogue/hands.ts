import { minusOneToOne, packages, zeroToOne, type CompiledNetwork } from './network.js';

const palms = 'StatefulPartitionedCall/model';

/** Networks that find hands and the joints of one. */
export const hands: readonly CompiledNetwork[] = [
  {
    kind: 'compiled',
    id: 'hand-palm',
    purpose: 'finds palms with seven points, so that a crop can be laid on each hand',
    licence: 'Apache-2.0',
    project:
      'MediaPipe Hands, palm detection (Zhang et al., 2020, arXiv 2006.10214); google-ai-edge/mediapipe',
    package: packages.humanModels,
    file: 'models/handdetect.json',
    start: 'input',
    height: { multipleOf: 32, nominal: 256 },
    width: { multipleOf: 32, nominal: 256 },
    normalisation: minusOneToOne,
    outputs: [8, 16, 32].flatMap((stride) => [
      { name: `scores_${stride}`, node: `${palms}/classificator_${stride}/BiasAdd` },
      { name: `boxes_${stride}`, node: `${palms}/regressor_${stride}/BiasAdd` },
    ]),
  },
  {
    kind: 'compiled',
    id: 'hand-joints',
    purpose: 'finds the 21 joints of a hand and says whether there is one',
    licence: 'Apache-2.0',
    project:
      'MediaPipe Hands, hand landmarks (Zhang et al., 2020, arXiv 2006.10214); google-ai-edge/mediapipe',
    package: packages.humanModels,
    file: 'models/handlandmark-full.json',
    start: 'input_1',
    height: 224,
    width: 224,
    normalisation: zeroToOne,
    outputs: [
      { name: 'joints', node: 'Identity' },
      { name: 'presence', node: 'Identity_1' },
      { name: 'handedness', node: 'Identity_2' },
    ],
  },
];
