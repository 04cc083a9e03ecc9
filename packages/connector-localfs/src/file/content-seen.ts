import type { HashedContent } from "./content-hash.ts";
import type { FileState } from "./file-state.ts";

/** The content that results of one run rest on: they may be stored under a hash only if all that read the file agree. */
export class ContentSeen {
  #content: HashedContent | undefined;
  #differs = false;
  #partly = false;

  /** What was read, or found to be as stored, if nothing contradicted it. */
  get content(): HashedContent | undefined {
    return this.#differs || this.#partly ? undefined : this.#content;
  }

  note(content: HashedContent): void {
    if (this.#content !== undefined && this.#content.hash !== content.hash) this.#differs = true;
    this.#content = content;
  }

  /** Somebody read a part: what it was a part of is not known. */
  notePart(): void {
    this.#partly = true;
  }

  /**
   * The state to store for a function that ran. It keeps the time from before the reading, so that an edit in between
   * is seen next time. Where two readings differed the function runs again next time: it is racy and has no hash.
   */
  complete(observed: FileState): FileState {
    if (this.#differs) return { mtimeNs: observed.mtimeNs, size: observed.size, racy: true };
    return this.content === undefined ? observed : { ...observed, ...this.content };
  }
}
