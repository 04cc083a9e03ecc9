import { compileWildcard } from "./wildcard.ts";

/** One line of a .gitignore file. */
export interface IgnorePattern {
  /** `!` stood before it: what it matches is kept. */
  readonly negated: boolean;
  /** A slash stood behind it: it is about folders alone. */
  readonly folderOnly: boolean;
  /** It holds no slash: it is about names at any depth. */
  readonly nameOnly: boolean;
  /** @param text - the name, or the path from the file's folder. */
  matches(text: string): boolean;
}

/** Reads one line, without its line end; `undefined` for a comment, an empty line, and what can match nothing. */
export function parseIgnorePattern(line: string): IgnorePattern | undefined {
  if (line.startsWith("#")) return undefined;
  let body = withoutTrailingSpaces(line);
  const negated = body.startsWith("!");
  if (negated) body = body.slice(1);
  const folderOnly = body.endsWith("/");
  if (folderOnly) body = body.slice(0, -1);
  const nameOnly = !body.includes("/");
  if (body.startsWith("/")) body = body.slice(1);
  if (body === "") return undefined;
  const matches = matcherOf(body);
  return matches && { negated, folderOnly, nameOnly, matches };
}

const WILD = /[*?[\\]/;

/** Most lines are a plain name or `*` and an ending: those need no regular expression. */
function matcherOf(body: string): ((text: string) => boolean) | undefined {
  if (!WILD.test(body)) return (text) => text === body;
  const ending = body.slice(1);
  if (body.startsWith("*") && !WILD.test(ending) && !ending.includes("/")) {
    return (text) => text.endsWith(ending) && !text.slice(0, -ending.length || undefined).includes("/");
  }
  const compiled = compileWildcard(body);
  return compiled && ((text) => compiled.test(text));
}

/** Spaces at the end do not count, unless a backslash quotes them. */
function withoutTrailingSpaces(line: string): string {
  let end = 0;
  for (let index = 0; index < line.length; index++) {
    if (line[index] === "\\") index++;
    else if (line[index] === " ") continue;
    end = Math.min(index + 1, line.length);
  }
  return line.slice(0, end);
}
