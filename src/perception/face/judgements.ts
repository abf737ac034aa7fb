import type { Judgement } from './judgement.js';

/**
 * Fitted by `bench/quality/fit-faces.mjs` on 50 pictures of a WIDER FACE subset, those at even
 * places of `faces/crowds`; a logistic regression with a ridge of 3. Nothing of the pictures is
 * in here but these weights.
 *
 * @source Yang et al., WIDER FACE: a face detection benchmark, CVPR 2016
 */
export const judgements: readonly Judgement[] = [
  {
    sources: ['faceboxes 1', 'faceboxes 2'],
    bias: 0.002172,
    weights: [-0.021189, 2.1006, 1.6294, 3.6672, -0.26281, -7.6383, 0.65875, -1.6497],
  },
  {
    sources: [
      'faceboxes 0.5',
      'faceboxes 1',
      'faceboxes 1.5',
      'faceboxes 2',
      'faceboxes 3',
      'faceboxes 4',
      'face-person 0.5',
      'face-person 1',
    ],
    bias: 6.0334,
    weights: [
      0.52482, 0.2327, 0.091085, 0.25945, 0.381, 0.39099, 0.1438, 0.57037, -0.027696, 3.6906,
      -0.10956, -6.6, -0.10959, 0.27616, 0.17253, 0.020382, -0.12897, -0.46624, 0.27764, -0.17063,
    ],
  },
  {
    sources: [
      'faceboxes 0.5',
      'faceboxes 1',
      'faceboxes 1.5',
      'faceboxes 2',
      'faceboxes 3',
      'faceboxes 4',
      'face-person 0.5',
      'face-person 1',
      'faceboxes mirrored 1.25',
      'faceboxes mirrored 2.5',
      'faceboxes turned 1',
      'faceboxes turned 2',
    ],
    bias: 9.1463,
    weights: [
      0.81227, 0.20898, 0.029391, 0.2255, 0.29189, 0.37179, 0.15337, 0.56446, 0.0015381, 0.16867,
      0.38923, 0.19795, 0.13934, 3.6768, -0.13313, -4.9616, -0.15249, 0.33629, 0.14193, 0.041109,
      -0.14921, -0.41315, 0.1934, -0.1034, 0.14479, -0.095248, -0.07336, 0.10739,
    ],
  },
  {
    sources: ['faceboxes 1', 'faceboxes 2', 'yunet 1'],
    bias: 2.0544,
    weights: [
      0.39106, 0.56408, 0.71389, 0.47077, 0.74857, -0.39838, -0.072801, 0.27783, 0.081292, -0.4939,
    ],
  },
  {
    sources: [
      'faceboxes 0.5',
      'faceboxes 1',
      'faceboxes 1.5',
      'faceboxes 2',
      'faceboxes 3',
      'faceboxes 4',
      'face-person 0.5',
      'face-person 1',
      'yunet 1',
      'yunet 2',
    ],
    bias: 6.8857,
    weights: [
      0.67741, 0.24675, 0.14758, 0.20249, 0.31645, 0.3739, 0.16565, 0.46626, 0.28133, 0.048442,
      -0.27205, 4.3997, 0.046519, -4.846, -0.18063, 0.22008, 0.24703, -0.024183, 0.021, -0.13173,
      0.22779, -0.072303, -0.040024, -0.41902,
    ],
  },
  {
    sources: [
      'faceboxes 0.5',
      'faceboxes 1',
      'faceboxes 1.5',
      'faceboxes 2',
      'faceboxes 3',
      'faceboxes 4',
      'face-person 0.5',
      'face-person 1',
      'faceboxes mirrored 1.25',
      'faceboxes mirrored 2.5',
      'faceboxes turned 1',
      'faceboxes turned 2',
      'yunet 0.5',
      'yunet 1',
      'yunet 2',
      'yunet 3',
    ],
    bias: 10.008,
    weights: [
      0.9609, 0.13395, 0.072041, 0.20122, 0.22928, 0.36275, 0.1771, 0.47503, 0.021547, 0.16656,
      0.42446, 0.21735, 0.10621, 0.22157, 0.065323, -0.058774, 0.01808, 5.5492, 0.087652, -5.9051,
      -0.20166, 0.37863, 0.080078, 0.11718, -0.017641, -0.066051, 0.13665, -0.038769, 0.16414,
      -0.029676, -0.12476, 0.23296, -0.042899, -0.067648, -0.28553, -0.29561,
    ],
  },
];
