import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import type { TreatedRegion } from '../../src/core/record.js';
import type { ObserveKit, ObserveTask } from '../../src/evaluate/observation.js';
import { observe } from '../../src/evaluate/observe.js';
import type { People } from '../../src/formats/people.js';
import { createNetworks, type Networks } from '../../src/networks/weights.js';
import { createRegistry, loadJudges } from '../../src/registry.js';
import { drawNoise } from '../support/draw.js';

const registry = createRegistry(await loadJudges());
const networks = createNetworks({ threads: 1 });
afterAll(() => networks.close());

/** Networks that count how often each is run. */
function counting(): { networks: Networks; runs: Record<string, number> } {
  const runs: Record<string, number> = {};
  const get = async (id: string) => {
    const network = await networks.get(id);
    return {
      ...network,
      run: (inputs: Parameters<typeof network.run>[0]) => {
        runs[id] = (runs[id] ?? 0) + 1;
        return network.run(inputs);
      },
    };
  };
  return { networks: { ...networks, get }, runs };
}

const boxes = [20, 90].map((x0) => ({ x0, y0: 30, x1: x0 + 50, y1: 90 }));

const regions = boxes.map((box, index) => ({
  ...{ id: `r${index}`, label: 'face', box, score: 1 },
  ...{ origin: { by: 'reviewer', reviewer: 'test' }, method: 'fill' },
  parameters: { colour: '#808080' },
  ...{ shape: { form: 'box', halo: 0, feather: 0 }, irreversible: true },
  ...{ guarantee: 'None.', reason: 'a test' },
})) as TreatedRegion[];

const names = (...named: (string | undefined)[]): People => {
  const isNamed = named.some((name) => name !== undefined);
  const source = { from: 'labels' as const, namesOf: () => named };
  return isNamed ? { ...source, hintsOf: () => [] } : source;
};

async function observeWith(people: People, settings: Partial<ObserveKit['settings']> = {}) {
  const file = join(mkdtempSync(join(tmpdir(), 'guise-observe-')), 'a.png');
  const { data, ...raw } = drawNoise(160, 120, 5);
  await sharp(data, { raw }).png().toFile(file);
  const { networks: counted, runs } = counting();
  const task: ObserveTask = {
    ...{ item: 'a.png', clear: { file } },
    variants: [{ source: { file }, name: 'a.png', regions }],
  };
  const seen = await observe(task, {
    ...{ people, networks: counted, registry },
    settings: {
      ...{ measures: [], recognisers: ['faceres'], surroundings: false, used: [] },
      ...{ pixelLimit: 1e6, sizeLimitBytes: 1e6, mimicKey: Buffer.alloc(32) },
      ...settings,
    },
  });
  return { seen, runs };
}

describe('looking at a picture and what was made of it', () => {
  it('describes no face that nobody names where somebody names others', async () => {
    const { seen, runs } = await observeWith(names(undefined, 'Ada'));
    expect(seen.faces.map(({ name, box }) => [name, box])).toEqual([['Ada', boxes[1]]]);
    // Clear, released, and released as an attacker would have.
    expect(runs).toEqual({ facemesh: 1, faceres: 3 });
  });

  it('describes every face where nobody is named', async () => {
    const { seen, runs } = await observeWith(names(undefined, undefined));
    expect(seen.faces.map(({ box }) => box)).toEqual(boxes);
    expect(seen.faces.every((face) => !('name' in face))).toBe(true);
    expect(runs).toEqual({ facemesh: 2, faceres: 6 });
  });

  it('shows all faces to measures of what faces look like', async () => {
    const { seen, runs } = await observeWith(names(undefined, 'Ada'), { measures: ['gaze'] });
    expect(seen.faces).toHaveLength(1);
    expect(runs).toEqual({ facemesh: 4, faceres: 3 });
  });

  it('has nothing repeated by an attacker where no face matters', async () => {
    const people = { ...names(undefined, 'Ada'), namesOf: () => [undefined, undefined] };
    const { seen, runs } = await observeWith(people);
    expect(seen.faces).toEqual([]);
    expect(runs).toEqual({});
  });
});
