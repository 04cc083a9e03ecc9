import { PatternError } from "../errors/pattern-error.ts";
import { memoKey, type MemoKeyed } from "../memo/memo-key.ts";
import { compilePattern, type PathPattern } from "./pattern/path-pattern.ts";
import { referenceMatcher } from "./pattern/reference-matcher.ts";

/** Which paths {@link patternMatcher} takes. Patterns are in .gitignore syntax; see there. */
export interface PatternMatcherOptions {
  /**
   * Only what one of these patterns matches, or lies in a directory that one matches. Default: everything; an empty list
   * includes nothing.
   */
  readonly include?: readonly string[] | undefined;
  /** Nothing that one of these matches, nor what lies in a directory that one matches. Default: nothing. */
  readonly exclude?: readonly string[] | undefined;
  /**
   * `"cocoindex"` reads patterns as CocoIndex 1.0 does: `*` and `?` match slashes too, every pattern is about the whole
   * path, and a `!` in `exclude` takes back whatever its place. For lists of patterns that are brought along from there.
   */
  readonly compatibility?: "cocoindex" | undefined;
}

/** Chooses paths. They are relative to a root, with `/` between the parts and none at either end. */
export interface PathMatcher {
  /** Whether the path is chosen. */
  matches(path: string, isDirectory?: boolean): boolean;
  /** Whether a directory could hold a chosen path; where false, a walk need not enter. The root is `""`. */
  mayContain(directory: string): boolean;
}

/** A {@link PathMatcher} made of patterns; as an argument of a memoized function it counts by them. */
export interface PatternMatcher extends PathMatcher, MemoKeyed {}

/**
 * Chooses paths by patterns in .gitignore syntax: `*` and `?` do not cross `/`, `**` between slashes does; a pattern
 * without a slash (other than at its end) is about names at any depth, any other about the path from the root; a slash at
 * the end means directories alone; `[a-z]`, `[!a-z]`; `!` takes back what an earlier pattern of the list matched; a
 * backslash quotes. `{a,b}` is added. Upper and lower case differ.
 *
 * Within a list the last pattern that matches decides, and what is said of an entry goes before what is said of the
 * directories around it. So, unlike git, `["**\/.*", "!**\/.github/**"]` keeps the files in `.github`.
 *
 * @throws PatternError (`PATTERN_SYNTAX`) that names the pattern.
 */
export function patternMatcher(options: PatternMatcherOptions): PatternMatcher {
  if (options.compatibility !== undefined) return compatibleMatcher(options);
  const include = options.include === undefined ? undefined : new PatternList(options.include);
  if (options.include?.length && include?.choosesNothing) {
    throw new PatternError(
      `Nothing is included by ${JSON.stringify(options.include)}: each pattern takes something back`,
      {
        code: "PATTERN_SYNTAX",
        hint: 'Name what to leave out in exclude, without "!"; write \\! for a name that starts with "!".',
      },
    );
  }
  const exclude = new PatternList(options.exclude ?? []);
  const key = { include: options.include && [...options.include], exclude: [...(options.exclude ?? [])] };
  return {
    matches: (path, isDirectory = false) =>
      (include === undefined || include.chooses(path, isDirectory)) && !exclude.chooses(path, isDirectory),
    mayContain: (directory) =>
      (include === undefined || include.mayChooseBeneath(directory)) && !exclude.choosesAllBeneath(directory),
    [memoKey]: () => key,
  };
}

function compatibleMatcher({ include, exclude = [], compatibility }: PatternMatcherOptions): PatternMatcher {
  if (compatibility !== "cocoindex") {
    throw new PatternError(`compatibility is ${JSON.stringify(compatibility)}`, {
      code: "PATTERN_SYNTAX",
      hint: 'It is "cocoindex"; leave it out for patterns in .gitignore syntax.',
    });
  }
  const matcher = referenceMatcher(include, exclude);
  const key = { include: include && [...include], exclude: [...exclude], compatibility };
  return {
    matches: (path, isDirectory = false) =>
      isDirectory ? matcher.includesDirectory(path) : matcher.includesFile(path),
    mayContain: (directory) => directory === "" || matcher.includesDirectory(directory),
    [memoKey]: () => key,
  };
}

class PatternList {
  /** The last of the list first: it decides. */
  readonly #patterns: readonly PathPattern[];
  readonly #hasNegated: boolean;
  /** The last directory asked for, since paths come directory by directory. */
  #directory: string | undefined;
  #decision: boolean | undefined;

  constructor(patterns: readonly string[]) {
    if (!Array.isArray(patterns)) {
      throw new PatternError(`Patterns are a list, not ${JSON.stringify(patterns)}`, {
        code: "PATTERN_SYNTAX",
        hint: 'Write ["**/*.md"], also for one.',
      });
    }
    for (const pattern of patterns) {
      if (typeof pattern === "string") continue;
      throw new PatternError(`A pattern is a string, not ${String(pattern)}`, { code: "PATTERN_SYNTAX" });
    }
    this.#patterns = patterns.flatMap(compilePattern).reverse();
    this.#hasNegated = this.#patterns.some((pattern) => pattern.isNegated);
  }

  get choosesNothing(): boolean {
    return this.#patterns.every((pattern) => pattern.isNegated);
  }

  /** True when the list matches the path or the nearest directory around it of which it says anything; else false. */
  chooses(path: string, isDirectory: boolean): boolean {
    return this.#patterns.length > 0 && (this.#decide(path, isDirectory) ?? false);
  }

  mayChooseBeneath(directory: string): boolean {
    if (directory !== "" && this.chooses(directory, true)) return true;
    return this.#patterns.some((pattern) => !pattern.isNegated && pattern.mayMatchBeneath(directory));
  }

  choosesAllBeneath(directory: string): boolean {
    if (directory === "") return false;
    if (this.#hasNegated && this.#patterns.some((pattern) => pattern.isNegated && pattern.mayMatchBeneath(directory))) {
      return false;
    }
    return this.chooses(directory, true) || this.#matchesAllBeneath(directory);
  }

  #matchesAllBeneath(directory: string): boolean {
    return this.#patterns.some((pattern) => !pattern.isNegated && pattern.matchesAllBeneath(directory));
  }

  #decide(path: string, isDirectory: boolean): boolean | undefined {
    for (const pattern of this.#patterns) if (pattern.matches(path, isDirectory)) return !pattern.isNegated;
    const slash = path.lastIndexOf("/");
    return slash < 0 ? undefined : this.#decideDirectory(path.slice(0, slash));
  }

  #decideDirectory(directory: string): boolean | undefined {
    if (this.#directory !== directory) {
      const decision = this.#decide(directory, true);
      this.#directory = directory;
      this.#decision = decision;
    }
    return this.#decision;
  }
}
