import type { Position } from "@coco/connectorkit";
import type { Compatibility } from "../compatibility.ts";
import { nextCodePoint, utf8Length } from "./code-points.ts";

/**
 * The positions of some offsets of a text, found in one pass over it.
 *
 * `charOffset` and `column` count UTF-16 units, and `\n`, `\r\n` and a lone `\r` end a line; with `compatibility` they
 * count code points, and `\n` alone ends a line. Lines and columns start at 1.
 *
 * @param offsets UTF-16 offsets in any order, none inside a surrogate pair.
 */
export function locate(
  text: string,
  offsets: readonly number[],
  compatibility: Compatibility | undefined,
): ReadonlyMap<number, Position> {
  const codePoints = compatibility !== undefined;
  const wanted = Float64Array.from(new Set(offsets)).sort();
  const found = new Map<number, Position>();
  let offset = 0;
  let byteOffset = 0;
  let charOffset = 0;
  let line = 1;
  let lineStart = 0; // in the same unit as charOffset
  for (const target of wanted) {
    while (offset < target) {
      const unit = text.charCodeAt(offset);
      const next = nextCodePoint(text, offset);
      byteOffset += utf8Length(text, offset);
      charOffset += codePoints ? 1 : next - offset;
      offset = next;
      if (unit === 0x0a || (unit === 0x0d && !codePoints && text.charCodeAt(offset) !== 0x0a)) {
        line++;
        lineStart = charOffset;
      }
    }
    found.set(target, { byteOffset, charOffset, line, column: charOffset - lineStart + 1 });
  }
  return found;
}
