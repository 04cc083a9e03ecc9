import { type LiveMapView, sourceItems } from "@coco/connectorkit";
import type { Random } from "../../../../core/src/testing/crash/random.ts";
import type { File } from "../../file/file.ts";

/** The same source, whose watcher dies now and then, after one to six seconds. */
export function interruptedSource(source: LiveMapView<File>, random: Random): LiveMapView<File> {
  return {
    name: source.name,
    [sourceItems]: () => source[sourceItems](),
    async watch(subscriber, signal) {
      const died = new AbortController();
      const timer = setTimeout(() => died.abort(), 1000 + random.below(5000));
      try {
        await source.watch(subscriber, AbortSignal.any([signal, died.signal]));
      } finally {
        clearTimeout(timer);
      }
      if (!signal.aborted) throw new Error("The watcher died.");
    },
  };
}
