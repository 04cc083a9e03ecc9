import { type FSWatcher, statSync, watch } from "node:fs";
import { isUtf8 } from "node:buffer";
import { byteText, type PathText, systemPath } from "../walk/path-text.ts";
import type { ScanInProgress, ScanObserver } from "../walk/scan-observer.ts";
import { pathKey } from "./path-key.ts";

/** Linux can watch a folder without what lies beneath it; elsewhere the system watches the whole tree at once. */
const BY_FOLDER = process.platform === "linux";

interface WatchedFolder {
  /** Which folder stands there: another one may come under the same name. Empty: it was removed, as its own watcher heard. */
  identity: string;
  readonly watcher: FSWatcher | undefined;
  /** The last scan that entered it. */
  scan: number;
}

/** Told what is heard of a tree. */
export interface FolderListener {
  /** Something happened to an entry: made, changed, renamed, removed. */
  hint(relative: PathText): void;
  /** Something happened, and nobody knows where. */
  unknown(): void;
  /** A folder cannot be watched. */
  problem(error: unknown): void;
}

/** The folders of a tree that a walk enters, each watched from before it is listed: what comes in meanwhile is heard of. */
export class WatchedFolders implements ScanObserver {
  readonly #listener: FolderListener;
  /** By path from the root, with a slash behind. */
  readonly #folders = new Map<string, WatchedFolder>();
  #whole: FSWatcher | undefined;
  #scan = 0;
  #complete = false;
  #closed = false;

  constructor(listener: FolderListener) {
    this.#listener = listener;
  }

  /** Whether a scan has gone through the whole tree since watching began. */
  get complete(): boolean {
    return this.#complete;
  }

  begin(root: string): ScanInProgress {
    const scan = ++this.#scan;
    if (!BY_FOLDER) this.#watchWhole(root);
    return {
      entering: (absolute, relative) => this.#enter(absolute, relative, scan),
      complete: () => {
        // Of scans that overlap, the one that began last says which folders there are.
        if (scan === this.#scan) this.#closeThose((folder) => folder.scan < scan);
        this.#complete = true;
      },
    };
  }

  /** A folder that was found is about to be listed. */
  enter(absolute: PathText, relative: PathText): void {
    this.#enter(absolute, relative, this.#scan);
  }

  /** Whether a folder was entered under this path: as it stands there now, as another one, or not at all. */
  standing(absolute: PathText, relative: PathText): "same" | "other" | "unknown" {
    const known = this.#folders.get(pathKey(relative));
    if (known === undefined) return "unknown";
    return known.identity === identityOf(absolute) ? "same" : "other";
  }

  /** Closes all for now: the root has gone, or is another folder. */
  reset(): void {
    this.#closeThose(() => true);
    this.#whole?.close();
    this.#whole = undefined;
    this.#complete = false;
  }

  close(): void {
    this.#closed = true;
    this.reset();
  }

  #enter(absolute: PathText, relative: PathText, scan: number): void {
    if (this.#closed) return;
    const key = pathKey(relative);
    const known = this.#folders.get(key);
    const identity = identityOf(absolute);
    if (identity === undefined) return; // gone again
    if (known !== undefined && known.identity === identity) {
      known.scan = Math.max(known.scan, scan);
      return;
    }
    const watcher = BY_FOLDER ? this.#watch(absolute, relative) : undefined;
    known?.watcher?.close();
    this.#folders.set(key, { identity, watcher, scan });
  }

  #watch(absolute: PathText, relative: PathText): FSWatcher | undefined {
    try {
      const own = ownName(absolute);
      const watcher = watch(systemPath(absolute), { encoding: "buffer" }, (event, name) => {
        if (name === null) return this.#listener.unknown();
        if (event === "rename" && name.equals(own)) this.#removed(relative, watcher);
        this.#listener.hint(entryOf(relative, name));
      });
      watcher.on("error", () => this.#listener.unknown());
      return watcher;
    } catch (error) {
      const { code } = error as { code?: string };
      if (code !== "ENOENT" && code !== "ENOTDIR") this.#listener.problem(error);
      return undefined;
    }
  }

  /** What a folder hears of itself bears its own name; so does what it hears of an entry with that name. */
  #removed(relative: PathText, watcher: FSWatcher): void {
    const known = this.#folders.get(pathKey(relative));
    if (known?.watcher !== watcher) return;
    known.identity = "";
    if (relative.text === "") this.#listener.unknown(); // nobody hears of the root but itself
  }

  #watchWhole(root: string): void {
    if (this.#whole !== undefined || this.#closed) return;
    try {
      this.#whole = watch(root, { encoding: "buffer", recursive: true }, (_event, name) => {
        if (name === null) this.#listener.unknown();
        else this.#listener.hint(entryOf({ text: "", bytes: false }, slashed(name)));
      });
      this.#whole.on("error", () => this.#listener.unknown());
    } catch (error) {
      this.#listener.problem(error);
    }
  }

  #closeThose(chosen: (folder: WatchedFolder) => boolean): void {
    for (const [key, folder] of this.#folders) {
      if (!chosen(folder)) continue;
      folder.watcher?.close();
      this.#folders.delete(key);
    }
  }
}

function entryOf(folder: PathText, name: Buffer): PathText {
  if (!folder.bytes && isUtf8(name)) return { text: folder.text + name.toString("utf8"), bytes: false };
  return { text: byteText(folder) + name.toString("latin1"), bytes: true };
}

function ownName(folder: PathText): Buffer {
  const bare = byteText(folder).slice(0, -1);
  return Buffer.from(bare.slice(bare.lastIndexOf("/") + 1), "latin1");
}

function slashed(name: Buffer): Buffer {
  return process.platform === "win32" ? Buffer.from(name.toString("utf8").replaceAll("\\", "/")) : name;
}

/** With the time at which it was made: a new folder soon gets the number of one that has gone. */
function identityOf(folder: PathText): string | undefined {
  try {
    const { birthtimeNs, dev, ino } = statSync(systemPath(folder), { bigint: true });
    return `${dev} ${ino} ${birthtimeNs}`;
  } catch {
    return undefined;
  }
}
