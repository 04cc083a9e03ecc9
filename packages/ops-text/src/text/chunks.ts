import type { Chunk, Position } from "@coco/connectorkit";
import type { Compatibility } from "../compatibility.ts";
import type { LineFeeds } from "./line-feeds.ts";
import { Locator } from "./positions.ts";
import type { Range } from "./range.ts";
import type { Ruler } from "./ruler.ts";

/** The chunks that lie at these ranges of a text. Each ends where the one before it ends, or later. */
export function chunksAt(
  text: string,
  feeds: LineFeeds,
  ranges: readonly Range[],
  compatibility: Compatibility | undefined,
  bytes?: Ruler,
): Chunk[] {
  const locator = new Locator(text, feeds, compatibility, bytes);
  const starts: Position[] = [];
  const startOf = (index: number): number => (ranges[index] as Range).start;
  // In compatible mode a chunk may begin before the one before it.
  const order = ranges.map((_range, index) => index).sort((one, other) => startOf(one) - startOf(other));
  let next = 0;
  return ranges.map(({ start, end }, index) => {
    // Chunks overlap: others may begin before this one ends.
    for (; next < order.length && startOf(order[next] as number) <= end; next++) {
      starts[order[next] as number] = locator.at(startOf(order[next] as number));
    }
    return { text: text.slice(start, end), start: starts[index] as Position, end: locator.at(end) };
  });
}
