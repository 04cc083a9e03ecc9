import { byteText } from "../internal/byte-text.ts";
import type { AppState } from "../store/index.ts";
import type { Component } from "./component.ts";

const PAGE = 512;

/** Keys of the components that earlier runs mounted beneath `component` and that this run did not (rule T5). */
export async function findGone(component: Component): Promise<Uint8Array[]> {
  const gone: Uint8Array[] = [];
  const { state } = component.run;
  for (const level of component.levels.opened()) {
    const { absent, present } = level;
    if (absent !== undefined) {
      for (const key of absent) if (!present.has(byteText(key))) gone.push(key);
    } else if (level.complete) {
      for await (const key of keysOf(state, level.prefix)) if (!present.has(byteText(key))) gone.push(key);
    }
  }
  for (const prefix of component.levels.abandoned()) {
    for await (const key of keysOf(state, prefix)) gone.push(key);
  }
  return gone;
}

/** The keys of one level, a page at a time. */
export async function* keysOf(state: AppState, prefix: Uint8Array, from?: Uint8Array): AsyncGenerator<Uint8Array> {
  let after = from;
  for (;;) {
    const page = await state.page("component", { prefix, limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const { key } of page) yield key;
    if (page.length < PAGE) return;
    after = page.at(-1)?.key;
  }
}
