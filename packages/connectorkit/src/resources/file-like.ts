import type { MemoKeyed } from "../memo/memo-key.ts";
import type { MemoStated } from "../memo/memo-state.ts";
import type { FilePath } from "./file-path.ts";

/**
 * A file of any source. As an argument of a memoized function it is identified by the root and key of its path; its memo
 * state (time, size, hash; an etag) says whether it is still the same. Size and time are those of the listing; the
 * content is read when asked for.
 */
export interface FileLike extends MemoKeyed, Partial<MemoStated> {
  readonly path: FilePath;
  /** In bytes. */
  readonly size: number;
  /** When the content was last changed. */
  readonly modifiedAt: Date;
  /** The whole content. */
  bytes(): Promise<Uint8Array>;
  /** The whole content as text, without a byte order mark; content that is not UTF-8 is an error, never repaired. */
  text(): Promise<string>;
}
