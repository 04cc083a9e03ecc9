/** In ms. Most pages of most sources are there sooner. */
const SOON = 50;

/**
 * The pages of a source as they come. `undefined` where the next one is not there soon, although `waits` says that something
 * is held back until then: the source may be waiting for just that.
 */
export async function* pagesInTime<Page>(
  pages: AsyncIterable<Page>,
  waits: () => boolean,
): AsyncGenerator<Page | undefined, void, undefined> {
  const iterator = pages[Symbol.asyncIterator]();
  let state: "asked" | "given" | "ended" = "given";
  try {
    for (;;) {
      state = "asked";
      const next = iterator.next();
      if (waits() && !(await isSoon(next))) yield undefined;
      let result: IteratorResult<Page>;
      try {
        result = await next;
      } catch (error) {
        state = "ended";
        throw error;
      }
      state = result.done === true ? "ended" : "given";
      if (result.done === true) return;
      yield result.value;
    }
  } finally {
    // A generator that has not answered yet ends when it has: nobody waits for it.
    const ended = state === "ended" ? undefined : iterator.return?.();
    if (state === "given") await ended;
    else ended?.catch(() => undefined);
  }
}

/** A failure is soon, too: whoever awaits it is told. */
function isSoon(next: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, SOON, false);
    const soon = (): void => {
      clearTimeout(late);
      resolve(true);
    };
    next.then(soon, soon);
  });
}
