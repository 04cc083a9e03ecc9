import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Random } from "../../../../core/src/testing/crash/random.ts";

/** An entry of a folder: what stands there, by its number. */
interface Entry {
  readonly inode: number;
  readonly isFolder: boolean;
}

/** What a disk would still hold of a tree after a power cut. */
interface Durable {
  /** The entries of folders that were synced, by path from the root of the tree. */
  folders: Record<string, Record<string, Entry>>;
  /** Contents and modes of files that were synced, by number. */
  files: Record<string, { readonly text: string; readonly mode: number }>;
}

/**
 * A tree beside what a disk would still hold of it: files as they were last synced, and the entries of folders as these
 * were. It is kept in a file beside the tree, since processes that write there are killed.
 */
export class DurableTree {
  readonly #root: string;
  readonly #file: string;

  constructor(root: string) {
    this.#root = root;
    this.#file = `${root}.durable.json`;
  }

  /** A file or a folder is durable as it is now. `path`: absolute. */
  synced(path: string): void {
    if (!existsSync(path)) return;
    const { ino, mode } = statSync(path);
    const below = this.#below(path);
    this.#change((durable) => {
      if (below in durable.folders || statSync(path).isDirectory()) durable.folders[below] = entriesOf(path);
      else durable.files[ino] = { text: readFileSync(path, "utf8"), mode: mode & 0o777 };
    });
  }

  /** A file or a folder is new: what was known of its number, or beneath its path, was about another one. */
  made(path: string): void {
    const { ino } = statSync(path);
    const below = this.#below(path);
    this.#change((durable) => {
      delete durable.files[ino];
      for (const folder of Object.keys(durable.folders))
        if (folder === below || folder.startsWith(`${below}/`)) delete durable.folders[folder];
    });
  }

  /** The power goes: what was not synced since is kept, lost, or cut off, each entry by itself. */
  cutPower(random: Random): void {
    if (!existsSync(dirname(this.#file))) return; // killed before it had made anything
    this.#cut("", this.#read(), random);
    // What is left is what the disk holds.
    const durable: Durable = { folders: {}, files: {} };
    const keep = (below: string): void => {
      const folder = join(this.#root, below);
      durable.folders[below] = entriesOf(folder);
      for (const [name, { inode, isFolder }] of Object.entries(entriesOf(folder))) {
        const path = join(folder, name);
        if (isFolder) keep(join(below, name));
        else durable.files[inode] = { text: readFileSync(path, "utf8"), mode: statSync(path).mode & 0o777 };
      }
    };
    if (existsSync(this.#root)) keep("");
    this.#write(durable);
  }

  #cut(below: string, durable: Durable, random: Random): void {
    const folder = join(this.#root, below);
    if (!existsSync(folder)) return;
    const [now, before] = [entriesOf(folder), durable.folders[below] ?? {}];
    for (const name of [...new Set([...Object.keys(now), ...Object.keys(before)])].sort()) {
      const same = now[name]?.inode === before[name]?.inode;
      const chosen = same || random.chance(0.5) ? now[name] : before[name];
      const path = join(folder, name);
      if (chosen !== now[name] || chosen === undefined) rmSync(path, { recursive: true, force: true });
      if (chosen?.isFolder === true) {
        mkdirSync(path, { recursive: true });
        this.#cut(join(below, name), durable, random);
      } else if (chosen !== undefined) {
        const known = durable.files[chosen.inode];
        const text = known?.text ?? cutOff(existsSync(path) ? readFileSync(path, "utf8") : "", random);
        writeFileSync(path, text);
        if (known !== undefined) chmodSync(path, known.mode);
      }
    }
  }

  #below(path: string): string {
    return relative(this.#root, path);
  }

  #change(change: (durable: Durable) => unknown): void {
    const durable = this.#read();
    change(durable);
    this.#write(durable);
  }

  #read(): Durable {
    if (!existsSync(this.#file)) return { folders: {}, files: {} };
    return JSON.parse(readFileSync(this.#file, "utf8")) as Durable;
  }

  #write(durable: Durable): void {
    // Whole or not at all: the process is killed at any instant.
    writeFileSync(`${this.#file}.new`, JSON.stringify(durable));
    renameSync(`${this.#file}.new`, this.#file);
  }
}

function entriesOf(folder: string): Record<string, Entry> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => {
      const stats = statSync(join(folder, name));
      return [name, { inode: stats.ino, isFolder: stats.isDirectory() }];
    }),
  );
}

function cutOff(text: string, random: Random): string {
  return text.slice(0, random.below(text.length + 1));
}
