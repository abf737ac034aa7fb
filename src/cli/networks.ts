import type { Command } from 'commander';
import { GuiseError } from '../core/errors.js';
import {
  addNetwork,
  findAddable,
  listNetworks,
  removeNetwork,
  type NetworkListing,
} from '../networks/added.js';
import { parseFaceInput } from '../networks/face-input.js';
import { addOwnGenerator } from '../networks/own-generator.js';
import { addOwnNetwork } from '../networks/own-network.js';
import type { Environment } from './environment.js';

interface AddFlags {
  readonly from?: string;
  readonly kind?: string;
  readonly file?: string;
  readonly sha256?: string;
  readonly input?: string;
  readonly output?: string;
  readonly licence: string;
}

const examples = `
Examples:
  guise networks list
  guise networks add yunet                      fetched from its project's repository
  guise networks add yunet --from yunet.onnx    from a file; nothing is contacted
  guise networks add my-recogniser --kind identity --file model.onnx \\
    --input size=112,mean=127.5,scale=1/128,order=RGB,layout=NCHW
  guise networks add my-faces --kind generator --file contract.json
  guise networks remove yunet

What is added lies in GUISE_HOME, or else in your folder for application data. Every file is
checked against its sha256 before it is placed and whenever it is opened.`;

const exampleInput = 'size=112,mean=127.5,scale=1/128';

const inputHelp = `
What a recogniser expects (--input), joined by commas:
  size=112          side of its input in pixels, or HEIGHTxWIDTH
  mean=127.5        taken off each value of 0 to 255; three for three channels: 124:116:104
  scale=1/128       what the rest is multiplied by; three for three channels
  order=RGB         or BGR
  layout=NCHW       or NHWC
  face=template     the usual five-point crop, or chip: with ears, hair and jaw`;

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
    .option('--kind <kind>', 'for your own: identity or generator')
    .option(
      '--file <file>',
      'for your own: its ONNX file, or an address together with --sha256; for a generator its contract',
    )
    .option('--sha256 <hash>', 'for your own: what its file must have')
    .option('--input <words>', `for your own: what it expects, such as ${exampleInput}`)
    .option(
      '--output <name>',
      'for your own: the output that describes the face, if it has several',
    )
    .option('--licence <name>', 'for your own: its licence', 'not stated')
    .addHelpText('after', inputHelp)
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
  if (flags.kind === 'generator') {
    await addOwnGenerator({ id, ...ownGenerator(flags) }, { directory });
  } else if (flags.kind !== undefined || flags.file !== undefined) {
    await addOwnNetwork({ id, ...ownNetwork(flags) }, { directory, fetch });
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

function ownNetwork({ kind, file, input, sha256, output, licence }: AddFlags) {
  if (kind !== 'identity' || file === undefined || input === undefined) {
    const reason =
      'Your own network needs --kind identity (or generator), --file FILE and --input, ' +
      `such as --input ${exampleInput}.`;
    throw new GuiseError('usage', { reason });
  }
  return {
    ...{ file, licence, faceInput: parseFaceInput(input) },
    ...(sha256 !== undefined && { sha256 }),
    ...(output !== undefined && { output }),
  };
}

function ownGenerator({ file, sha256, licence, input, output }: AddFlags) {
  if (file === undefined || input !== undefined || output !== undefined) {
    const reason =
      'A generator of yours needs --kind generator and --file CONTRACT.json; what it takes and ' +
      'gives stands in its contract. See docs/extend/generator.md.';
    throw new GuiseError('usage', { reason });
  }
  return { file, licence, ...(sha256 !== undefined && { sha256 }) };
}

function describe({ id, state, purpose, project, licence, sizeBytes, sha256 }: NetworkListing) {
  return [
    `${id} (${state}): ${purpose}`,
    `    ${project}`,
    `    ${licence}, ${(sizeBytes / 1e6).toFixed(1)} MB, sha256 ${sha256}`,
  ].join('\n');
}
