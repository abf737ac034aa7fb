/** A box of an ISO base media file, such as HEIC and AVIF. */
export interface IsoBox {
  readonly type: string;
  /** First byte of its payload in the file. */
  readonly offset: number;
  readonly payload: Buffer;
}

/**
 * Walks boxes that lie one behind the other.
 * @param base position of `bytes` in the file
 * @throws RangeError when a box reaches past the end
 */
export function readBoxes(bytes: Buffer, base = 0): IsoBox[] {
  const boxes: IsoBox[] = [];
  let at = 0;
  while (at < bytes.length) {
    const short = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const head = short === 1 ? 16 : 8;
    const size =
      short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? bytes.length - at : short;
    if (size < head || at + size > bytes.length) throw new RangeError('a box is cut short');
    boxes.push({ type, offset: base + at + head, payload: bytes.subarray(at + head, at + size) });
    at += size;
  }
  return boxes;
}

/** An item of a HEIF file: a coded picture, a tile grid, EXIF, XMP … */
export interface HeifItem {
  readonly id: number;
  readonly type: string;
  /** Only for `mime`. */
  readonly contentType: string;
  /** Types of the properties that belong to it. */
  readonly properties: readonly IsoBox[];
  /** Where its bytes lie in the file. */
  readonly extents: readonly { readonly offset: number; readonly sizeBytes: number }[];
}

/** What the `meta` box says. */
export interface HeifMeta {
  readonly primary: number;
  readonly items: readonly HeifItem[];
  readonly references: readonly {
    readonly type: string;
    readonly from: number;
    readonly to: readonly number[];
  }[];
  /** All properties, also those that no item uses. */
  readonly properties: readonly IsoBox[];
  /** Its direct children. */
  readonly children: readonly IsoBox[];
}

/**
 * Reads the `meta` box of a HEIF or AVIF file.
 * @throws RangeError when its structure is broken
 */
export function readHeifMeta(meta: IsoBox): HeifMeta {
  const children = readBoxes(meta.payload.subarray(4), meta.offset + 4);
  const child = (type: string) => children.find((box) => box.type === type);
  const propertyBoxes = child('iprp');
  const inside = propertyBoxes ? readBoxes(propertyBoxes.payload, propertyBoxes.offset) : [];
  const container = inside.find((box) => box.type === 'ipco');
  const properties = container ? readBoxes(container.payload, container.offset) : [];
  const owned = new Map<number, IsoBox[]>();
  for (const box of inside) {
    if (box.type === 'ipma') readAssociations(box.payload, properties, owned);
  }
  const places = readPlaces(child('iloc'), child('idat'));
  const infos = child('iinf');
  const items = (infos ? readItemInfos(infos) : []).map((item) => ({
    ...item,
    properties: owned.get(item.id) ?? [],
    extents: places.get(item.id) ?? [],
  }));
  const pitm = child('pitm')?.payload;
  const primary = pitm ? (pitm[0] === 0 ? pitm.readUInt16BE(4) : pitm.readUInt32BE(4)) : 0;
  const iref = child('iref');
  return { primary, items, references: iref ? readReferences(iref) : [], properties, children };
}

/** The bytes of an item, put together. */
export function readItem(file: Buffer, item: HeifItem): Buffer {
  return Buffer.concat(
    item.extents.map(({ offset, sizeBytes }) => file.subarray(offset, offset + sizeBytes)),
  );
}

/**
 * The TIFF structure inside an `Exif` item: its first four bytes tell how far behind them it lies.
 * @throws RangeError when the item is too short
 */
export function readExifItem(file: Buffer, item: HeifItem): Buffer {
  const block = readItem(file, item);
  return block.subarray(4 + block.readUInt32BE(0));
}

function readItemInfos(iinf: IsoBox): Pick<HeifItem, 'id' | 'type' | 'contentType'>[] {
  const head = iinf.payload[0] === 0 ? 6 : 8;
  return readBoxes(iinf.payload.subarray(head), iinf.offset + head).map(({ payload }) => {
    const version = payload[0];
    const wide = version >= 3;
    const id = wide ? payload.readUInt32BE(4) : payload.readUInt16BE(4);
    if (version < 2) return { id, type: 'mime', contentType: '' };
    const at = wide ? 10 : 8;
    const type = payload.toString('latin1', at, at + 4);
    const [, contentType = ''] = payload.toString('utf8', at + 4).split('\0');
    return { id, type, contentType };
  });
}

function readAssociations(
  payload: Buffer,
  properties: readonly IsoBox[],
  owned: Map<number, IsoBox[]>,
): void {
  const wideId = payload[0] >= 1;
  const wideIndex = (payload[3] & 1) === 1;
  let at = 8;
  for (let left = payload.readUInt32BE(4); left > 0; left--) {
    const id = wideId ? payload.readUInt32BE(at) : payload.readUInt16BE(at);
    at += wideId ? 4 : 2;
    const boxes: IsoBox[] = owned.get(id) ?? [];
    for (let more = payload.readUInt8(at++); more > 0; more--) {
      const index = wideIndex ? payload.readUInt16BE(at) & 0x7fff : payload.readUInt8(at) & 0x7f;
      at += wideIndex ? 2 : 1;
      const box = properties[index - 1];
      if (box) boxes.push(box);
    }
    owned.set(id, boxes);
  }
}

function readPlaces(
  iloc: IsoBox | undefined,
  idat: IsoBox | undefined,
): Map<number, { offset: number; sizeBytes: number }[]> {
  const places = new Map<number, { offset: number; sizeBytes: number }[]>();
  if (!iloc) return places;
  const { payload } = iloc;
  const version = payload[0];
  let at = 4;
  const take = (width: number): number => {
    at += width;
    if (width === 0) return 0;
    return width === 8
      ? Number(payload.readBigUInt64BE(at - 8))
      : payload.readUIntBE(at - width, width);
  };
  const widths = take(2);
  const [offsetWidth, lengthWidth, baseWidth] = [
    widths >> 12,
    (widths >> 8) & 15,
    (widths >> 4) & 15,
  ];
  const indexWidth = version > 0 ? widths & 15 : 0;
  for (let left = take(version < 2 ? 2 : 4); left > 0; left--) {
    const id = take(version < 2 ? 2 : 4);
    const inIdat = version > 0 && (take(2) & 15) === 1;
    take(2);
    const base = take(baseWidth) + (inIdat ? (idat?.offset ?? 0) : 0);
    const extents: { offset: number; sizeBytes: number }[] = [];
    let more = take(2);
    // A count of extents that take no bytes to describe could be made to fill the memory.
    if (more > 1 && indexWidth + offsetWidth + lengthWidth === 0) {
      throw new RangeError('extents without a place');
    }
    for (; more > 0; more--) {
      take(indexWidth);
      const offset = base + take(offsetWidth);
      extents.push({ offset, sizeBytes: take(lengthWidth) });
    }
    places.set(id, extents);
  }
  return places;
}

function readReferences(iref: IsoBox): { type: string; from: number; to: number[] }[] {
  const width = iref.payload[0] === 0 ? 2 : 4;
  return readBoxes(iref.payload.subarray(4), iref.offset + 4).map(({ type, payload }) => {
    const count = payload.readUInt16BE(width);
    const to = Array.from({ length: count }, (_, index) =>
      payload.readUIntBE(width + 2 + index * width, width),
    );
    return { type, from: payload.readUIntBE(0, width), to };
  });
}
