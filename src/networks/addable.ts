import type { AddedNetwork } from './added-record.js';

/** A network that does not come with Guise but can be added by name. */
export type AddableNetwork = Omit<AddedNetwork, 'from'> & {
  /** A pinned address at the project's own repository. */
  readonly url: string;
};

const strides = [8, 16, 32];

/** The networks that can be added by name. */
export const addableNetworks: readonly AddableNetwork[] = [
  {
    id: 'yunet',
    kind: 'detector',
    purpose: 'finds small and crowded faces; joins the ensemble of face detectors',
    licence: 'Apache-2.0',
    project:
      'YuNet (Wu, Peng, Yu, Machine Intelligence Research 20, 2023); ShiqiYu/libfacedetection.train',
    url: 'https://github.com/ShiqiYu/libfacedetection.train/raw/0047ac24/onnx/yunet_n_dynamic.onnx',
    file: 'yunet.onnx',
    sha256: '104ee26c71d5c270ce79a6b3dced91c91013260d29a6bf18f9296c5b8c4c2b12',
    sizeBytes: 322906,
    input: {
      name: 'input',
      dims: [1, 3, 'height', 'width'],
      multipleOf: 32,
      pixels: 'BGR, 0 to 255',
    },
    outputs: Object.entries({ cls: 1, obj: 1, bbox: 4, kps: 10 }).flatMap(([name, size]) =>
      strides.map((stride) => ({
        name: `${name}_${stride}`,
        dims: [1, `height/${stride}*width/${stride}`, size],
      })),
    ),
  },
];
