import type { LineBreak } from "../text/line-breaks.ts";

/** A piece that is not divided further, as the plan sees it. */
export interface Atom {
  /** UTF-16 offsets, without white space at the ends except for the indentation of its first line. */
  readonly start: number;
  end: number;
  /** How important the boundary before it is: the lower, the better a place to cut. */
  readonly boundaryLevel: number;
  /** How the text before it is broken into lines. */
  readonly boundaryBreak: LineBreak;
  /** The strongest break inside it. */
  internalBreak: LineBreak;
}
