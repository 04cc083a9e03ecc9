import { type FSWatcher, statSync, watch } from "node:fs";
import { foldersAbove } from "../gitignore/read-ignore-files.ts";

/** How often it is asked what stands at the root's path, in ms: no event tells that a disk was taken off. */
const EVERY = 500;

/** Told what becomes of a root. */
export interface RootListener {
  /** It is gone: `error` says why it cannot be had. */
  gone(error: unknown): void;
  /** It is back, or another folder stands there: nothing is known of what is in it. */
  replaced(): void;
  /** A .gitignore file above it has changed. */
  rulesChanged(): void;
}

/** Watches what stands at the path of a root, and the .gitignore files above it. */
export class RootWatch {
  readonly #root: string;
  readonly #listener: RootListener;
  readonly #above: FSWatcher[] = [];
  #identity: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param root - absolute. */
  constructor(root: string, listener: RootListener) {
    this.#root = root;
    this.#listener = listener;
    this.#identity = this.#look();
  }

  start(gitignore: boolean): void {
    this.#timer = setInterval(() => this.check(), EVERY);
    if (gitignore) for (const folder of foldersAbove(this.#root)) this.#watchRules(folder);
  }

  /** Whether the same folder stands there as before. */
  check(): boolean {
    let error: unknown;
    const now = this.#look((thrown) => (error = thrown));
    if (now === this.#identity) return now !== undefined;
    this.#identity = now;
    if (now === undefined) this.#listener.gone(error);
    else this.#listener.replaced();
    return false;
  }

  close(): void {
    clearInterval(this.#timer);
    for (const watcher of this.#above.splice(0)) watcher.close();
  }

  #look(onError: (error: unknown) => void = () => undefined): string | undefined {
    try {
      const { birthtimeNs, dev, ino } = statSync(this.#root, { bigint: true });
      return `${dev} ${ino} ${birthtimeNs}`;
    } catch (error) {
      onError(error);
      return undefined;
    }
  }

  #watchRules(folder: string): void {
    try {
      const watcher = watch(folder, (_event, name) => {
        if (name === ".gitignore") this.#listener.rulesChanged();
      });
      watcher.on("error", () => watcher.close());
      this.#above.push(watcher);
    } catch {
      // A folder that cannot be watched: its rules are read again with the next scan.
    }
  }
}
