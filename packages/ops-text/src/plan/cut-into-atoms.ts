import type { Compatibility } from "../compatibility.ts";
import type { Piece } from "../levels/piece.ts";
import type { Sizes } from "../options.ts";
import type { Range } from "../text/range.ts";
import type { LineFeeds } from "../text/line-feeds.ts";
import type { Ruler } from "../text/ruler.ts";
import { trimEnd, trimStart } from "../text/white-space.ts";
import type { Atom } from "./atoms.ts";
import { AtomList } from "./atom-list.ts";
import { hardCut } from "./hard-cut.ts";

/** The pieces of one step of division, and how many of them were dealt with. */
interface Step {
  readonly pieces: readonly Piece[];
  next: number;
}

/**
 * Divides a text until every piece is small enough, depth first, and returns the atoms, followed by an empty one at the
 * end of the text that closes the last boundary.
 *
 * The number of steps in progress is the level of what is between two pieces; a boundary's level is the lowest that the
 * walk came down to between its two atoms, that is, how far up the divisions part there.
 */
export function cutIntoAtoms(
  text: string,
  feeds: LineFeeds,
  root: Piece,
  sizes: Sizes,
  ruler: Ruler,
  compatibility: Compatibility | undefined,
): Atom[] {
  const atoms = new AtomList(text, feeds, sizes, ruler, compatibility);
  const steps: Step[] = [{ pieces: [root], next: 0 }];
  let lowest = 0;
  for (let step = steps.at(-1); step !== undefined; step = steps.at(-1)) {
    const piece = step.pieces[step.next++];
    if (piece === undefined) {
      steps.pop();
      lowest = Math.min(lowest, steps.length);
      continue;
    }
    const isTrimmed = compatibility === undefined;
    const start = isTrimmed ? trimStart(text, piece.start, piece.end) : piece.start;
    const end = isTrimmed ? trimEnd(text, start, piece.end) : piece.end;
    const size = ruler.size(start, end);
    const isSmall = size <= sizes.atomSize || (piece.whole === true && size <= sizes.chunkSize);
    const parts = isSmall ? undefined : (piece.parts() ?? lastParts(start, end, size));
    if (parts !== undefined) steps.push({ pieces: parts, next: 0 });
    else if (lowest === steps.length && atoms.join(start, end)) continue;
    else if (atoms.add(start, end, lowest)) lowest = steps.length;
  }
  return atoms.close(lowest);

  /** What a piece without parts is cut into where it is larger than a chunk. */
  function lastParts(start: number, end: number, size: number): readonly Piece[] | undefined {
    if (compatibility !== undefined || size <= sizes.chunkSize) return undefined;
    // Tiny atoms would cost time and gain nothing where any place is as good as another.
    const aim = Math.max(sizes.atomSize, Math.floor(sizes.chunkSize / 64), 1);
    const pieces = hardCut(text, { start, end }, aim, sizes.chunkSize, ruler);
    // A single code point may be larger than a chunk; it comes back as it is.
    return pieces.length > 1 ? pieces.map(finalPiece) : undefined;
  }
}

function finalPiece(range: Range): Piece {
  return { start: range.start, end: range.end, whole: true, parts: () => undefined };
}
