import { LocalfsError } from "../errors/localfs-error.ts";

/** Which symbolic links a walk follows. */
export type FollowSymlinks = "none" | "files" | "all";

/** Patterns are those of `patternMatcher`: .gitignore syntax, relative to the root; `*` does not cross `/`, `**` does. */
export interface WalkOptions {
  /** Only files that one of these patterns matches. Default: every file, hidden ones too. */
  readonly include?: readonly string[] | undefined;
  /** No file, and nothing in a folder, that these patterns match; `!` before a pattern takes its matches back. */
  readonly exclude?: readonly string[] | undefined;
  /** Whether to go into folders. Default true. */
  readonly recursive?: boolean | undefined;
  /**
   * Whether to leave out what git would: `.git`, and what the .gitignore files say, those in the tree and those above it
   * up to the repository's own folder. Default false.
   */
  readonly gitignore?: boolean | undefined;
  /** Whether a live update follows what changes; a catch-up run only looks through the folder. Default false. */
  readonly live?: boolean | undefined;
  /**
   * `"files"` (default): a link to a file is that file under the link's name, links to folders are not entered; `"all"`:
   * they are, each folder once, except one that lies in the root or holds it; `"none"`: links are passed over.
   */
  readonly followSymlinks?: FollowSymlinks | undefined;
  /** Only files of at most so many bytes. Default: any size. */
  readonly maxFileSize?: number | undefined;
}

const BOOLEANS = ["recursive", "gitignore", "live"] as const;
const LISTS = ["include", "exclude"] as const;
const FOLLOW: readonly string[] = ["none", "files", "all"] satisfies FollowSymlinks[];
const KNOWN: readonly string[] = [...BOOLEANS, ...LISTS, "followSymlinks", "maxFileSize"];

/** @throws LocalfsError (`LOCALFS_OPTIONS`) for an unknown option, or a value that one does not take. */
export function checkWalkOptions(options: WalkOptions): void {
  for (const name of Object.keys(options)) {
    if (!KNOWN.includes(name)) throw wrong(`walk: unknown option "${name}".`, `Known options: ${KNOWN.join(", ")}.`);
  }
  for (const name of BOOLEANS) {
    if (!["boolean", "undefined"].includes(typeof options[name]))
      throw wrongValue(name, options[name], "true or false");
  }
  for (const name of LISTS) {
    const list: unknown = options[name];
    if (list !== undefined && !(Array.isArray(list) && list.every((pattern) => typeof pattern === "string"))) {
      throw wrongValue(name, list, 'a list of patterns, as in ["**/*.md"]');
    }
  }
  const { followSymlinks, maxFileSize } = options;
  if (followSymlinks !== undefined && !FOLLOW.includes(followSymlinks)) {
    throw wrongValue("followSymlinks", followSymlinks, FOLLOW.map((value) => `"${value}"`).join(", "));
  }
  if (maxFileSize !== undefined && !(typeof maxFileSize === "number" && maxFileSize >= 0)) {
    throw wrongValue("maxFileSize", maxFileSize, "a number of bytes");
  }
}

function wrongValue(name: string, value: unknown, wanted: string): LocalfsError {
  return wrong(`walk: \`${name}\` is ${JSON.stringify(value) ?? String(value)}.`, `It takes ${wanted}.`);
}

function wrong(message: string, hint: string): LocalfsError {
  return new LocalfsError(message, { code: "LOCALFS_OPTIONS", hint });
}
