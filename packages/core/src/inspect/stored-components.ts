import { type ComponentPath, componentKey } from "../component/component-path.ts";
import { encodeKeyPath } from "@coco/connectorkit";
import { type AppState, type Entry, pagesOf, type StoreTable } from "../store/index.ts";

const NOTHING = new Uint8Array(0);

/** The entries of a table whose keys begin with `prefix`, from after a key on, in order. */
export async function* entriesOf(
  state: AppState,
  table: StoreTable,
  prefix: Uint8Array = NOTHING,
  from?: Uint8Array,
): AsyncGenerator<Entry> {
  for await (const page of pagesOf(state, table, { prefix, after: from })) yield* page;
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
    yield* entriesOf(state, "component", Buffer.concat([depthBytes(depth), encoded]));
  }
}

function depthBytes(depth: number): Buffer {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeUInt16BE(depth, 0);
  return bytes;
}
