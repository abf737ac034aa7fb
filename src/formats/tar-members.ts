import { open, type FileHandle } from 'node:fs/promises';
import { readFailure } from '../io/failure.js';

/** A member of a tar file, and where its bytes lie. */
export interface TarMember {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
  /** First byte of the contents in the tar file. */
  readonly offset: number;
  readonly sizeBytes: number;
}

/** What the headers of a tar file say. */
export interface TarListing {
  readonly members: readonly TarMember[];
  /** Why the list ends before its time; absent for a whole file. */
  readonly damage?: string;
}

const block = 512;
const extensionLimit = 1024 * 1024;

/**
 * Lists a tar file by its headers alone, jumping over the contents: reading a shard whole only to
 * know what is in it would cost as much as reading the dataset twice. Knows ustar, GNU long names
 * and PAX paths and sizes. A cut or broken file gives the members before the fault.
 * @source POSIX.1-2017 pax; GNU tar manual, "Basic Tar Format"
 * @throws GuiseError `file-unreadable`
 */
export async function listTar(file: string): Promise<TarListing> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file);
    return await readHeaders(handle, (await handle.stat()).size);
  } catch (error) {
    throw readFailure(error, file);
  } finally {
    await handle?.close();
  }
}

async function readHeaders(handle: FileHandle, totalBytes: number): Promise<TarListing> {
  const members: TarMember[] = [];
  let ahead: { path?: string; sizeBytes?: number } = {};
  const header = Buffer.alloc(block);
  for (let at = 0; at < totalBytes;) {
    const { bytesRead } = await handle.read(header, 0, block, at);
    if (bytesRead < block) return { members, damage: 'it is cut short' };
    if (header.every((byte) => byte === 0)) return { members };
    if (!isHeader(header)) return { members, damage: 'a header in it is broken' };
    const type = String.fromCharCode(header[156]);
    const offset = at + block;
    const sizeBytes = ahead.sizeBytes ?? numberAt(header, 124, 12);
    if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) {
      return { members, damage: 'a header in it is broken' };
    }
    if (offset + sizeBytes > totalBytes) return { members, damage: 'it is cut short' };
    at = offset + Math.ceil(sizeBytes / block) * block;
    if (type === 'x' || type === 'L') {
      if (sizeBytes > extensionLimit) return { members, damage: 'a name in it is too long' };
      const contents = Buffer.alloc(sizeBytes);
      await handle.read(contents, 0, sizeBytes, offset);
      ahead = { ...ahead, ...(type === 'x' ? readPax(contents) : { path: textOf(contents) }) };
    } else if (type !== 'g' && type !== 'K') {
      const name = ahead.path ?? nameIn(header);
      members.push({ name, kind: kindOf(type, name), offset, sizeBytes });
      ahead = {};
    }
  }
  return { members };
}

function isHeader(header: Buffer): boolean {
  let sum = 8 * 0x20;
  for (let at = 0; at < block; at++) if (at < 148 || at >= 156) sum += header[at];
  return sum === numberAt(header, 148, 8);
}

/** An octal number, or one in base 256 where its first bit is set (GNU, for large files). */
function numberAt(header: Buffer, start: number, length: number): number {
  const field = header.subarray(start, start + length);
  if (field[0] === 0x80) return Number(BigInt(`0x${field.toString('hex', 1)}`));
  const digits = textOf(field).trim();
  return digits === '' ? 0 : /^[0-7]+$/.test(digits) ? parseInt(digits, 8) : NaN;
}

function nameIn(header: Buffer): string {
  const name = textOf(header.subarray(0, 100));
  const isUstar = header.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = isUstar ? textOf(header.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

function textOf(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? field.length : end);
}

/** Records of the form `length key=value\n`, the length counting the whole record in bytes. */
function readPax(contents: Buffer): { path?: string; sizeBytes?: number } {
  const found: { path?: string; sizeBytes?: number } = {};
  for (let at = 0; at < contents.length;) {
    const space = contents.indexOf(0x20, at);
    const length = parseInt(contents.toString('latin1', at, space), 10);
    if (space < 0 || !(length > 0)) break;
    const record = contents.toString('utf8', space + 1, at + length - 1);
    const [, key, value] = /^([^=]*)=(.*)$/s.exec(record) ?? [];
    if (key === 'path') found.path = value;
    if (key === 'size') found.sizeBytes = Number(value);
    at += length;
  }
  return found;
}

function kindOf(type: string, name: string): TarMember['kind'] {
  if (type === '5' || name.endsWith('/')) return 'folder';
  return type === '0' || type === '\0' || type === '7' ? 'file' : 'other';
}
