import { declareTargetState, type FileLike, memoKey, type TargetState } from "@coco/connectorkit";
import { LocalfsError } from "../errors/localfs-error.ts";
import type { Content } from "./content.ts";
import { entryPath } from "./entry-path.ts";
import type { EntryValue } from "./entry-state.ts";
import { checkReadable, contentOf, type FileStream, isImmediate, readContent } from "./file-content.ts";
import { lookAtFile, lookAtFolder } from "./look-around.ts";
import { checkTargetOptions, type DirectoryOptions, type FileOptions } from "./target-options.ts";

/** How the entries beneath one root are declared. */
export interface EntryLevel {
  /** What tells it from other levels, across runs. */
  readonly identity: readonly unknown[];
  /** The root's absolute path as the run sees it. */
  readonly folder: string;
  /** How many folders above the root may go with an entry, besides those beneath it. */
  readonly foldersAbove: number;
  state(path: string, value: EntryValue): TargetState;
}

/** A folder that is a target: files and folders in it are declared here. As an argument of a memoized function it counts by its place. */
export class DirectoryTarget {
  static {
    Object.defineProperty(DirectoryTarget.prototype, memoKey, {
      value(this: DirectoryTarget): unknown {
        return [...this.#level.identity, this.path, this.#defaults.mode, this.#defaults.onExisting];
      },
    });
  }

  /** From the root, with `/` between the parts; "" for the root itself. */
  readonly path: string;
  readonly #level: EntryLevel;
  readonly #defaults: FileOptions;
  /** How many leading parts of a path are declared folders. */
  readonly #base: number;
  readonly #known = new Map<string, number>();

  /** @internal Made by `mountDirectory` and `declareDirectory`. */
  constructor(level: EntryLevel, path: string, defaults: FileOptions, base: number) {
    this.#level = level;
    this.path = path;
    this.#defaults = defaults;
    this.#base = base;
  }

  /**
   * Declares that a file should hold this. It is written, as a whole, when the component is done, if the content or the
   * mode differ from what was written last; and removed when nothing declares it any more. Folders on the way to it are
   * made, and go again with the last thing in them.
   *
   * A stream is read here, to its end, and a file to be copied is read here and once more when it is written: await these.
   *
   * @param path - from this folder, with `/` between the parts.
   * @throws LocalfsError for a path that leads out of this folder or that the system cannot hold, options that are not
   * known, or text that is not well-formed.
   */
  declareFile(path: string, content: string | Uint8Array, options?: FileOptions): void;
  declareFile(path: string, content: FileStream | FileLike, options?: FileOptions): Promise<void>;
  declareFile(
    path: string,
    content: string | Uint8Array | FileStream | FileLike,
    options: FileOptions = {},
  ): void | Promise<void> {
    const plain = this.#within(path);
    checkTargetOptions(`declareFile(${path})`, options, ["mode", "onExisting"]);
    if (isImmediate(content)) {
      this.#declare(plain, contentOf(content, plain), options);
      return undefined;
    }
    checkReadable(content, plain);
    return readContent(content, plain).then((read) => this.#declare(plain, read, options));
  }

  /**
   * Declares that a folder should be here, also while nothing is in it. It can be used at once. One component declares a
   * folder; for others, files in it are `declareFile("folder/file")`.
   * @throws LocalfsError as `declareFile` does; with `managedBy: "user"` also if it is not there (`LOCALFS_ROOT_MISSING`).
   */
  declareDirectory(path: string, options: DirectoryOptions = {}): DirectoryTarget {
    const plain = this.#within(path);
    checkTargetOptions(`declareDirectory(${path})`, options, ["mode", "onExisting", "managedBy"]);
    const seen = lookAtFolder(this.#level.folder, plain, this.#base);
    const keeps = options.managedBy === "user";
    if (keeps && !seen.exists) throw missing(plain);
    const above = seen.folders === plain.split("/").length ? this.#level.foldersAbove : 0;
    const value: EntryValue = { kind: "folder", seen: { ...seen, folders: seen.folders + above }, keeps };
    declareTargetState(this.#level.state(plain, value));
    const { mode = this.#defaults.mode, onExisting = this.#defaults.onExisting } = options;
    const defaults = { ...(mode === undefined ? {} : { mode }), ...(onExisting === undefined ? {} : { onExisting }) };
    return new DirectoryTarget(this.#level, plain, defaults, plain.split("/").length);
  }

  #declare(path: string, content: Content, options: FileOptions): void {
    const parents = path.split("/").length - 1;
    const seen = lookAtFile(this.#level.folder, path, this.#base, this.#known);
    const toRoot = seen.folders === parents ? this.#level.foldersAbove : 0;
    declareTargetState(
      this.#level.state(path, {
        kind: "file",
        content,
        mode: options.mode ?? this.#defaults.mode,
        onExisting: options.onExisting ?? this.#defaults.onExisting ?? "error",
        seen: { ...seen, folders: seen.folders + toRoot },
        undeclaredFolders: parents - this.#base + this.#level.foldersAbove,
      }),
    );
  }

  #within(path: string): string {
    const plain = entryPath(path);
    return this.path === "" ? plain : `${this.path}/${plain}`;
  }
}

function missing(path: string): LocalfsError {
  return new LocalfsError(`The folder ${path} does not exist, and the user manages it.`, {
    code: "LOCALFS_ROOT_MISSING",
    path,
    hint: 'Make it, or leave `managedBy: "user"` out: then it is made.',
  });
}
