import { setImmediate as turn } from "node:timers/promises";
import { formatPath, pathIfReadable } from "../component/component-path.ts";
import { byteText } from "../internal/byte-text.ts";
import { type AppState, type Entry, pagesOf } from "../store/index.ts";
import { childTargetPath, ownerHash } from "../target-state/target-path.ts";
import type { Found } from "./next-step.ts";
import { readableRecord } from "./inspected-component.ts";

/** How many entries there are, and what they add up to: equal for equal sets, in whatever order they come. */
export class OwnerSum {
  #count = 0;
  #sum = 0n;

  add(hash: Uint8Array): void {
    this.#count += 1;
    this.#sum = BigInt.asUintN(64, this.#sum + BigInt(`0x0${Buffer.from(hash).toString("hex")}`));
  }

  equals(other: OwnerSum): boolean {
    return this.#count === other.#count && this.#sum === other.#sum;
  }
}

/** Owner entries of target states that nobody tracks. `tracked`: the entries that were found to be right. */
export async function* ownersOfNothing(state: AppState, tracked: OwnerSum): AsyncGenerator<Found> {
  const all = new OwnerSum();
  for await (const page of pagesOf(state, "owner")) {
    await turn();
    for (const { key } of page) all.add(key);
  }
  if (all.equals(tracked)) return;
  // Only now which ones: owners of one page belong to components all over the store.
  for await (const page of pagesOf(state, "owner")) {
    await turn();
    yield* strayIn(state, page);
  }
}

async function* strayIn(state: AppState, page: readonly Entry[]): AsyncGenerator<Found> {
  const byOwner = Map.groupBy(page, ({ value }) => byteText(value));
  const keys = [...byOwner.values()].map(([first]) => (first as Entry).value);
  const records = await state.read("component", keys);
  for (const [index, entries] of [...byOwner.values()].entries()) {
    const bytes = records[index];
    const record = bytes === undefined ? undefined : readableRecord(bytes);
    if (bytes !== undefined && record === undefined) continue; // said of the component
    const tracked = new Set(
      (record?.targets ?? []).flatMap(({ provider, states }) =>
        states.map((one) => byteText(ownerHash(childTargetPath(provider, one.key)))),
      ),
    );
    const stray = entries.filter(({ key }) => !tracked.has(byteText(key))).length;
    if (stray === 0) continue;
    yield {
      kind: "owner",
      path: pathText(keys[index] as Uint8Array),
      message: `${stray} target ${stray === 1 ? "state is" : "states are"} noted as its own that it does not track.`,
      hint: "If a component tracks them, that is a finding of its own; else nothing needs to be done: whoever declares them next has them.",
    };
  }
}

function pathText(key: Uint8Array): string {
  const path = pathIfReadable(key);
  return path === undefined ? Buffer.from(key).toString("hex") : formatPath(path);
}
