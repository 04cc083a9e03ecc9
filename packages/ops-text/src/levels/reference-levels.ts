import { expression, lineFeeds, type Separator, whiteSpace } from "./separators.ts";
import type { TextLevel } from "./text-levels.ts";

const drop = (separator: RegExp | Separator): TextLevel => ({
  separator: separator instanceof RegExp ? expression(separator) : separator,
  keep: "none",
});

/** CocoIndex's levels for prose and for every language without a grammar; what they match is lost between chunks. */
export const referenceLevels: readonly TextLevel[] = [
  drop(lineFeeds(2)),
  drop(lineFeeds(1)),
  drop(/[.?!]\p{White_Space}+|[。？！]/gu),
  drop(/[;:\-—]\p{White_Space}+|[；：]|—+/gu),
  drop(/,\p{White_Space}+|，/gu),
  drop(whiteSpace),
];
