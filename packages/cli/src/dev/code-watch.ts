import { createHash } from "node:crypto";
import { type FSWatcher, readFileSync, watch } from "node:fs";
import path from "node:path";

/** Editors write a file in several steps, and tools several files: what comes so close together is one change. */
const SETTLED_MS = 80;

/** Tells when the content of one of some files changes. */
export class CodeWatch {
  readonly #hashes = new Map<string, string | undefined>();
  readonly #folders = new Map<string, FSWatcher>();
  readonly #changed: (files: readonly string[]) => void;
  /** While the code does not load, a file that is not there yet may be what it lacks. */
  anyFile = false;
  #timer: NodeJS.Timeout | undefined;
  readonly #others = new Set<string>();

  constructor(changed: (files: readonly string[]) => void) {
    this.#changed = changed;
  }

  add(file: string): void {
    if (this.#hashes.has(file)) return;
    this.#hashes.set(file, hashOf(file));
    const folder = path.dirname(file);
    if (this.#folders.has(folder)) return;
    // Folders, not files: editors replace a file by another one of its name.
    const watcher = watch(folder, (_, name) => this.#noticed(name === null ? undefined : path.join(folder, name)));
    watcher.on("error", () => watcher.close()); // the folder is gone
    this.#folders.set(folder, watcher);
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#folders.values()) watcher.close();
    this.#folders.clear();
  }

  #noticed(file: string | undefined): void {
    if (file !== undefined && /\.(?:[cm]?[jt]s|json)$/.test(file)) this.#others.add(file);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), SETTLED_MS);
  }

  #look(): void {
    const changed = [...this.#hashes.keys()].filter((file) => {
      const hash = hashOf(file);
      if (hash === this.#hashes.get(file)) return false;
      this.#hashes.set(file, hash);
      return true;
    });
    const others = this.anyFile ? [...this.#others].filter((file) => !this.#hashes.has(file)) : [];
    this.#others.clear();
    if (changed.length + others.length > 0) this.#changed([...changed, ...others]);
  }
}

function hashOf(file: string): string | undefined {
  try {
    return createHash("sha256").update(readFileSync(file)).digest("base64");
  } catch {
    return undefined;
  }
}
