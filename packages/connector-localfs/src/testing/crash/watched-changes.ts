import { readlinkSync } from "node:fs";
import promises, { type FileHandle, open } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { dirname, join, relative } from "node:path";
import { isTemporaryName } from "../../target/temporary-name.ts";

/** Told of each change of files and folders beneath `folder`, while it is made. */
export interface ChangeWatcher {
  readonly folder: string;
  /** Before the change, after it, and where half of a content is written. */
  pass(what: string): void;
  /** What an entry with a name of its own goes through, by its path from `folder`. */
  note(verb: "delete" | "drop" | "write", path: string): void;
  /** A file or a folder was made under this absolute path. */
  made(path: string): void;
  /** The file or folder with this absolute path was synchronised with the disk. */
  synced(path: string): void;
}

let watcher: ChangeWatcher | undefined;

/** Names the one that is told from now on. This process's `node:fs/promises` is wrapped at the first call, for good. */
export function watchChanges(next: ChangeWatcher | undefined): void {
  if (watcher === undefined && next !== undefined) wrapAll();
  watcher = next;
}

/** What all open files have in common. */
const handles: FileHandle = await open(import.meta.filename).then(async (handle) => {
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
});
let wrapped = false;

function wrapAll(): void {
  if (wrapped) return;
  wrapped = true;
  for (const name of ["chmod", "link", "mkdir", "rename", "rm", "rmdir", "unlink"] as const) {
    const original = promises[name] as (...args: unknown[]) => Promise<unknown>;
    const changed = name === "link" || name === "rename" ? 1 : 0;
    const watched = async (...args: unknown[]): Promise<unknown> => {
      const path = pathBeneath(args[changed]);
      if (path === undefined) return original(...args);
      noteChange(name, path);
      return around(name, async () => {
        const result = await original(...args);
        // The uppermost of those that were made, where there may be several.
        const made = args.length > 1 ? result : realPath(args[0] as string);
        if (name === "mkdir" && typeof made === "string") watcher?.made(made);
        return result;
      });
    };
    Object.assign(promises, { [name]: watched });
  }
  const original = promises.open;
  const watchedOpen: typeof original = async (path, flags, mode) => {
    if (flags !== "wx" || pathBeneath(path) === undefined) return original(path, flags, mode);
    return around("open", async () => {
      const handle = await original(path, flags, mode);
      watcher?.made(pathOf(handle));
      return inHalves(handle);
    });
  };
  Object.assign(promises, { open: watchedOpen });
  const { sync } = handles;
  handles.sync = async function synced(this: FileHandle): Promise<void> {
    await sync.call(this);
    const path = pathOf(this);
    if (pathBeneath(path) !== undefined) watcher?.synced(path);
  };
  syncBuiltinESMExports();
}

async function around<T>(what: string, change: () => Promise<T>): Promise<T> {
  watcher?.pass(`file system: before ${what}`);
  const result = await change();
  watcher?.pass(`file system: after ${what}`);
  return result;
}

/** The same file, into which contents are written in two halves. */
function inHalves(handle: FileHandle): FileHandle {
  const whole = handle.writeFile.bind(handle);
  const writeFile = async (content: Uint8Array): Promise<void> => {
    await whole(content.subarray(0, content.length >> 1));
    watcher?.pass("file system: half of a file");
    await whole(content.subarray(content.length >> 1));
  };
  return Object.assign(handle, { writeFile });
}

function noteChange(name: string, path: string): void {
  if (isTemporaryName(path.slice(path.lastIndexOf("/") + 1))) return;
  const removes: Readonly<Record<string, "delete" | "drop">> = { unlink: "delete", rm: "delete", rmdir: "drop" };
  watcher?.note(removes[name] ?? "write", path);
}

function pathOf({ fd }: FileHandle): string {
  return readlinkSync(`/proc/self/fd/${fd}`);
}

/** A folder that is open is named by its number. */
function realPath(path: string): string {
  return path.startsWith("/proc/self/fd/") ? join(readlinkSync(dirname(path)), path.slice(dirname(path).length)) : path;
}

/** The path from the watched folder; a folder that is open is named by its number there. */
function pathBeneath(path: unknown): string | undefined {
  if (watcher === undefined || typeof path !== "string") return undefined;
  const below = relative(watcher.folder, realPath(path));
  return below === ".." || below.startsWith("../") ? undefined : below;
}
