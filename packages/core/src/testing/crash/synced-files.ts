import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, truncateSync } from "node:fs";
import path from "node:path";
import type { Random } from "./random.ts";

/** A folder of files beside what a disk would still hold of it after a power cut: each file as it was last synced. */
export class SyncedFolder {
  readonly #folder: string;
  readonly #synced: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#synced = `${folder}.synced`;
    mkdirSync(folder, { recursive: true });
    mkdirSync(this.#synced, { recursive: true });
  }

  /** Takes a file or a folder as it is now, or that it is gone, for durable. */
  sync(relative: string): void {
    const [from, to] = [path.join(this.#folder, relative), path.join(this.#synced, relative)];
    if (!existsSync(from)) {
      rmSync(to, { recursive: true, force: true });
    } else if (statSync(from).isDirectory()) {
      rmSync(to, { recursive: true, force: true });
      cpSync(from, to, { recursive: true });
    } else {
      mkdirSync(path.dirname(to), { recursive: true });
      copyFileSync(from, to);
    }
  }

  /** The power goes: what was not synced since is kept, lost, or cut off, each file by itself. */
  cutPower(random: Random): void {
    this.#cut("", random);
  }

  #cut(relative: string, random: Random): void {
    const [live, synced] = [path.join(this.#folder, relative), path.join(this.#synced, relative)];
    const names = new Set([live, synced].flatMap((folder) => (existsSync(folder) ? readdirSync(folder) : [])));
    for (const name of [...names].sort()) {
      const [here, there] = [path.join(live, name), path.join(synced, name)];
      if (!existsSync(here)) {
        if (random.chance(0.5)) cpSync(there, here, { recursive: true }); // gone, and that was not synced
      } else if (statSync(here).isDirectory()) {
        if (!existsSync(there) && random.chance(0.5)) rmSync(here, { recursive: true });
        else this.#cut(path.join(relative, name), random);
      } else if (!existsSync(there)) {
        if (random.chance(0.5)) rmSync(here);
        else truncateSync(here, random.below(statSync(here).size + 1));
      } else if (random.chance(0.5)) {
        copyFileSync(there, here);
      }
    }
  }
}
