import type { FileLike, MemoStateOutcome, memoState } from "@coco/connectorkit";
import type { FileState } from "./file-state.ts";

/**
 * A file as a walk found it: its path, size and time are of that moment, its content is read when asked for. As an
 * argument of a memoized function it is identified by root and relative path, and is unchanged while time and size are,
 * or else the content.
 */
export interface File extends FileLike {
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
