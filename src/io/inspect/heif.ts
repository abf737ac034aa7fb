import { isOwnProfile } from '../coding/icc.js';
import {
  readBoxes,
  readExifItem,
  readHeifMeta,
  type HeifItem,
  type HeifMeta,
  type IsoBox,
} from '../container/isobmff.js';
import { entryUnlessEmpty, plainName, type MetadataEntry } from './entry.js';
import { inspectExif } from './exif.js';

const neededBoxes = new Set(['ftyp', 'meta', 'mdat']);
const neededMeta = new Set([
  'hdlr',
  'dinf',
  'pitm',
  'iinf',
  'iref',
  'iprp',
  'iloc',
  'idat',
  'grpl',
]);
const neededProperties = new Set([
  ...[
    'ispe',
    'pixi',
    'av1C',
    'hvcC',
    'irot',
    'imir',
    'clap',
    'auxC',
    'pasp',
    'clli',
    'mdcv',
    'amve',
  ],
  ...['a1op', 'a1lx', 'lsel', 'cclv', 'colr'],
]);
const pictureTypes = new Set(['av01', 'hvc1', 'grid', 'iovl', 'iden']);
const alphaKinds = ['urn:mpeg:mpegB:cicp:systems:auxiliary:alpha', 'urn:mpeg:hevc:2015:auxid:1'];

/** Lists what a HEIC or AVIF holds beside its main picture and that one's transparency. */
export function inspectHeif(bytes: Buffer): MetadataEntry[] {
  const boxes = readBoxes(bytes);
  const metaBox = boxes.find(({ type }) => type === 'meta');
  if (!metaBox) return [{ kind: 'unknown', name: 'no meta box', sizeBytes: bytes.length }];
  const meta = readHeifMeta(metaBox);
  const shown = shownItems(meta);
  return [
    ...boxes.filter(({ type }) => !neededBoxes.has(type)).flatMap(inspectBox),
    ...meta.children.filter(({ type }) => !neededMeta.has(type)).flatMap(inspectBox),
    ...meta.children.filter(({ type }) => type === 'hdlr').flatMap(inspectHandler),
    ...meta.properties.flatMap(inspectProperty),
    ...meta.items.filter(({ id }) => !shown.has(id)).flatMap((item) => inspectItem(bytes, item)),
    ...entryUnlessEmpty('unknown', 'unused bytes', unusedBytes(boxes, meta)),
  ];
}

function inspectBox({ type, payload }: IsoBox): MetadataEntry[] {
  const sizeBytes = payload.length;
  if (type === 'free' || type === 'skip') {
    const empty = payload.every((byte) => byte === 0);
    return empty ? [] : [{ kind: 'unknown', name: type, sizeBytes }];
  }
  if (type === 'uuid' || type === 'jumb') return [{ kind: 'provenance', name: type, sizeBytes }];
  return [{ kind: 'unknown', name: plainName(type), sizeBytes }];
}

const handlerNameAt = 24;

/** A handler box ends with a name that programs fill with their own. */
function inspectHandler({ payload }: IsoBox): MetadataEntry[] {
  const name = payload.subarray(handlerNameAt);
  return name.every((byte) => byte === 0)
    ? []
    : [{ kind: 'text', name: 'handler name', sizeBytes: name.length }];
}

function inspectProperty({ type, payload }: IsoBox): MetadataEntry[] {
  const sizeBytes = payload.length;
  if (!neededProperties.has(type)) return [{ kind: 'unknown', name: plainName(type), sizeBytes }];
  const colour = type === 'colr' ? payload.toString('latin1', 0, 4) : '';
  const profile = colour === 'prof' || colour === 'rICC';
  return profile && !isOwnProfile(payload.subarray(4))
    ? [{ kind: 'profile', name: 'ICC profile', sizeBytes: sizeBytes - 4 }]
    : [];
}

/** The main picture, the tiles it is made of, and its transparency with its tiles. */
function shownItems({ primary, items, references }: HeifMeta): Set<number> {
  const shown = new Set<number>();
  const addWithTiles = (id: number): void => {
    if (shown.has(id)) return;
    shown.add(id);
    const made = references.filter(({ type, from }) => type === 'dimg' && from === id);
    made.flatMap(({ to }) => to).forEach(addWithTiles);
  };
  addWithTiles(primary);
  for (const { type, from, to } of references) {
    const item = items.find(({ id }) => id === from);
    if (type === 'auxl' && to.includes(primary) && item && isAlpha(item)) addWithTiles(from);
  }
  return shown;
}

function isAlpha({ properties }: HeifItem): boolean {
  return properties.some(({ type, payload }) => {
    const [kind] = payload.toString('latin1', 4).split('\0');
    return type === 'auxC' && alphaKinds.includes(kind);
  });
}

function inspectItem(bytes: Buffer, item: HeifItem): MetadataEntry[] {
  const sizeBytes = item.extents.reduce((sum, extent) => sum + extent.sizeBytes, 0);
  if (item.type === 'Exif') return inspectExif(readExifItem(bytes, item));
  if (item.type === 'mime' && item.contentType.includes('rdf')) {
    return [{ kind: 'xmp', name: 'XMP', sizeBytes }];
  }
  if (pictureTypes.has(item.type)) {
    return [{ kind: 'picture', name: 'further picture', sizeBytes }];
  }
  return [{ kind: 'unknown', name: `item ${plainName(item.type)}`, sizeBytes }];
}

function unusedBytes(boxes: readonly IsoBox[], { items }: HeifMeta): number {
  const extents = items.flatMap((item) => item.extents).sort((a, b) => a.offset - b.offset);
  let unused = 0;
  for (const { type, offset, payload } of boxes) {
    if (type !== 'mdat') continue;
    const end = offset + payload.length;
    let covered = offset;
    for (const extent of extents) {
      if (extent.offset < offset || extent.offset >= end) continue;
      unused += Math.max(0, extent.offset - covered);
      covered = Math.max(covered, extent.offset + extent.sizeBytes);
    }
    unused += Math.max(0, end - covered);
  }
  return unused;
}
