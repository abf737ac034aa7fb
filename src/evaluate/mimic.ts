import { choose } from '../core/plugin.js';
import type { RawImage } from '../core/image.js';
import type { TreatedRegion } from '../core/record.js';
import { applyPlan, type MethodStep } from '../methods/apply.js';
import { isFileReference } from '../methods/file-parameter.js';
import { shapeSchema } from '../methods/shape.js';
import type { Networks } from '../networks/weights.js';
import type { Registry } from '../registry.js';
import { helpersOf, streamsOf } from '../run/context.js';
import { lacksMesh, layMeshes, readyStep } from '../run/needs.js';

/**
 * A clear picture anonymised again as an attacker would who knows what was done, to which region,
 * with which parameters, but not the secret of the run: randomness comes from `key` instead.
 * @returns null when a method cannot be repeated this way: because it needs the whole dataset or a
 *   gallery that only the one who ran it has, or because no mesh can be laid here on what bore one
 *   then
 */
export async function mimic(
  clear: RawImage,
  item: string,
  regions: readonly TreatedRegion[],
  key: Uint8Array,
  registry: Registry,
  networks: Networks,
): Promise<RawImage | null> {
  const methods = regions.map(({ method }) => choose('method', registry.methods, method));
  if (methods.some(({ survey }) => survey !== undefined)) return null;
  if (regions.some(({ parameters }) => isFileReference(parameters.gallery))) return null;
  const tools = { registry, networks };
  const planned = regions.map((region, index) => ({
    ...{ region, method: methods[index].id, reason: region.reason },
    ...{ parameters: region.parameters, shape: shapeSchema.parse(region.shape) },
  }));
  const meshed = await layMeshes(clear, planned, tools);
  if (meshed.some((step) => lacksMesh(step, tools))) return null;
  const steps: MethodStep[] = [];
  for (const [index, step] of meshed.entries()) {
    const ready = await readyStep(clear, step, tools);
    const streams = streamsOf(key, [item, step.region.id]);
    const context = { ...streams, attempt: 0, ...helpersOf(ready) };
    steps.push({ ...ready, method: methods[index], context });
  }
  return applyPlan(clear, steps, item);
}
