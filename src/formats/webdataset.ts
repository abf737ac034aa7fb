import { join, posix } from 'node:path';
import { GuiseError } from '../core/errors.js';
import type { Dataset, DatasetFormat, Item, NameRule, OpenOptions } from './format.js';
import { problemOf } from './label-text.js';
import { lookInto } from './look.js';
import { compareNames } from './paths.js';
import { pictureStem } from './picture-names.js';
import { createPlaces, type Places } from './places.js';
import { keepsStructure } from './rename.js';
import { createSelection } from './select.js';
import { listTar } from './tar-members.js';
import { itemOf, readTree, refuseProblem } from './tree.js';
import { carriedLabel } from './webdataset-labels.js';
import { packShards, stagingFolder } from './webdataset-pack.js';
import { listShard, renameMember, renameShard, type ShardMember } from './webdataset-shard.js';

const isShard = (path: string) => /\.tar$/i.test(path);
const samples = 3;

/**
 * WebDataset: tar shards whose members belong together by the part of their names before the
 * first dot. A picture's bytes are read straight from the tar; finished pictures wait below
 * `.guise/staging` and are packed when all have ended, with the samples' `.json`, `.cls` and
 * `.txt` members. Any other member is an item that fails: what it holds nobody knows. Item ids and
 * output paths are `shard.tar/member`.
 */
export const webdataset: DatasetFormat = {
  id: 'webdataset',
  summary: 'WebDataset: tar shards of pictures and their labels',
  source: 'Aizman, Maltby, Breuel, High Performance I/O For Large Scale Deep Learning, 2019',
  async recognise(root) {
    const { files } = await lookInto(root);
    for (const name of files.filter(isShard).sort(compareNames).slice(0, samples)) {
      const listing = await listTar(join(root, name)).catch(() => undefined);
      if (listing?.members.some((member) => /\.(jpe?g|png|webp|tiff?|gif)$/i.test(member.name))) {
        return true;
      }
    }
    return false;
  },
  open: openWebdataset,
};

async function openWebdataset(root: string, options: OpenOptions = {}): Promise<Dataset> {
  const tree = await readTree(root);
  const selected = createSelection(options);
  const keep = new Set(options.keepFields ?? []);
  const paths = [...tree.paths].sort(compareNames);
  const shards = new Set(paths.filter((path) => isShard(path) && !tree.problems.has(path)));
  if (shards.size === 0) {
    throw new GuiseError('dataset-unreadable', {
      path: root,
      reason: 'there is no tar shard in it',
    });
  }
  const shardPlaces = createPlaces(() => shards, keepsStructure);
  const memberPlaces = new Map<string, Places>();
  for (const path of shards) {
    const rivals = findRivals((await listShard(join(root, path))).members);
    if (rivals.length > 0)
      memberPlaces.set(
        path,
        createPlaces(() => rivals, keepsStructure),
      );
  }
  const shardOf = (id: string) => shardIn(id, shards);

  return {
    format: 'webdataset',
    root,
    async *items() {
      for (const path of paths) {
        const items = shards.has(path) ? shardItems(root, path, keep) : [itemOf(tree, path)];
        for await (const item of items) if (selected(item.id)) yield item;
      }
    },
    place(item, extension, names) {
      refuseProblem(item);
      const shard = shardOf(item.id);
      if (shard === undefined) {
        throw new GuiseError('not-a-picture', { file: item.source.file });
      }
      const member = item.id.slice(shard.length + 1);
      shardPlaces.place(shard, posix.extname(shard), asIs);
      memberPlaces.get(shard)?.place(member, extension, asIs);
      const output = `${renameShard(shard, names)}/${renameMember(member, extension, names)}`;
      return { output, file: `${stagingFolder}/${output}` };
    },
    carry: (output, endings, names) => packShards({ root, output, endings, names, keep, shardOf }),
  };
}

const asIs: NameRule = { pseudonym: (name) => name };

/** Pictures of a shard that differ in nothing but their extensions or case. */
function findRivals(members: readonly ShardMember[]): string[] {
  const byStem = new Map<string, string[]>();
  for (const { path, kind } of members) {
    if (kind === 'label') continue;
    const stem = pictureStem(path).toLowerCase();
    byStem.set(stem, [...(byStem.get(stem) ?? []), path]);
  }
  return [...byStem.values()].filter((paths) => paths.length > 1).flat();
}

/** The shard that an item's id begins with. */
function shardIn(id: string, shards: ReadonlySet<string>): string | undefined {
  for (let at = id.indexOf('/'); at > 0; at = id.indexOf('/', at + 1)) {
    const start = id.slice(0, at);
    if (shards.has(start)) return start;
  }
  return undefined;
}

async function* shardItems(
  root: string,
  path: string,
  keep: ReadonlySet<string>,
): AsyncGenerator<Item> {
  const file = join(root, path);
  const { members, damage } = await listShard(file);
  const labels = new Map<string, ShardMember[]>();
  for (const member of members.filter(({ kind }) => kind === 'label')) {
    labels.set(member.key, [...(labels.get(member.key) ?? []), member]);
  }
  for (const member of members) {
    if (member.kind === 'label' && !member.problem) continue;
    const { offset, sizeBytes } = member;
    const item = { id: `${path}/${member.path}`, source: { file, offset, sizeBytes } };
    const problem = await findProblem(file, member, labels.get(member.key) ?? [], keep);
    yield problem ? { ...item, problem } : item;
  }
  if (damage !== undefined) {
    yield { id: path, source: { file }, problem: damagedProblem(file, damage) };
  }
}

async function findProblem(
  file: string,
  member: ShardMember,
  labels: readonly ShardMember[],
  keep: ReadonlySet<string>,
): Promise<Item['problem']> {
  if (member.problem) return damagedProblem(file, `a member ${member.problem}`);
  try {
    for (const label of labels) await carriedLabel(file, label, '', keep);
  } catch (error) {
    return problemOf(error);
  }
  return undefined;
}

function damagedProblem(file: string, reason: string): NonNullable<Item['problem']> {
  return { code: 'label-damaged', details: { file, format: 'WebDataset', reason } };
}
