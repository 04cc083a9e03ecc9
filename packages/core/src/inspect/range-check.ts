import { setImmediate as turn } from "node:timers/promises";
import { formatPath, pathIfReadable } from "../component/component-path.ts";
import { sameBytes } from "../internal/byte-text.ts";
import { readRange } from "../range/range-digest.ts";
import { type AppState, pagesOf } from "../store/index.ts";
import type { Found } from "./next-step.ts";

/** Ranges of unchanged components that are not what is stored: a scan would pass over what it has to look at. */
export async function* wrongRanges(state: AppState): AsyncGenerator<Found> {
  for await (const page of pagesOf(state, "rangeDigest")) {
    await turn();
    for (const { key, value } of page) {
      const range = readRange(key, value);
      if (range === undefined) continue; // no scan takes it for anything
      const { count, last } = range;
      const stored = await state.page("component", { prefix: new Uint8Array(0), after: key, limit: count });
      const end = stored.at(-1)?.key;
      if (stored.length === count && end !== undefined && sameBytes(end, last)) continue;
      const path = pathIfReadable(last);
      yield {
        kind: "range",
        path: path === undefined ? Buffer.from(last).toString("hex") : formatPath(path),
        message: `It is noted as the last of ${count} components that are as they were, which are not those that are stored.`,
      };
    }
  }
}
