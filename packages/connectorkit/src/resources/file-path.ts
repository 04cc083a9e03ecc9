/** Where a file lies: a root that is the same on every machine, and the path from it. */
export interface FilePath {
  /** Names the root across runs: a context key's name, or a folder relative to the package; not where it lies now. */
  readonly root: string;
  /** From the root, with `/` between the parts. In a name that is not UTF-8, U+FFFD stands for what is not. */
  readonly relative: string;
  /** Identifies the file in its root: the relative path, as bytes where it is not UTF-8. */
  readonly key: string | Uint8Array;
  /** The last part of the path. */
  readonly name: string;
  /** The name's ending, with its dot and as it is written: ".md"; "" where there is none, as in ".env". */
  readonly extension: string;
  /** The path for people. */
  toString(): string;
}

/**
 * Makes a path, for a source of its own kind of files (a bucket, an archive).
 * @param key - default: `relative`.
 */
export function filePath(root: string, relative: string, key: string | Uint8Array = relative): FilePath {
  const name = relative.slice(relative.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  const path = { root, relative, key, name, extension: dot > 0 ? name.slice(dot) : "" };
  // Not enumerable: so a path is plain data, which can be an argument of a memoized function and can be stored.
  return Object.defineProperty(path, "toString", { value: () => relative });
}
