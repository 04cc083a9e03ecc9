import type { TextLevel } from "./text-levels.ts";

const drop = (separator: RegExp): TextLevel => ({ separator, keep: "none" });

/** CocoIndex's levels for prose and for every language without a grammar; what they match is lost between chunks. */
export const referenceLevels: readonly TextLevel[] = [
  drop(/\n\n+/g),
  drop(/\n/g),
  drop(/[.?!]\p{White_Space}+|[。？！]/gu),
  drop(/[;:\-—]\p{White_Space}+|[；：]|—+/gu),
  drop(/,\p{White_Space}+|，/gu),
  drop(/\p{White_Space}+/gu),
];
