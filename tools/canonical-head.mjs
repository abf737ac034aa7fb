// Writes src/face-model/canonical-data.ts: MediaPipe's canonical face (points, texture places,
// triangles), read from the geometry that its own npm package carries.
//
//   npm pack @mediapipe/face_mesh@0.4.1657299874 && tar xzf mediapipe-face_mesh-*.tgz
//   node tools/canonical-head.mjs package > src/face-model/canonical-data.ts
import { readFileSync } from 'node:fs';
import path from 'node:path';

const folder = process.argv[2];
const bundle = 'face_mesh_solution_packed_assets';
const loader = readFileSync(path.join(folder, `${bundle}_loader.js`), 'utf8');
const place = /geometry_pipeline_metadata_landmarks\.binarypb", "start": (\d+), "end": (\d+)/;
const [, start, end] = place.exec(loader).map(Number);
const metadata = readFileSync(path.join(folder, `${bundle}.data`)).subarray(start, end);

/** The fields of a Protocol Buffers message in order, as number and value. */
function* fieldsOf(message) {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message[at];
      at += 1;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const key = varint();
    const [field, wireType] = [key >> 3, key & 7];
    if (wireType === 0) {
      yield [field, varint()];
    } else if (wireType === 5) {
      yield [field, message.readFloatLE(at)];
      at += 4;
    } else {
      const length = varint();
      yield [field, message.subarray(at, at + length)];
      at += length;
    }
  }
}

const [[, mesh]] = fieldsOf(metadata);
const [floats, indices] = [3, 4].map((wanted) =>
  [...fieldsOf(mesh)].filter(([field]) => field === wanted).map(([, value]) => value),
);

// From y up and z to the camera, in centimetres, to y down and z away, in micrometres.
const micrometres = [1e4, -1e4, -1e4];
const points = rowsOf(floats, 5).map((row) =>
  row.slice(0, 3).map((value, axis) => Math.round(value * micrometres[axis]) || 0),
);
const texture = rowsOf(floats, 5).map((row) =>
  row.slice(3).map((value) => Math.round(value * 1e4)),
);

console.log(`// Made by tools/canonical-head.mjs from @mediapipe/face_mesh 0.4.1657299874 (Apache-2.0).

/** ${points.length} points: x right, y down, z away, in micrometres. */
export const pointNumbers = \`
${wrapped(points)}\`;

/** Where each point lies in the texture, u right and v as published, in ten-thousandths. */
export const textureNumbers = \`
${wrapped(texture)}\`;

/** ${indices.length / 3} triangles, three points each. */
export const triangleNumbers = \`
${wrapped(rowsOf(indices, 3))}\`;`);

function rowsOf(values, length) {
  return Array.from({ length: values.length / length }, (_, i) =>
    values.slice(i * length, (i + 1) * length),
  );
}

/** Rows of numbers as lines of at most 100 characters. */
function wrapped(rows) {
  const lines = [''];
  for (const word of rows.flat().map(String)) {
    const line = lines.at(-1);
    if (line.length + word.length + 1 > 100) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}
