import { describe, expect, it } from 'vitest';
import { createImage } from '../../src/core/image.js';
import type { Region } from '../../src/core/region.js';
import { needsOf } from '../../src/methods/method.js';
import { synthetic } from '../../src/methods/synthetic.js';
import { createNetworks, type Networks } from '../../src/networks/weights.js';
import type { Step } from '../../src/policy/plan.js';
import { createRegistry } from '../../src/registry.js';
import { lacksMesh, layMeshes, readyStep } from '../../src/run/needs.js';
import { drawNoise } from '../support/draw.js';
import { makeRegion } from '../support/region.js';

const registry = createRegistry();
const box = { x0: 20, y0: 20, x1: 100, y1: 110 };
const { mesh: _mesh, landmarks: _landmarks, ...plainFace } = makeRegion(box);

function stepOf(method: string, parameters: object, region: Region): Step {
  const shape = { form: 'box' as const, halo: 0, feather: 0 };
  const all = registry.methods.get(method)?.parameters.parse(parameters) as Step['parameters'];
  return { region, method, parameters: all, shape, reason: 'a test' };
}

/** The networks of this installation, and which of them were asked for. */
function watched(): { networks: Networks; asked: Set<string> } {
  const real = createNetworks({ threads: 1 });
  const asked = new Set<string>();
  const get = (id: string) => {
    asked.add(id);
    return real.get(id);
  };
  return { networks: { ...real, get }, asked };
}

const keeping = (keep: string[], gallery: unknown = '') =>
  needsOf(synthetic, synthetic.parameters.parse({ keep, gallery }));

describe('what a method asks for', () => {
  it('follows its parameters: only age and presentation are read from a face by networks', () => {
    for (const kept of ['age', 'presentation']) expect(keeping([kept])).toContain('look');
    for (const keep of [[], ['skin-tone']])
      expect(keeping(keep)).toEqual(['mesh', 'gaze', 'hands']);
  });

  it('is no more than the eyes where faces are drawn from a gallery', () => {
    const gallery = { file: 'faces', sha256: '0'.repeat(64) };
    expect(keeping(['age', 'presentation'], gallery)).toEqual(['mesh', 'gaze', 'hands']);
  });

  it('is all that is looked at', async () => {
    const image = drawNoise(120, 130, 1);
    for (const [keep, expected] of [
      [['skin-tone'], ['hand-palm', 'iris']],
      [['age'], ['emotion', 'faceres', 'hand-palm', 'iris']],
    ] as const) {
      const { networks, asked } = watched();
      const step = stepOf('synthetic', { keep }, makeRegion(box));
      const { seen } = await readyStep(image, step, { registry, networks });
      expect([...asked].sort()).toEqual(expected);
      expect(seen.look?.gaze).toHaveLength(3);
      await networks.close();
    }
  });
});

describe('meshes', () => {
  it('are laid where a method or an outline asks for one, and nowhere else', async () => {
    const { networks, asked } = watched();
    const image = createImage(120, 130);
    const without = [
      stepOf('fill', {}, plainFace),
      stepOf('pixelate', {}, { ...plainFace, id: 'r2' }),
    ];
    expect(await layMeshes(image, without, { registry, networks })).toEqual(without);
    expect([...asked]).toEqual([]);
    const skin = stepOf('skin', {}, { ...plainFace, label: 'person' });
    await layMeshes(image, [skin], { registry, networks });
    expect([...asked]).toEqual([]);
    const outlined = { ...without[0], shape: { form: 'outline', halo: 0, feather: 0 } } as const;
    await layMeshes(image, [outlined], { registry, networks });
    expect([...asked]).toEqual(['facemesh']);
    await networks.close();
  });

  it('are missed by methods that cannot work without, and by no others', () => {
    const tools = { registry, networks: createNetworks({ threads: 1 }) };
    expect(lacksMesh(stepOf('synthetic', {}, plainFace), tools)).toBe(true);
    expect(lacksMesh(stepOf('synthetic', {}, makeRegion(box)), tools)).toBe(false);
    expect(lacksMesh(stepOf('fill', {}, plainFace), tools)).toBe(false);
  });
});
