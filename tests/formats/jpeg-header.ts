/**
 * The head of a JPEG: an EXIF orientation and a frame size, and nothing after them. Enough for
 * what reads headers, not for what decodes.
 * @param gapBytes of application data before the frame, to push it away from the start
 */
export function jpegHead(
  orientation: number,
  width: number,
  height: number,
  { little = false, gapBytes = 0 } = {},
): Buffer {
  const tiff = Buffer.alloc(26);
  const short = (value: number, at: number) =>
    little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const long = (value: number, at: number) =>
    little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  tiff.write(little ? 'II' : 'MM', 0, 'latin1');
  short(42, 2);
  long(8, 4);
  short(1, 8);
  short(0x0112, 10);
  short(3, 12);
  long(1, 14);
  short(orientation, 18);
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const frame = Buffer.alloc(15);
  frame.writeUInt8(8, 0);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  const gaps: Buffer[] = [];
  for (let left = gapBytes; left > 0; left -= 60_000) {
    gaps.push(segment(0xe2, Buffer.alloc(Math.min(left, 60_000), 7)));
  }
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe1, exif),
    ...gaps,
    segment(0xc2, frame),
  ]);
}

function segment(marker: number, contents: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(contents.length + 2, 2);
  return Buffer.concat([head, contents]);
}
