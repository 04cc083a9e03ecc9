import { encodeKey, type MemoStateOutcome, memoKey, memoState, type Source } from "@coco/connectorkit";
import type { File } from "../file/file.ts";
import type { FileState } from "../file/file-state.ts";
import { itemsOf } from "./scan.ts";

interface Kept {
  readonly identity: string;
  readonly state: FileState;
}

/** What one run did, by file. */
export interface RunOutcome {
  readonly ran: readonly string[];
  readonly kept: readonly string[];
  /** Kept, with a refreshed state. */
  readonly refreshed: readonly string[];
  readonly deleted: readonly string[];
}

/** Runs a memoized function over a source again and again, keeping what an engine keeps (M1, M6, T5). */
export class MemoRuns {
  #kept = new Map<string, Kept>();

  async run(source: Source<File>, body: (file: File) => unknown = (file) => file.bytes()): Promise<RunOutcome> {
    const before = this.#kept;
    const after = new Map<string, Kept>();
    const outcome = { ran: [] as string[], kept: [] as string[], refreshed: [] as string[], deleted: [] as string[] };
    for (const [key, file] of await itemsOf(source)) {
      const name = typeof key === "string" ? key : Buffer.from(encodeKey(key)).toString("hex");
      const identity = JSON.stringify(file[memoKey]());
      const previous = before.get(name);
      const stored = previous?.identity === identity ? previous.state : undefined;
      const found: MemoStateOutcome<FileState> = await file[memoState](stored);
      if (stored !== undefined && found.valid) {
        outcome.kept.push(name);
        if (found.state !== stored) outcome.refreshed.push(name);
        after.set(name, { identity, state: found.state });
      } else {
        outcome.ran.push(name);
        await body(file);
        after.set(name, { identity, state: found.afterRun?.() ?? found.state });
      }
    }
    for (const name of before.keys()) if (!after.has(name)) outcome.deleted.push(name);
    this.#kept = after;
    return outcome;
  }

  /** Whether results under a stored state would be kept. */
  async validity(file: File, stored: unknown): Promise<boolean> {
    return (await file[memoState](stored as FileState)).valid;
  }

  /** What is stored for a file. */
  state(name: string): FileState | undefined {
    return this.#kept.get(name)?.state;
  }
}
