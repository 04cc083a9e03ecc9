import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Random } from "../../../../core/src/testing/crash/random.ts";

const NAMES = ["a", "b", "c", "d", "e", "f", "g", "h"];
const MOST_FILES = 300;
/** What the operations of a moment may come upon: a file where a folder is wanted, or nothing. */
const EXPECTED = new Set(["EEXIST", "EINVAL", "EISDIR", "ENOENT", "ENOTDIR", "ENOTEMPTY", "ERR_FS_EISDIR"]);

/** A tree of files that is edited at random, as people, editors and scripts do. */
export class RandomTree {
  readonly #root: string;
  readonly #outside: string;
  readonly #random: Random;
  #count = 0;

  /** `outside`: where folders are moved to, and come back from. */
  constructor(root: string, outside: string, random: Random) {
    this.#root = root;
    this.#outside = outside;
    this.#random = random;
    for (const folder of [root, outside]) mkdirSync(folder, { recursive: true });
  }

  /** What files hold, by path; without those that go meanwhile. */
  static contents(root: string): Map<string, string> {
    const found: [string, string][] = [];
    const look = (folder: string): void => {
      for (const name of ifThere(() => readdirSync(join(root, folder))) ?? []) {
        const path = folder === "" ? name : `${folder}/${name}`;
        const isFile = ifThere(() => statSync(join(root, path)).isFile());
        const text = isFile === true ? ifThere(() => readFileSync(join(root, path), "utf8")) : undefined;
        if (text !== undefined) found.push([path, text]);
        if (isFile === false) look(path);
      }
    };
    look("");
    return new Map(found.sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  /** Does one thing; gives how many entries it was about. */
  edit(): number {
    this.#count += 1;
    const edit = this.#random.pick(this.#files().length > MOST_FILES ? [...REMOVALS] : [...EDITS]);
    return ifThere(() => edit.call(this)) ?? 0;
  }

  write(): number {
    this.#put(this.#newPath(), this.#text());
    return 1;
  }

  overwrite(): number {
    this.#put(this.#someFile(), this.#text());
    return 1;
  }

  replace(): number {
    const file = this.#someFile();
    this.#put(`${file}.new~`, this.#text());
    renameSync(this.#at(`${file}.new~`), this.#at(file));
    return 1;
  }

  rewriteInParts(): number {
    const file = this.#someFile();
    writeFileSync(this.#at(file), "");
    for (let part = 0; part < 3; part++) appendFileSync(this.#at(file), this.#text());
    return 1;
  }

  backUp(): number {
    const file = this.#someFile();
    renameSync(this.#at(file), this.#at(`${file}~`));
    this.#put(file, this.#text());
    rmSync(this.#at(`${file}~`), { recursive: true });
    return 1;
  }

  touch(): number {
    const now = new Date();
    utimesSync(this.#at(this.#someFile()), now, now);
    return 1;
  }

  remove(): number {
    rmSync(this.#at(this.#someFile()));
    return 1;
  }

  rename(): number {
    const to = this.#at(this.#newPath());
    mkdirSync(dirname(to), { recursive: true });
    renameSync(this.#at(this.#someFile()), to);
    return 1;
  }

  renameFolder(): number {
    const to = this.#at(this.#newPath());
    mkdirSync(dirname(to), { recursive: true });
    renameSync(this.#at(this.#someFolder()), to);
    return 1;
  }

  removeFolder(): number {
    rmSync(this.#at(this.#someFolder()), { recursive: true });
    return 1;
  }

  moveOut(): number {
    renameSync(this.#at(this.#someFolder()), join(this.#outside, `m${this.#count}`));
    return 1;
  }

  moveIn(): number {
    const waiting = readdirSync(this.#outside);
    if (waiting.length === 0) return 0;
    const to = this.#at(this.#newPath());
    mkdirSync(dirname(to), { recursive: true });
    renameSync(join(this.#outside, this.#random.pick(waiting)), to);
    return 1;
  }

  burst(): number {
    const folder = this.#newPath();
    for (let count = 0; count < 30; count++) this.#put(`${folder}/${count % 3}/f${count}`, this.#text());
    return 30;
  }

  #put(path: string, text: string): void {
    mkdirSync(dirname(this.#at(path)), { recursive: true });
    writeFileSync(this.#at(path), text);
  }

  #at(path: string): string {
    return join(this.#root, path);
  }

  #text(): string {
    return `text ${this.#count} ${"x".repeat(this.#random.below(40))}\n`;
  }

  #newPath(): string {
    const depth = 1 + this.#random.below(4);
    return Array.from({ length: depth }, () => this.#random.pick(NAMES)).join("/");
  }

  #files(): string[] {
    return this.#entries().filter((name) => statSync(this.#at(name)).isFile());
  }

  #someFile(): string {
    const files = this.#files();
    return files.length === 0 ? this.#newPath() : this.#random.pick(files);
  }

  #someFolder(): string {
    const folders = this.#entries().filter((name) => statSync(this.#at(name)).isDirectory());
    return folders.length === 0 ? this.#newPath() : this.#random.pick(folders);
  }

  #entries(): string[] {
    return readdirSync(this.#root, { recursive: true, encoding: "utf8" }).sort();
  }
}

function ifThere<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (EXPECTED.has((error as { code?: string }).code ?? "")) return undefined;
    throw error;
  }
}

const { prototype: tree } = RandomTree;
const REMOVALS = [tree.remove, tree.removeFolder, tree.moveOut];
const EDITS = [
  tree.write,
  tree.write,
  tree.overwrite,
  tree.overwrite,
  tree.replace,
  tree.rewriteInParts,
  tree.backUp,
  tree.touch,
  tree.remove,
  tree.rename,
  tree.rename,
  tree.renameFolder,
  tree.removeFolder,
  tree.moveOut,
  tree.moveIn,
  tree.burst,
];
