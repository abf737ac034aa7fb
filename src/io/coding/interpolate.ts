/** Points of a curve, by rising x. At least two. */
export type Table = readonly (readonly [x: number, y: number])[];

/** The curve's y at an x between its first point and its last. */
export function interpolate(table: Table, x: number): number {
  const found = table.findIndex(([at]) => at >= x);
  const above = found < 0 ? table.length - 1 : Math.max(1, found);
  const [x0, y0] = table[above - 1];
  const [x1, y1] = table[above];
  return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}
