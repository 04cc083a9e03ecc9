import type { UpdateSnapshot } from "@coco/core";

/** The handle of an update, as far as its progress is concerned. */
export interface Watched {
  stats(): UpdateSnapshot["stats"];
  watch(options: { readonly interval: number }): AsyncIterable<UpdateSnapshot>;
}

/** Hands every snapshot to `take` until the update is over or the function that this gives is called. */
export function eachSnapshot(handle: Watched, interval: number, take: (snapshot: UpdateSnapshot) => void): () => void {
  let stopped = false;
  const watch = async (): Promise<void> => {
    for await (const snapshot of handle.watch({ interval })) {
      if (stopped) return;
      take(snapshot);
    }
  };
  void watch().catch(() => undefined); // whoever awaits the update gets it
  return () => {
    stopped = true;
  };
}
