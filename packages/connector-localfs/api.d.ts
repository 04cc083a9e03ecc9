// The public declarations of this package, as built. Not written by hand: `pnpm api:update` writes it.

// index.d.mts

import { CocoError, CocoErrorOptions, ContextKey, FileLike, LiveMapView, MemoStateOutcome, Source, memoState } from "@coco/connectorkit";
/**
 * A folder or a file of this machine could not be used, or was asked for wrongly.
 *
 * Codes: `LOCALFS_OPTIONS`, `LOCALFS_ROOT_MISSING`, `LOCALFS_ROOT_NOT_A_FOLDER`, `LOCALFS_ROOT_CHANGED`,
 * `LOCALFS_UNREADABLE`, `LOCALFS_FILE_MISSING`, `LOCALFS_NOT_A_FILE`, `LOCALFS_FILE_TOO_LARGE`, `LOCALFS_NOT_UTF8`,
 * `LOCALFS_OUTSIDE_ROOT`, `LOCALFS_UNWATCHABLE`; of targets: `LOCALFS_TARGET_PATH`, `LOCALFS_CONTENT`, `LOCALFS_FILE_EXISTS`,
 * `LOCALFS_NAME_COLLISION`, `LOCALFS_PATH_BLOCKED`, `LOCALFS_NOT_WRITABLE`, `LOCALFS_DISK_FULL`, `LOCALFS_SOURCE_CHANGED`,
 * `LOCALFS_WRITE_FAILED`.
 */
export declare class LocalfsError extends CocoError {
  static override readonly errorName: string;
  /** The absolute path at fault, where it is one. Bytes that are not UTF-8 are shown as `\xNN`. */
  readonly path?: string;
  constructor(message: string, options: CocoErrorOptions & {
    readonly path?: string | undefined;
  });
}
/** What is stored about a file with the results that were made from it (rule M6). */
interface FileState {
  /** Time of the last modification, in ns since 1970. */
  readonly mtimeNs: bigint;
  /** In bytes. */
  readonly size: number;
  /** Of the bytes that the function read. Absent if it read none, or not all: then only time and size can be compared. */
  readonly hash?: string;
  /** The file was so young that a later edit may have the same time: compare by hash next time. */
  readonly racy?: true;
}
/**
 * A file as a walk found it: its path, size and time are of that moment, its content is read when asked for. As an
 * argument of a memoized function it is identified by root and relative path, and is unchanged while time and size are,
 * or else the content.
 */
interface File extends FileLike {
  /** Where the file lies on this machine; a name that is not UTF-8 is shown with `\\xNN`. */
  readonly location: string;
  /**
   * The whole content.
   * @throws LocalfsError when it cannot be read: gone since, no permission, too large for one piece.
   */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * The whole content as text, without the byte order mark.
   * @throws LocalfsError `LOCALFS_NOT_UTF8` when it is not UTF-8, and as `bytes()` does.
   */
  text(): Promise<string>;
  /**
   * The content in parts, for files too large to hold. Where the reader stops early, only time and size tell a change.
   * @throws LocalfsError as `bytes()` does.
   */
  stream(): AsyncIterable<Uint8Array<ArrayBuffer>>;
  /** By time and size where they can be trusted, else by content; see {@link FileState}. */
  [memoState](previous: FileState | undefined): MemoStateOutcome<FileState> | Promise<MemoStateOutcome<FileState>>;
}
/**
 * Where files are looked for: a path (a relative one means the working directory), a `file:` URL, or the context key of
 * a folder, which is known across runs by the key's name.
 */
type RootFolder = string | URL | ContextKey<string> | ContextKey<URL>;
/**
 * One file beneath a root folder, as it is now: the same as a walk over that root would give.
 *
 * @param root - as `walk` takes it. With a context key, only inside a running component.
 * @param path - from the root, with `/` between the parts.
 * @throws LocalfsError when the path leads out of the root (`LOCALFS_OUTSIDE_ROOT`), or there is no such file.
 */
export declare function file(root: RootFolder, path: string): File;
/** Which symbolic links a walk follows. */
type FollowSymlinks = "none" | "files" | "all";
/** Patterns are those of `patternMatcher`: .gitignore syntax, relative to the root; `*` does not cross `/`, `**` does. */
interface WalkOptions {
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
/** The files of a folder: for `mountEach`, keyed by relative path, or for a loop. Each use looks at the folder anew. */
interface FileWalk extends Source<File>, AsyncIterable<File> {}
/** The same, followed by a live update: files that are made, changed, moved or removed meanwhile. */
interface LiveFileWalk extends LiveMapView<File>, AsyncIterable<File> {}
/**
 * The files beneath a folder.
 *
 * ```ts
 * await coco.mountEach(localfs.walk("./docs", { include: ["**\/*.md"] }), indexFile, table);
 * for await (const file of localfs.walk(DOCS)) console.log(file.path.relative, file.size);
 * ```
 *
 * @param root - a path (a relative one is taken from the working directory), a `file:` URL, or the context key of a folder.
 * @throws LocalfsError (`LOCALFS_OPTIONS`) for options that it does not take. Each use throws one when the root, or
 * anything in it that is not excluded, cannot be read: a list that is too short would delete.
 */
export declare function walk(root: RootFolder, options: WalkOptions & {
  readonly live: true;
}): LiveFileWalk;
export declare function walk(root: RootFolder, options?: WalkOptions): FileWalk;
/** What to do about a file that stands at a declared path and was not written by this app. */
type OnExisting = "adopt" | "error" | "replace";
interface FileOptions {
  /** Permission bits, `0o755` for a script. Default: those of the file that is replaced, else the process's default. */
  readonly mode?: number;
  /**
   * For a file at that path that this app did not write: `"error"` (default), `"adopt"` it (it is the app's from then on, and
   * is written only if its content is another), or `"replace"` it.
   */
  readonly onExisting?: OnExisting;
}
interface DirectoryOptions extends FileOptions {
  /**
   * `"system"` (default): the folder is made if it is missing, and removed when it is not declared any more and nothing is
   * left in it; a mounted one that was there before stays. `"user"`: it must be there, and stays.
   */
  readonly managedBy?: "system" | "user";
}
/** Content in parts: a web stream, a Node stream, an async generator. It is read once; text is written as UTF-8. */
type FileStream = AsyncIterable<Uint8Array | string>;
/** A folder that is a target: files and folders in it are declared here. As an argument of a memoized function it counts by its place. */
export declare class DirectoryTarget {
  #private;
  /** From the root, with `/` between the parts; "" for the root itself. */
  readonly path: string;
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
  /**
   * Declares that a folder should be here, also while nothing is in it. It can be used at once. One component declares a
   * folder; for others, files in it are `declareFile("folder/file")`.
   * @throws LocalfsError as `declareFile` does; with `managedBy: "user"` also if it is not there (`LOCALFS_ROOT_MISSING`).
   */
  declareDirectory(path: string, options?: DirectoryOptions): DirectoryTarget;
}
/**
 * Declares a single file, with no folder mounted. Otherwise as {@link DirectoryTarget.declareFile}; a root that is missing
 * is made, like the folders on the way.
 * @param root - as `mountDirectory` takes it.
 * @param path - from the root, with `/` between the parts.
 */
export declare function declareFile(root: RootFolder, path: string, content: string | Uint8Array, options?: FileOptions): void;
export declare function declareFile(root: RootFolder, path: string, content: FileStream | FileLike, options?: FileOptions): Promise<void>;
/**
 * Declares a folder beneath a root that is not mounted. Otherwise as {@link DirectoryTarget.declareDirectory}.
 * @param root - as `mountDirectory` takes it.
 * @param path - from the root, with `/` between the parts.
 */
export declare function declareDirectory(root: RootFolder, path: string, options?: DirectoryOptions): DirectoryTarget;
/**
 * Makes a folder part of what the app looks after, and resolves when it exists. Files that the app did not write stay as
 * they are, and so does a folder that was there before.
 *
 * The folder is known across runs as a source's is: by the name of the context key, else by its path from the application's
 * package. If it is gone when it is mounted, it is made anew and all of its files are written again.
 *
 * @param root - a path (a relative one is taken from the working directory), a `file:` URL, or the context key of a folder.
 * @param options - `mode` and `onExisting` are defaults for the files in it.
 * @throws LocalfsError if the path is none of a folder, or if it is not there and the user manages it.
 */
export declare function mountDirectory(root: RootFolder, options?: DirectoryOptions): Promise<DirectoryTarget>;
export type { DirectoryOptions, File, FileOptions, FileState, FileStream, FileWalk, FollowSymlinks, LiveFileWalk, OnExisting, RootFolder, WalkOptions };
