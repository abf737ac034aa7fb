// Milliseconds of processor time a face for each method (so that a busy machine matters little), on a 1080p picture with 20 faces of 60 to 200 pixels.
// Needs `npm run build`. Run: node bench/speed/methods.mjs
import { createRandom } from '../../dist/core/random.js';
import { applyPlan } from '../../dist/methods/apply.js';
import { defaultShape } from '../../dist/methods/shape.js';
import { createRegistry } from '../../dist/registry.js';

const [width, height, faces, rounds] = [1920, 1080, 20, 9];
const key = Buffer.alloc(32, 1);
const random = createRandom(key);
const image = { data: random.bytes(width * height * 3), width, height, channels: 3 };
const regions = Array.from({ length: faces }, (_, i) => {
  const side = 60 + random.below(141);
  const [x0, y0] = [random.below(width - side), random.below(height - side)];
  const box = { x0, y0, x1: x0 + side, y1: y0 + Math.round(side * 1.25) };
  return { id: `r${i}`, label: 'face', box, score: 1, origin: { by: 'reviewer', reviewer: 'x' } };
});

const rows = [];
for (const method of createRegistry().methods.values()) {
  for (const feather of [0, 0.2]) {
    const shape = { ...defaultShape('face'), feather };
    const context = { random: createRandom(key), secret: createRandom(key) };
    const parameters = method.parameters.parse({});
    const steps = regions.map((region) => ({ region, method, parameters, shape, context }));
    const times = [];
    for (let round = 0; round < rounds; round++) {
      const start = process.cpuUsage();
      await applyPlan(image, steps);
      const { user, system } = process.cpuUsage(start);
      times.push((user + system) / 1000);
    }
    const [first, median] = [times[0], times.sort((a, b) => a - b)[Math.floor(rounds / 2)]];
    rows.push({
      method: method.id,
      feather: feather,
      'ms a face': Number((median / faces).toFixed(2)),
      'ms a picture': Number(median.toFixed(1)),
      'first picture, ms': Number(first.toFixed(1)),
    });
  }
}
console.log(`Node ${process.version}, ${width} x ${height}, ${faces} faces, median of ${rounds}`);
console.table(rows);
