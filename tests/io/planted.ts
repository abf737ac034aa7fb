import { joinTiffPages, asciiField } from '../../src/io/container/tiff-write.js';
import { writeRiffChunk } from '../../src/io/container/riff.js';
import { animation, codec } from './sources.js';
import { drawnPicture } from './drawn.js';

/** Stands in every planted value; must never be found in an output. */
export const secret = 'GUISE-PLANTED-SECRET';

/** A file with something planted, and what the inspector must call it. */
export interface Planted {
  readonly what: string;
  readonly bytes: Buffer;
  readonly found: string;
}

const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>${secret}</a></x:xmpmeta>`;
const exif = {
  IFD0: { Copyright: secret, Artist: secret },
  IFD2: { DateTimeOriginal: '2020:02:02 02:02:02', UserComment: secret },
  IFD3: { GPSLatitude: '51/1 30/1 3230/100' },
};

function jpegSegment(marker: number, payload: string): Buffer {
  const body = Buffer.from(payload, 'latin1');
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

async function plantedInJpeg(): Promise<Planted[]> {
  const picture = () => codec(drawnPicture(24, 16)).jpeg();
  const plain = await picture().toBuffer();
  const after = (start: number, ...parts: Buffer[]) =>
    Buffer.concat([plain.subarray(0, start), ...parts, plain.subarray(start)]);
  const segment = (what: string, marker: number, payload: string, found: string) => ({
    what,
    bytes: after(2, jpegSegment(marker, payload)),
    found,
  });
  const tagged = await picture().withExif(exif).toBuffer();
  return [
    { what: 'EXIF text', bytes: tagged, found: 'exif Artist' },
    { what: 'EXIF comment', bytes: tagged, found: 'exif UserComment' },
    { what: 'EXIF place', bytes: tagged, found: 'exif GPS 2' },
    { what: 'XMP', bytes: await picture().withXmp(xmp).toBuffer(), found: 'xmp XMP' },
    segment('extended XMP', 0xe1, `http://ns.adobe.com/xmp/extension/\0${secret}`, 'xmp XMP'),
    segment('a comment', 0xfe, secret, 'text COM'),
    segment('IPTC', 0xed, `Photoshop 3.0\0${secret}`, 'iptc Photoshop and IPTC'),
    segment('C2PA', 0xeb, `JP${secret}`, 'provenance JUMBF'),
    segment('a maker’s block', 0xe4, secret, 'application APP4'),
    segment(
      'a JFIF thumbnail',
      0xe0,
      `JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01${secret}`,
      'thumbnail JFIF thumbnail',
    ),
    segment('a JFXX thumbnail', 0xe0, `JFXX\0\x10${secret}`, 'thumbnail JFXX'),
    segment('a second picture', 0xe2, `MPF\0${secret}`, 'picture MPF'),
    segment('a foreign profile', 0xe2, `ICC_PROFILE\0\x01\x01${secret}`, 'profile ICC profile'),
    segment('a long Adobe block', 0xee, `Adobe\0\x64\0\0\0\0\x01${secret}`, 'application APP14'),
    {
      what: 'data after the end',
      bytes: after(plain.length, Buffer.from(secret)),
      found: 'unknown data after the end',
    },
    {
      what: 'a picture after the end',
      bytes: after(plain.length, tagged),
      found: 'unknown data after the end',
    },
  ];
}

function pngChunk(type: string, payload: string): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(payload, 'latin1')]);
  let crc = 0xffffffff;
  for (const byte of body) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(payload.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(~crc >>> 0, body.length + 4);
  return chunk;
}

async function plantedInPng(): Promise<Planted[]> {
  const picture = () => codec(drawnPicture(24, 16, 4)).png();
  const plain = await picture().toBuffer();
  const chunk = (what: string, type: string, payload: string, found: string) => ({
    what,
    bytes: Buffer.concat([plain.subarray(0, 33), pngChunk(type, payload), plain.subarray(33)]),
    found,
  });
  return [
    { what: 'EXIF', bytes: await picture().withExif(exif).toBuffer(), found: 'exif Copyright' },
    { what: 'XMP', bytes: await picture().withXmp(xmp).toBuffer(), found: 'xmp XMP' },
    chunk('a text', 'tEXt', `Author\0${secret}`, 'text tEXt Author'),
    chunk('an international text', 'iTXt', `Title\0\0\0\0\0${secret}`, 'text iTXt Title'),
    chunk('a keyword that is itself a secret', 'tEXt', `<${secret}>\0x`, 'text tEXt unnamed'),
    chunk('a time', 'tIME', '\x07\xe4\x02\x02\x02\x02\x02', 'time tIME'),
    chunk('C2PA', 'caBX', secret, 'provenance caBX'),
    chunk('a private chunk', 'prVt', secret, 'unknown prVt'),
    {
      what: 'data after the end',
      bytes: Buffer.concat([plain, Buffer.from(secret)]),
      found: 'unknown data after the end',
    },
  ];
}

async function plantedInWebp(): Promise<Planted[]> {
  const picture = () => codec(drawnPicture(24, 16)).webp();
  const tagged = await picture().withExif(exif).toBuffer();
  const moving = await animation(3).webp().withExif(exif).toBuffer();
  const chunk = (what: string, source: Buffer, type: string, found: string) => {
    const grown = Buffer.concat([source, writeRiffChunk(type, Buffer.from(`${secret}!`))]);
    grown.writeUInt32LE(grown.length - 8, 4);
    return { what, bytes: grown, found };
  };
  return [
    { what: 'EXIF', bytes: tagged, found: 'exif Copyright' },
    { what: 'EXIF of an animation', bytes: moving, found: 'exif Copyright' },
    { what: 'XMP', bytes: await picture().withXmp(xmp).toBuffer(), found: 'xmp XMP' },
    chunk('C2PA', tagged, 'C2PA', 'provenance C2PA'),
    chunk('a private chunk', tagged, 'SECR', 'unknown SECR'),
    {
      what: 'data after the end',
      bytes: Buffer.concat([tagged, Buffer.from(secret)]),
      found: 'unknown data after the end',
    },
  ];
}

async function plantedInGif(): Promise<Planted[]> {
  const plain = await animation(3).gif().toBuffer();
  const start = 13 + (plain[10] & 0x80 ? 3 << ((plain[10] & 7) + 1) : 0);
  const block = (text: string) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
  const end = Buffer.from([0]);
  const extension = (what: string, label: number, found: string, ...texts: string[]) => ({
    what,
    bytes: Buffer.concat([
      plain.subarray(0, start),
      Buffer.from([0x21, label]),
      ...texts.map(block),
      end,
      plain.subarray(start),
    ]),
    found,
  });
  return [
    extension('a comment', 0xfe, 'text comment', secret),
    extension('XMP', 0xff, 'xmp XMP', 'XMP DataXMP', secret),
    extension('a private block', 0xff, 'application SECRETAPP10', 'SECRETAPP10', secret),
    extension(
      'a loop block that holds more',
      0xff,
      'application NETSCAPE2.0',
      'NETSCAPE2.0',
      secret,
    ),
    {
      what: 'data after the end',
      bytes: Buffer.concat([plain, Buffer.from(secret)]),
      found: 'unknown data after the end',
    },
  ];
}

async function plantedInTiff(): Promise<Planted[]> {
  const page = await codec(drawnPicture(24, 16)).tiff({ compression: 'lzw' }).toBuffer();
  const bytesField = (tag: number) => ({ ...asciiField(tag, secret), type: 7 });
  const tag = (what: string, number: number, found: string) => ({
    what,
    bytes: joinTiffPages([page], [bytesField(number)]),
    found,
  });
  return [
    tag('a maker', 0x010f, 'exif Make'),
    tag('XMP', 700, 'xmp XMP'),
    tag('IPTC', 33723, 'iptc IPTC'),
    tag('Photoshop’s block', 34377, 'iptc Photoshop'),
    tag('a place on the map', 33922, 'exif tag 0x8482'),
    tag('a private tag', 60000, 'exif tag 0xea60'),
    tag('a foreign profile', 34675, 'profile ICC profile'),
    {
      what: 'data after the end',
      bytes: Buffer.concat([page, Buffer.from(secret)]),
      found: 'unknown unused bytes',
    },
  ];
}

async function plantedInAvif(): Promise<Planted[]> {
  const picture = () => codec(drawnPicture(24, 16)).avif({ effort: 0 });
  const plain = await picture().toBuffer();
  const box = (what: string, type: string, found: string) => {
    const body = Buffer.from(secret);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(8 + body.length, 0);
    head.write(type, 4, 'latin1');
    return { what, bytes: Buffer.concat([plain, head, body]), found };
  };
  return [
    { what: 'EXIF', bytes: await picture().withExif(exif).toBuffer(), found: 'exif Copyright' },
    { what: 'XMP', bytes: await picture().withXmp(xmp).toBuffer(), found: 'xmp XMP' },
    box('C2PA', 'uuid', 'provenance uuid'),
    box('bytes in a free box', 'free', 'unknown free'),
    box('bytes in a second data box', 'mdat', 'unknown unused bytes'),
    box('a private box', 'secr', 'unknown secr'),
  ];
}

/** Files of every format with something planted in every place that is known to hold things. */
export async function plantedFiles(): Promise<Planted[]> {
  const formats = {
    JPEG: await plantedInJpeg(),
    PNG: await plantedInPng(),
    WebP: await plantedInWebp(),
    GIF: await plantedInGif(),
    TIFF: await plantedInTiff(),
    AVIF: await plantedInAvif(),
  };
  return Object.entries(formats).flatMap(([format, planted]) =>
    planted.map(({ what, ...rest }) => ({ what: `${format}: ${what}`, ...rest })),
  );
}
