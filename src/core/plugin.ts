/** What every plug-in says of itself: lists, command help, schemas and reference pages use it. */
export interface Plugin {
  /** Kebab-case; equals the file's name, the page's name and the bench's name. */
  readonly id: string;
  /** One line, no full stop, in words a newcomer knows. */
  readonly summary: string;
  /** The paper or project it follows, as a citation; absent for plain craft. */
  readonly source?: string;
}
