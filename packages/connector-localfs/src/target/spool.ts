import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { createReadStream, rmSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Up to so many bytes of a stream are held in memory; a larger one goes to a file of the system's temporary folder. */
export const HELD_BYTES: number = 1 << 20;

type Spooled =
  | { readonly bytes: Uint8Array }
  | { readonly open: () => AsyncIterable<Uint8Array>; readonly from: string };

let folder: Promise<string> | undefined;
let count = 0;

function spoolFolder(): Promise<string> {
  folder ??= mkdtemp(join(tmpdir(), "coco-streams-")).then((path) => {
    process.once("exit", () => rmSync(path, { recursive: true, force: true }));
    return path;
  });
  return folder;
}

/** A content that is not declared any more needs its file no more. */
const forgotten = new FinalizationRegistry<string>((path) => {
  try {
    unlinkSync(path);
  } catch {
    // It went with its folder.
  }
});

/** Keeps a stream that can be read once until it is known whether it has to be written. */
export class SpoolWriter {
  #held: Uint8Array[] = [];
  #size = 0;
  #file: { readonly path: string; readonly handle: FileHandle } | undefined;

  async add(bytes: Uint8Array): Promise<void> {
    this.#size += bytes.byteLength;
    if (this.#file !== undefined) {
      await this.#file.handle.appendFile(bytes);
      return;
    }
    // A copy: whoever makes the stream may use the same memory again.
    this.#held.push(new Uint8Array(bytes));
    if (this.#size <= HELD_BYTES) return;
    const path = join(await spoolFolder(), String(count++));
    this.#file = { path, handle: await open(path, "wx", 0o600) };
    for (const part of this.#held) await this.#file.handle.appendFile(part);
    this.#held = [];
  }

  async finish(): Promise<Spooled> {
    if (this.#file === undefined) return { bytes: Buffer.concat(this.#held) };
    const { handle, path } = this.#file;
    await handle.close();
    const spooled = { open: () => createReadStream(path, { highWaterMark: 1 << 18 }), from: path };
    forgotten.register(spooled.open, path);
    return spooled;
  }

  async discard(): Promise<void> {
    await this.#file?.handle.close();
    if (this.#file !== undefined) await rm(this.#file.path, { force: true });
  }
}
