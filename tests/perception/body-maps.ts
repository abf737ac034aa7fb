import type { Network, Tensor } from '../../src/networks/session.js';
import type { Networks } from '../../src/networks/weights.js';

/** A body as the network would show it: in cells of its maps. */
export interface DrawnBody {
  readonly row: number;
  readonly column: number;
  readonly height: number;
  readonly width: number;
  readonly centre: number;
  /** (row, column, score) of a joint, by its place in the order of joints. */
  readonly joints: Readonly<Record<number, readonly [number, number, number]>>;
}

/** The maps of the body network over the given bodies; empty everywhere else. */
export function bodyMaps(width: number, height: number, bodies: readonly DrawnBody[]) {
  const map = (channels: number): Tensor => ({
    data: new Float32Array(width * height * channels),
    dims: [1, height, width, channels],
  });
  const maps = {
    ...{ centres: map(1), box_sizes: map(2), box_offsets: map(2) },
    ...{ joint_scores: map(17), joint_reaches: map(34), joint_offsets: map(34) },
  };
  for (const { row, column, centre, joints, ...size } of bodies) {
    const cell = row * width + column;
    maps.centres.data[cell] = centre;
    maps.box_sizes.data.set([size.height, size.width], 2 * cell);
    for (const [joint, [y, x, score]] of Object.entries(joints)) {
      maps.joint_scores.data[(y * width + x) * 17 + Number(joint)] = score;
      maps.joint_reaches.data.set([y - row, x - column], 34 * cell + 2 * Number(joint));
    }
  }
  return maps;
}

/** A person who stands upright and looks ahead, with the nose at a cell. */
export function drawnPerson(row: number, column: number, score = 0.9): DrawnBody {
  return {
    ...{ row: row + 8, column, height: 24, width: 10, centre: score },
    joints: {
      0: [row, column, score],
      1: [row - 1, column + 1, score],
      2: [row - 1, column - 1, score],
      3: [row, column + 2, score],
      4: [row, column - 2, score],
      5: [row + 4, column + 4, score],
      6: [row + 4, column - 4, score],
    },
  };
}

/** Networks that answer every input with what is drawn for its size; other ids fail. */
export function drawnNetworks(
  answers: Readonly<Record<string, (input: Tensor) => Record<string, Tensor>>>,
): Networks & { readonly ran: string[] } {
  const ran: string[] = [];
  const open = (id: string): Network => ({
    ...{ id, backend: 'native', inputNames: ['image'], outputNames: [] },
    run(inputs) {
      ran.push(`${id} ${inputs.image.dims[3]}`);
      return Promise.resolve(answers[id](inputs.image));
    },
    release: () => Promise.resolve(),
  });
  const unused = () => {
    throw new Error('not drawn');
  };
  return {
    ran,
    ids: Object.keys(answers),
    has: (id) => id in answers,
    get: (id) => Promise.resolve(open(id)),
    describe: unused,
    readCompanion: unused,
    generator: unused,
    close: () => Promise.resolve(),
  };
}
