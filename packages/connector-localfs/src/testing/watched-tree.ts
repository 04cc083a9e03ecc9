import { readFileSync } from "node:fs";
import { compareEncodedKeys, encodeKey, type LiveMapSubscriber, type StableKey } from "@coco/connectorkit";
import { onTestFinished } from "vitest";
import type { File } from "../file/file.ts";
import type { RootFolder } from "../root/root.ts";
import { type LiveFileWalk, walk } from "../walk/walk.ts";
import type { WalkOptions } from "../walk/walk-options.ts";
import { itemsOf } from "./scan.ts";

/** Follows a tree as the engine does, and keeps what it is told: the contents of files by key. */
export class WatchedTree implements LiveMapSubscriber<File> {
  readonly files: Map<string, string> = new Map();
  /** What was reported: "update a.md", "delete a.md", "scan". */
  readonly log: string[] = [];
  readonly errors: unknown[] = [];
  readonly #source: LiveFileWalk;
  readonly #stop = new AbortController();
  readonly #ready = Promise.withResolvers<void>();
  #last: Promise<void> = Promise.resolve();
  #ended: Promise<void> = Promise.resolve();
  /** What is done for each file before it is read. */
  onRead: ((file: File) => unknown) | undefined;

  private constructor(root: RootFolder, options: WalkOptions) {
    this.#source = walk(root, { ...options, live: true });
  }

  /** Begins, and resolves when it is ready. */
  static async over(root: RootFolder, options: WalkOptions = {}): Promise<WatchedTree> {
    const watched = new WatchedTree(root, options);
    onTestFinished(() => watched.stop());
    watched.#ended = watched.#source.watch(watched, watched.#stop.signal);
    await Promise.race([watched.#ready.promise, watched.#ended]);
    return watched;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#ended;
  }

  /** The keys in order, each with what the file holds. */
  get content(): Record<string, string> {
    const order = (a: string, b: string): number => compareEncodedKeys(encodeKey(a), encodeKey(b));
    return Object.fromEntries([...this.files].sort(([a], [b]) => order(a, b)));
  }

  /** Clears the log. */
  forget(): void {
    this.log.length = 0;
  }

  updateAll(): Promise<void> {
    this.log.push("scan");
    return this.#inTurn(() => this.#scan());
  }

  /** One thing after another: a scan and what is reported of single files exclude each other. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done;
    return done;
  }

  async #scan(): Promise<void> {
    let items: Awaited<ReturnType<typeof itemsOf<File>>>;
    try {
      items = await itemsOf(this.#source);
    } catch (error) {
      this.errors.push(error); // the engine reports it, and deletes nothing
      return;
    }
    const found = new Set(items.map(([key]) => String(key)));
    for (const key of this.files.keys()) if (!found.has(key)) this.files.delete(key);
    for (const [key, file] of items) await this.#read(key, file);
  }

  async update(key: StableKey, file: File): Promise<{ ready(): Promise<void> }> {
    this.log.push(`update ${String(key)}`);
    await this.#inTurn(() => this.#read(key, file));
    return { ready: async () => undefined };
  }

  async delete(key: StableKey): Promise<{ ready(): Promise<void> }> {
    this.log.push(`delete ${String(key)}`);
    await this.#inTurn(async () => void this.files.delete(String(key)));
    return { ready: async () => undefined };
  }

  async markReady(): Promise<void> {
    this.#ready.resolve();
  }

  async reportException(error: unknown): Promise<void> {
    this.errors.push(error);
  }

  /** A file that has gone meanwhile fails its component: its deletion comes. */
  async #read(key: StableKey, file: File): Promise<void> {
    try {
      await this.onRead?.(file);
      this.files.set(String(key), readFileSync(file.location, "utf8"));
    } catch (error) {
      this.errors.push(error);
    }
  }
}
