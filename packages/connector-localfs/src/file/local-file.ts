import { createReadStream } from "node:fs";
import {
  type FilePath,
  filePath,
  type ItemVersion,
  type MemoStateOutcome,
  memoKey,
  memoState,
} from "@coco/connectorkit";
import { readFailure } from "../errors/read-failure.ts";
import { showPath } from "../errors/show-path.ts";
import { hashBytes, hashFile, RunningHash } from "./content-hash.ts";
import { ContentSeen } from "./content-seen.ts";
import { decodeText } from "./decode-text.ts";
import type { File } from "./file.ts";
import { keyOfPath, readableText, systemPath } from "../walk/path-text.ts";
import type { FoundFile } from "../walk/tree-walk.ts";
import { asFileState, type FileState, isUntouched, observedState } from "./file-state.ts";
import { readWhole } from "./read-whole.ts";
import { validateState } from "./validate-state.ts";

/** @param root - its identity: see `FilePath`. */
export function fileOf(root: string, found: FoundFile): File {
  return new LocalFile(root, found);
}

/** Time and size, which tell a file from what was found at its path before, unless a state that is stored says that they do not. */
export function versionOf(file: File): ItemVersion | undefined {
  return file instanceof LocalFile ? file.version : undefined;
}

/** Its name is part of the memo keys of files: another name makes every function that takes a file run again. */
class LocalFile implements File {
  readonly size: number;
  readonly #root: string;
  readonly #found: FoundFile;
  // Most files of a walk are only asked for their key and state: the rest is made when it is wanted.
  #path: FilePath | undefined;
  #contentSeen: ContentSeen | undefined;
  /** The stored state that the file was found to be in. */
  #stored: FileState | undefined;

  constructor(root: string, found: FoundFile) {
    this.size = found.size;
    this.#root = root;
    this.#found = found;
  }

  get path(): FilePath {
    const { relative } = this.#found;
    return (this.#path ??= filePath(this.#root, readableText(relative), keyOfPath(relative)));
  }

  get modifiedAt(): Date {
    return new Date(Number(this.#found.mtimeNs / 1_000_000n));
  }

  get location(): string {
    return showPath(this.#place);
  }

  get version(): ItemVersion {
    return [this.#found.mtimeNs, this.size];
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    try {
      const bytes = await readWhole(this.#place, this.size);
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
      for await (const chunk of createReadStream(this.#place, { highWaterMark: 1 << 18 })) {
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
    return [this.#root, keyOfPath(this.#found.relative)];
  }

  [memoState](previous: FileState | undefined): MemoStateOutcome<FileState> | Promise<MemoStateOutcome<FileState>> {
    const { mtimeNs, size, observedAt } = this.#found;
    const stored = asFileState(previous);
    if (stored !== undefined && isUntouched(stored, mtimeNs, size)) {
      this.#stored = stored;
      return {
        state: stored,
        valid: true,
        afterRun: () => this.#seen.complete(observedState(mtimeNs, size, observedAt)),
      };
    }
    const observed = observedState(mtimeNs, size, observedAt);
    return validateState(stored, observed, this.#seen, () => hashFile(this.#place, size));
  }

  get #place(): string | Buffer {
    return systemPath(this.#found.location);
  }

  get #seen(): ContentSeen {
    if (this.#contentSeen === undefined) {
      this.#contentSeen = new ContentSeen();
      const hash = this.#stored?.hash;
      if (hash !== undefined) this.#contentSeen.note({ hash, size: this.size });
    }
    return this.#contentSeen;
  }
}
