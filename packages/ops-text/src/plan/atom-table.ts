import type { Ruler } from "../text/ruler.ts";
import type { Atom } from "./atoms.ts";
import { levelCosts } from "./boundary-cost.ts";

/** The atoms in columns, as the plan goes over them again and again. */
export interface AtomTable {
  /** Without the empty one at the end. */
  readonly count: number;
  /** Of the boundary before each atom; the last entry is that of the end of the text. */
  readonly levels: readonly number[];
  readonly breaks: readonly number[];
  /** The strongest break inside each. */
  readonly internalBreaks: readonly number[];
  /** Whether sizes are differences of `starts` and `ends`. */
  readonly isAdditive: boolean;
  /** How far each starts from the start of the text, and ends; an estimate where the unit is a function. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** What it costs to cut where a boundary of a lower level stays inside, by the difference of levels. */
  readonly levelCosts: readonly number[];
  /** The size from the start of one atom to the end of another. */
  readonly size: (first: number, last: number) => number;
}

export function tabulate(atoms: readonly Atom[], ruler: Ruler): AtomTable {
  const levels: number[] = [];
  const breaks: number[] = [];
  const internalBreaks: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let highest = 0;
  for (const atom of atoms) {
    levels.push(atom.boundaryLevel);
    if (atom.boundaryLevel > highest) highest = atom.boundaryLevel;
    breaks.push(atom.boundaryBreak);
    internalBreaks.push(atom.internalBreak);
    starts.push(ruler.distance(atom.start));
    ends.push(ruler.distance(atom.end));
  }
  const size = ruler.isAdditive
    ? (first: number, last: number) => (ends[last] as number) - (starts[first] as number)
    : (first: number, last: number) => ruler.size((atoms[first] as Atom).start, (atoms[last] as Atom).end);
  return {
    count: atoms.length - 1,
    levels,
    breaks,
    internalBreaks,
    isAdditive: ruler.isAdditive,
    starts,
    ends,
    levelCosts: levelCosts(highest),
    size,
  };
}
