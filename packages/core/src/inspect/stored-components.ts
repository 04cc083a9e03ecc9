import { type ComponentPath, componentKey } from "../component/component-path.ts";
import { encodeKeyPath } from "@coco/connectorkit";
import type { AppState, Entry } from "../store/index.ts";

const PAGE = 512;
const NOTHING = new Uint8Array(0);

/** The stored components whose keys begin with `prefix`, a page at a time, from after a key on. */
export async function* componentsIn(state: AppState, prefix: Uint8Array, from?: Uint8Array): AsyncGenerator<Entry> {
  let after = from;
  for (;;) {
    const page = await state.page("component", { prefix, limit: PAGE, ...(after === undefined ? {} : { after }) });
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.key;
  }
}

/**
 * The component at `path` and all beneath it, outer ones first. Keys begin with the depth of the path, so what lies
 * beneath stands in one range for each depth that there is.
 */
export async function* componentsBeneath(state: AppState, path: ComponentPath): AsyncGenerator<Entry> {
  const own = componentKey(path);
  const [bytes] = await state.read("component", [own]);
  if (bytes !== undefined) yield { key: own, value: bytes };
  const encoded = encodeKeyPath(path);
  for (let depth = path.length + 1; ; depth++) {
    const start = depthBytes(depth);
    const [next] = await state.page("component", { prefix: NOTHING, after: start, limit: 1 });
    if (next === undefined) return;
    depth = Buffer.from(next.key).readUInt16BE(0);
    yield* componentsIn(state, Buffer.concat([depthBytes(depth), encoded]));
  }
}

function depthBytes(depth: number): Buffer {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeUInt16BE(depth, 0);
  return bytes;
}
