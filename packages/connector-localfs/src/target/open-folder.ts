import { existsSync } from "node:fs";
import { constants, type FileHandle, mkdir, open, readlink, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { systemCode } from "../errors/system-error.ts";
import { leadsOutside, pathBlocked, rootGone } from "../errors/target-failure.ts";
import { isDoubtful, noteMade } from "./made-folders.ts";
import { openFolder, syncFolder, syncHandle } from "./sync-folder.ts";

/**
 * On Linux a folder that is open can be reached by its number, whatever happens to the path that led there: so what was
 * checked is what is written into. Elsewhere the path is checked again just before a file takes its place.
 */
const NUMBERED = process.platform === "linux" && existsSync("/proc/self/fd") ? "/proc/self/fd" : undefined;

/** A folder within a root, open. */
export class OpenFolder {
  /** What paths to its entries begin with. */
  readonly base: string;
  /** Where it lies, for messages: as the user wrote it. */
  readonly shown: string;
  readonly #root: string;
  readonly #real: string;
  readonly #handle: FileHandle | undefined;
  #changed = false;

  private constructor(shown: string, root: string, real: string, handle: FileHandle | undefined) {
    this.shown = shown;
    this.#root = root;
    this.#real = real;
    this.#handle = handle;
    this.base = handle === undefined || NUMBERED === undefined ? real : `${NUMBERED}/${handle.fd}`;
  }

  /** @throws LocalfsError (`LOCALFS_ROOT_MISSING`) if there is none and it is not to be made. */
  static async root(folder: string, make: boolean): Promise<OpenFolder> {
    if (make) {
      const made = await mkdir(folder, { recursive: true });
      if (made !== undefined) {
        for (let above = folder; above.length >= made.length; above = join(above, "..")) {
          noteMade(above);
          isDoubtful(above);
          await syncFolder(join(above, ".."));
        }
      } else if (isDoubtful(folder)) await syncFolder(join(folder, ".."));
    }
    let real: string;
    try {
      real = await realpath(folder);
      if (!(await stat(real)).isDirectory()) throw pathBlocked(folder);
    } catch (error) {
      throw systemCode(error) === "ENOENT" ? rootGone(folder, error) : error;
    }
    return new OpenFolder(folder, real, real, await openFolder(real));
  }

  at(name: string): string {
    return `${this.base}/${name}`;
  }

  /**
   * A folder in it. `undefined`: there is none.
   * @throws LocalfsError (`LOCALFS_OUTSIDE_ROOT`) if a symbolic link there leads out of the root.
   */
  async enter(name: string, make: boolean): Promise<OpenFolder | undefined> {
    const shown = join(this.shown, name);
    try {
      return await this.#enter(name, shown);
    } catch (error) {
      const code = systemCode(error);
      if (code === "ENOTDIR" && make) throw pathBlocked(shown, error);
      if (code === "ENOTDIR") return undefined;
      if (code !== "ENOENT") throw error;
    }
    if (!make) return undefined;
    await this.makeFolder(name);
    return this.#enter(name, shown);
  }

  async makeFolder(name: string): Promise<void> {
    await this.check();
    try {
      await mkdir(this.at(name));
      noteMade(join(this.shown, name));
      this.#changed = true;
    } catch (error) {
      // Made by another write of this batch; or a link that leads nowhere, which is said when it is entered.
      if (systemCode(error) !== "EEXIST") throw error;
    }
  }

  async #enter(name: string, shown: string): Promise<OpenFolder> {
    const path = this.at(name);
    if (NUMBERED === undefined) {
      const real = await realpath(path);
      if (!isInside(this.#root, real)) throw leadsOutside(shown, this.#root);
      if (!(await stat(real)).isDirectory())
        throw Object.assign(new Error(`${shown} is no folder`), { code: "ENOTDIR" });
      return new OpenFolder(shown, this.#root, real, await openFolder(real));
    }
    const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
    const real = await readlink(`${NUMBERED}/${handle.fd}`);
    if (isInside(this.#root, real)) return new OpenFolder(shown, this.#root, real, handle);
    await handle.close();
    throw leadsOutside(shown, this.#root);
  }

  /** An entry was made, renamed or removed: closing it makes that durable. */
  changed(): void {
    this.#changed = true;
  }

  /** Where folders are reached by their paths: whether this one's still leads where it did. */
  async check(): Promise<void> {
    if (NUMBERED === undefined && (await realpath(this.#real)) !== this.#real)
      throw leadsOutside(this.shown, this.#root);
  }

  async close(): Promise<void> {
    try {
      if (this.#changed) await syncHandle(this.#handle);
    } finally {
      await this.#handle?.close();
    }
  }
}

function isInside(root: string, real: string): boolean {
  return real === root || real.startsWith(root.endsWith(sep) ? root : `${root}${sep}`);
}
