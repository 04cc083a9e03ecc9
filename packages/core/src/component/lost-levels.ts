import { encodeKeyPath } from "@coco/connectorkit";
import { byteText, bytesOfText } from "../internal/byte-text.ts";
import { type AppState, pagesOf } from "../store/index.ts";
import { type ComponentPath, componentKey, pathIfReadable } from "./component-path.ts";

/**
 * The levels on which a component may have mounted children, as its record would hold them, where the record cannot be
 * read: those of the stored components beneath it between which and it no other one is stored.
 */
export async function lostLevels(state: AppState, own: ComponentPath): Promise<Uint8Array[]> {
  const levels = new Set<string>();
  const beneath = encodeKeyPath(own);
  for await (const page of pagesOf(state, "component")) {
    for (const { key } of page) {
      if (Buffer.compare(key.subarray(DEPTH_BYTES, DEPTH_BYTES + beneath.length), beneath) !== 0) continue;
      const path = pathIfReadable(key);
      if (path === undefined) continue;
      if (path.length <= own.length) continue;
      const level = byteText(encodeKeyPath(path.slice(own.length, -1)));
      if (levels.has(level)) continue;
      const between = Array.from({ length: path.length - own.length - 1 }, (_, index) =>
        componentKey(path.slice(0, own.length + 1 + index)),
      );
      const stored = await state.read("component", between);
      if (stored.every((bytes) => bytes === undefined)) levels.add(level);
    }
  }
  return [...levels].sort().map(bytesOfText);
}

const DEPTH_BYTES = 2;
