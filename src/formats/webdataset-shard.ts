import { posix } from 'node:path';
import { GuiseError } from '../core/errors.js';
import type { NameRule } from './format.js';
import { insidePath } from './paths.js';
import { isPictureName, pictureExtension } from './picture-names.js';
import { isSplit, keepExtension, keepsStructure, renameFolders } from './rename.js';
import { listTar } from './tar-members.js';

/** A member of a shard, split as WebDataset splits it: up to the first dot of its name, and after. */
export interface ShardMember {
  /** The member's path in the tar, tidy. */
  readonly path: string;
  /** What the members of one sample share. */
  readonly key: string;
  /** Without its first dot; empty for a name without one. */
  readonly extension: string;
  readonly kind: 'picture' | 'label' | 'other';
  readonly offset: number;
  readonly sizeBytes: number;
  /** Why it cannot be used. */
  readonly problem?: string;
}

/** A shard's members in their order. */
export interface Shard {
  readonly members: readonly ShardMember[];
  readonly damage?: string;
}

const labelExtension = /(?:^|\.)(?:json|cls|txt)$/i;

/**
 * Lists a shard. A name that is met again, a link or a device carries a problem.
 * @throws GuiseError `label-damaged` for a member that would be unpacked outside its folder,
 * `file-unreadable`
 */
export async function listShard(file: string): Promise<Shard> {
  const { members, damage } = await listTar(file);
  const met = new Set<string>();
  const listed: ShardMember[] = [];
  for (const [index, { name, kind, offset, sizeBytes }] of members.entries()) {
    if (kind === 'folder') continue;
    const path = insidePath(name, file, 'tar', `member ${index + 1}`);
    const isAgain = met.has(path);
    met.add(path);
    const problem = isAgain ? 'is there twice' : kind === 'other' ? 'is not a file' : undefined;
    listed.push({
      path: isAgain ? `${path}#${index + 1}` : path,
      ...splitName(path),
      offset,
      sizeBytes,
      ...(problem ? { problem } : {}),
    });
  }
  return damage === undefined ? { members: listed } : { members: listed, damage };
}

function splitName(path: string): Pick<ShardMember, 'key' | 'extension' | 'kind'> {
  const start = path.lastIndexOf('/') + 1;
  const dot = path.indexOf('.', start + 1);
  const key = dot < 0 ? path : path.slice(0, dot);
  const extension = dot < 0 ? '' : path.slice(dot + 1);
  const kind = isPictureName(path) ? 'picture' : labelExtension.test(extension) ? 'label' : 'other';
  return { key, extension, kind };
}

/** A sample's key under the name rule; the members' extensions stay as they are. */
export function renameKey(key: string, names: NameRule): string {
  const folder = posix.dirname(key);
  const name = names.pseudonym(posix.basename(key));
  return folder === '.' ? name : `${renameFolders(folder, names, keepsStructure)}/${name}`;
}

/**
 * A picture's name in its shard under the name rule, with another extension (with dot). What lies
 * between the key and that extension (`.seg` in `0001.seg.png`) names a field and stays.
 */
export function renameMember(path: string, extension: string, names: NameRule): string {
  const { key } = splitName(path);
  const field = path.slice(key.length, path.length - pictureExtension(path).length);
  return renameKey(key, names) + field + keepExtension(path, extension);
}

/**
 * A shard's path under the name rule. Its number stays, because loaders count shards
 * (`train-{000000..000099}.tar`), and so does what comes before it where that is a split or says
 * nothing.
 */
export function renameShard(path: string, names: NameRule): string {
  const folder = posix.dirname(path);
  const [, before, number] = /^(.*?)([-_.]?\d*)\.tar$/i.exec(posix.basename(path)) ?? [];
  if (before === undefined) throw new GuiseError('unexpected', { file: path, reason: 'not a tar' });
  const isUsual =
    before === '' || isSplit(before) || /^(?:shard|data|dataset|part)s?$/i.test(before);
  const name = `${isUsual ? before : names.pseudonym(before)}${number}${posix.extname(path)}`;
  return folder === '.' ? name : `${renameFolders(folder, names, keepsStructure)}/${name}`;
}
