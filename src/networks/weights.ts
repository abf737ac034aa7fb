import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { GuiseError, hasSystemCode, reasonOf } from '../core/errors.js';

import { readAddedSync, type AddedNetwork } from './added-record.js';
import type { FaceInput } from './face-input.js';
import type { GeneratorContract } from './generator-input.js';
import {
  createGenerators,
  fitGenerator,
  type Generator,
  type GeneratorReference,
} from './generator.js';
import { packageRoot, readLock, type LockedNetwork } from './lock.js';
import { openNetwork, type Backend, type Network } from './session.js';

/** What is known of a network without opening it. */
export interface NetworkDescription {
  readonly id: string;
  readonly sha256: string;
  readonly licence: string;
  readonly purpose: string;
  readonly project: string;
  /** Whether it came with Guise; otherwise a person added it. */
  readonly bundled: boolean;
  /** The input's and the outputs' names and shapes. */
  readonly input: LockedNetwork['input'];
  readonly outputs: LockedNetwork['outputs'];
  /** For an added recogniser, what it expects of a face. */
  readonly faceInput?: FaceInput;
  /** For an added generator, what it takes and gives. */
  readonly generator?: GeneratorContract;
}

/** Where networks are, and how they run. */
export interface NetworksOptions {
  /** The folder of bundled networks; the package's own unless given. */
  readonly bundled?: string;
  /** The folder of networks that a person added, if there is one. */
  readonly added?: string;
  /** The lock that pins the bundled networks; the package's own unless given. */
  readonly lockFile?: string;
  /** Inference threads of one network. */
  readonly threads: number;
  /** Asks for one backend; see {@link openNetwork}. */
  readonly backend?: Backend;
}

/** The networks of this installation. Each is read, checked and opened once, when first needed. */
export interface Networks {
  /** Every known id, bundled and added, sorted. */
  readonly ids: readonly string[];
  /** Whether the network is known and its file is there. */
  has(id: string): boolean;
  /** @throws GuiseError `network-missing` */
  describe(id: string): NetworkDescription;
  /**
   * The opened network; callers of one id share it.
   *
   * @throws GuiseError `network-missing`, `network-altered` when its sha256 is not the pinned one,
   *   `inference-failed`
   */
  get(id: string): Promise<Network>;
  /**
   * A file that belongs to a network, such as the characters of `text-recognition`.
   *
   * @throws GuiseError `network-missing`, `network-altered`
   */
  readCompanion(id: string, file: string): Promise<Uint8Array>;
  /**
   * A generator of faces, added or described by a file; callers of one share it.
   *
   * @throws GuiseError `generator-unfit`, `network-missing`, `network-altered`, `file-unreadable`,
   *   `file-too-large`
   */
  generator(reference: GeneratorReference): Promise<Generator>;
  /** Frees every opened network. */
  close(): Promise<void>;
}

interface Located {
  readonly description: NetworkDescription;
  readonly file: string;
  readonly companions: LockedNetwork['companions'];
  readonly remedy: string;
}

/**
 * Gives access to the bundled and the added networks. Nothing is read but the lock and the records
 * of added networks until a network is asked for. Nothing is ever downloaded.
 */
export function createNetworks(options: NetworksOptions): Networks {
  const known = locate(options);
  const opened = new Map<string, Promise<Network>>();

  const find = (id: string): Located => {
    const located = known.get(id);
    if (located) return located;
    throw new GuiseError('network-missing', { id, remedy: 'See: guise networks list.' });
  };

  const get = (id: string): Promise<Network> => {
    let network = opened.get(id);
    if (!network) {
      network = open(find(id), options);
      opened.set(id, network);
      // A failed load must not be remembered: the file may be mended in the meantime.
      network.catch(() => opened.delete(id));
    }
    return network;
  };
  const generators = createGenerators(async (id) => {
    const { description, file } = find(id);
    const { generator } = description;
    const remedy = 'It is no generator of faces. See: guise networks list.';
    if (!generator) throw new GuiseError('network-missing', { id, remedy });
    return fitGenerator(file, generator, await get(id));
  });

  return {
    ids: [...known.keys()].sort(),
    has: (id) => known.has(id) && existsSync(known.get(id)!.file),
    describe: (id) => find(id).description,
    get,
    generator: (reference) => generators.open(reference),
    async readCompanion(id, file) {
      const located = find(id);
      const companion = located.companions.find((candidate) => candidate.file === file);
      if (!companion) throw new GuiseError('network-missing', { id: `${id}/${file}`, remedy: '' });
      const beside = path.join(path.dirname(located.file), file);
      return readChecked(located, beside, companion.sha256);
    },
    async close() {
      await generators.close();
      const networks = await Promise.allSettled(opened.values());
      opened.clear();
      for (const network of networks) {
        if (network.status === 'fulfilled') await network.value.release();
      }
    },
  };
}

function locate(options: NetworksOptions): Map<string, Located> {
  const directory = options.bundled ?? path.join(packageRoot, 'networks');
  const known = new Map<string, Located>();
  for (const entry of readLock(options.lockFile).networks) {
    const { id, licence, purpose, project, input, outputs } = entry;
    known.set(id, {
      description: {
        ...{ id, licence, purpose, project, input, outputs },
        sha256: entry.output.sha256,
        bundled: true,
      },
      file: path.join(directory, entry.output.file),
      companions: entry.companions,
      remedy: 'Run: npm run build.',
    });
  }
  for (const record of options.added === undefined ? [] : readAddedSync(options.added)) {
    // A bundled network is pinned by the lock; no record in a user's folder may take its place.
    if (!known.has(record.id)) known.set(record.id, locateAdded(record, options.added!));
  }
  return known;
}

function locateAdded(record: AddedNetwork, directory: string): Located {
  const { id, sha256, licence, purpose, project, input, outputs, faceInput, generator } = record;
  return {
    description: {
      ...{ id, sha256, licence, purpose, project, input, outputs, bundled: false },
      ...(faceInput && { faceInput }),
      ...(generator && { generator }),
    },
    file: path.join(directory, record.file),
    companions: [],
    remedy: `Run: guise networks remove ${id}; guise networks add ${id}.`,
  };
}

async function open(located: Located, options: NetworksOptions): Promise<Network> {
  const { id, sha256 } = located.description;
  const bytes = await readChecked(located, located.file, sha256);
  return openNetwork(bytes, {
    id,
    threads: options.threads,
    ...(options.backend === undefined ? {} : { backend: options.backend }),
  });
}

/** Files whose hash was found right in this process, with what they looked like then. */
const checked = new Map<string, string>();

async function readChecked(located: Located, file: string, sha256: string): Promise<Uint8Array> {
  const { remedy } = located;
  const { id } = located.description;
  try {
    const bytes = await readFile(file);
    const { mtimeMs, size, ino } = await stat(file);
    const look = `${sha256} ${mtimeMs} ${size} ${ino}`;
    if (checked.get(file) !== look) {
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
        throw new GuiseError('network-altered', { id, file, remedy });
      }
      checked.set(file, look);
    }
    return bytes;
  } catch (thrown) {
    if (hasSystemCode(thrown, 'ENOENT')) throw new GuiseError('network-missing', { id, remedy });
    if (thrown instanceof GuiseError) throw thrown;
    throw new GuiseError('file-unreadable', { file, reason: reasonOf(thrown) });
  }
}
