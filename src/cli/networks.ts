import type { Command } from 'commander';
import { GuiseError } from '../core/errors.js';
import {
  addNetwork,
  addOwnNetwork,
  findAddable,
  listNetworks,
  removeNetwork,
  type NetworkListing,
} from '../networks/added.js';
import type { Environment } from './environment.js';

interface AddFlags {
  readonly from?: string;
  readonly kind?: string;
  readonly file?: string;
  readonly input?: string;
  readonly pixels: string;
  readonly licence: string;
}

const examples = `
Examples:
  guise networks list
  guise networks add yunet                      fetched from its project's repository
  guise networks add yunet --from yunet.onnx    from a file; nothing is contacted
  guise networks add my-recogniser --kind identity --file model.onnx --input 112x112
  guise networks remove yunet

What is added lies in GUISE_HOME, or else in your folder for application data. Every file is
checked against its sha256 before it is placed and whenever it is opened.`;

/** Adds `guise networks list|add|remove`. */
export function addNetworksCommand(program: Command, environment: Environment): void {
  const networks = program
    .command('networks')
    .summary('see, add and remove networks')
    .description('The networks that Guise needs come with it. Stronger ones can be added by hand.')
    .addHelpText('after', examples);

  networks
    .command('list')
    .summary('bundled, added and available networks')
    .option('--json', 'print the list as one JSON document', false)
    .action(({ json }: { json: boolean }) => {
      const listed = listNetworks(environment.addedNetworks);
      environment.print(json ? JSON.stringify(listed) : listed.map(describe).join('\n'));
    });

  networks
    .command('add')
    .summary('add a network')
    .argument('<id>', 'one of the available networks, or a name for your own')
    .option('--from <file>', 'take it from a file instead of fetching it')
    .option('--kind <kind>', 'for your own: identity')
    .option('--file <file>', 'for your own: its ONNX file')
    .option('--input <height>x<width>', 'for your own: size of its input in pixels')
    .option('--pixels <words>', 'for your own: what it expects', 'RGB, 0 to 255')
    .option('--licence <name>', 'for your own: its licence', 'not stated')
    .action((id: string, flags: AddFlags) => add(id, flags, environment));

  networks
    .command('remove')
    .summary('remove an added network')
    .argument('<id>')
    .action(async (id: string) => {
      await removeNetwork(id, environment.addedNetworks);
      environment.print(`${id} was removed.`);
    });
}

async function add(id: string, flags: AddFlags, environment: Environment): Promise<void> {
  const directory = environment.addedNetworks;
  if (flags.kind !== undefined || flags.file !== undefined) {
    await addOwnNetwork({ id, ...ownNetwork(flags) }, directory);
  } else {
    const network = findAddable(id);
    environment.tell(`${id}: ${network.project}, licence ${network.licence}`);
    environment.tell(flags.from ? `from ${flags.from}` : `fetching ${network.url}`);
    await addNetwork(network, {
      directory,
      ...(flags.from === undefined ? { fetch } : { from: flags.from }),
    });
  }
  environment.print(`${id} was added to ${directory}.`);
}

function ownNetwork({ kind, file, input, pixels, licence }: AddFlags) {
  const size = /^(\d+)x(\d+)$/.exec(input ?? '');
  if (kind !== 'identity' || file === undefined || !size) {
    const reason = 'Your own network needs --kind identity, --file FILE and --input HEIGHTxWIDTH.';
    throw new GuiseError('usage', { reason });
  }
  return { file, size: [Number(size[1]), Number(size[2])] as const, pixels, licence };
}

function describe({ id, state, purpose, project, licence, sizeBytes, sha256 }: NetworkListing) {
  return [
    `${id} (${state}): ${purpose}`,
    `    ${project}`,
    `    ${licence}, ${(sizeBytes / 1e6).toFixed(1)} MB, sha256 ${sha256}`,
  ].join('\n');
}
