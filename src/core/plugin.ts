import { GuiseError } from './errors.js';

/** What every plug-in says of itself: lists, command help, schemas and reference pages use it. */
export interface Plugin {
  /** Kebab-case; equals the file's name, the page's name and the bench's name. */
  readonly id: string;
  /** One line, no full stop, in words a newcomer knows. */
  readonly summary: string;
  /** The paper or project it follows, as a citation; absent for plain craft. */
  readonly source?: string;
}

/** @throws GuiseError `plugin-unknown`, naming what there is. */
export function choose<T extends Plugin>(
  kind: string,
  plugins: ReadonlyMap<string, T>,
  id: string,
): T {
  const plugin = plugins.get(id);
  if (plugin) return plugin;
  throw new GuiseError('plugin-unknown', { kind, id, known: [...plugins.keys()].join(', ') });
}
