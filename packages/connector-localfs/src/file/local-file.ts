import { createReadStream } from "node:fs";
import { type FilePath, type MemoStateOutcome, memoKey, memoState } from "@coco/connectorkit";
import { readFailure } from "../errors/read-failure.ts";
import { showPath } from "../errors/show-path.ts";
import { hashBytes, hashFile, RunningHash } from "./content-hash.ts";
import { ContentSeen } from "./content-seen.ts";
import { decodeText } from "./decode-text.ts";
import type { File } from "./file.ts";
import { type FileState, observedState } from "./file-state.ts";
import { readWhole } from "./read-whole.ts";
import { validateState } from "./validate-state.ts";

/** What a walk knows of a file. */
export interface FileFound {
  readonly path: FilePath;
  /** Absolute. */
  readonly location: string | Buffer;
  readonly mtimeNs: bigint;
  readonly size: number;
  /** Just before it was looked at, in ms since 1970. */
  readonly observedAt: number;
}

export function fileOf(found: FileFound): File {
  return new LocalFile(found);
}

/** Its name is part of the memo keys of files: another name makes every function that takes a file run again. */
class LocalFile implements File {
  readonly path: FilePath;
  readonly size: number;
  readonly #found: FileFound;
  readonly #seen: ContentSeen = new ContentSeen();

  constructor(found: FileFound) {
    this.path = found.path;
    this.size = found.size;
    this.#found = found;
  }

  get modifiedAt(): Date {
    return new Date(Number(this.#found.mtimeNs / 1_000_000n));
  }

  get location(): string {
    return showPath(this.#found.location);
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    try {
      const bytes = await readWhole(this.#found.location);
      this.#seen.note(hashBytes(bytes));
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    } catch (error) {
      throw readFailure(this.location, error);
    }
  }

  async text(): Promise<string> {
    return decodeText(await this.bytes(), this.location);
  }

  async *stream(): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
    const running = new RunningHash();
    let whole = false;
    try {
      for await (const chunk of createReadStream(this.#found.location, { highWaterMark: 1 << 18 })) {
        running.add(chunk as Buffer);
        yield chunk as Buffer<ArrayBuffer>;
      }
      whole = true;
    } catch (error) {
      throw readFailure(this.location, error);
    } finally {
      if (whole) this.#seen.note(running.finish());
      else this.#seen.notePart();
    }
  }

  [memoKey](): unknown {
    return [this.path.root, this.path.key];
  }

  [memoState](previous: FileState | undefined): MemoStateOutcome<FileState> | Promise<MemoStateOutcome<FileState>> {
    const { mtimeNs, size, observedAt, location } = this.#found;
    const observed = observedState(mtimeNs, size, observedAt);
    return validateState(previous, observed, this.#seen, () => hashFile(location, size));
  }
}
