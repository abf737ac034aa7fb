/**
 * Calls `work` for every element, at most `limit` at a time, and ends when all have ended. The
 * source is read no faster than the work goes. The first error stops the reading, waits for what
 * is under way, and is thrown.
 */
export async function forEachConcurrent<T>(
  source: AsyncIterable<T>,
  limit: number,
  work: (element: T) => Promise<void>,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  for await (const element of source) {
    if (failure) break;
    const task: Promise<void> = work(element)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => underWay.delete(task));
    underWay.add(task);
    if (underWay.size >= limit) await Promise.race(underWay);
  }
  await Promise.all(underWay);
  if (failure) throw failure.error;
}

/** Like `forEachConcurrent`, but yields what `work` returns, in the order of the source. */
export async function* mapInOrder<T, R>(
  source: AsyncIterable<T>,
  limit: number,
  work: (element: T) => Promise<R>,
): AsyncIterable<R> {
  const underWay: Promise<R>[] = [];
  for await (const element of source) {
    const result = work(element);
    result.catch(() => undefined);
    underWay.push(result);
    if (underWay.length >= limit) yield await (underWay.shift() as Promise<R>);
  }
  for (const result of underWay) yield await result;
}
