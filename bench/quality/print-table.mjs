/** Prints a table of Markdown. */
export function printTable(heads, rows) {
  for (const cells of [heads, heads.map(() => '---'), ...rows]) {
    console.log(`| ${cells.join(' | ')} |`);
  }
}
