import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import type { Random } from "./random.ts";

interface Synced {
  /** The name of the folder with the copies. */
  readonly copies: string;
  /** Length of the log; nothing when there was none. */
  readonly logBytes: number | undefined;
}

/**
 * A SQLite file with its log beside what a disk is sure to hold of them: both as they were when the last transaction had
 * been committed. SQLite has a transaction in its log when it has committed it; the store syncs the log, and nothing is sure after that.
 */
export class SyncedDatabase {
  readonly #file: string;
  readonly #log: string;
  readonly #note: string;

  constructor(file: string) {
    this.#file = file;
    this.#log = `${file}-wal`;
    this.#note = `${file}.synced.json`;
  }

  /** Takes the files as they are now for durable. Whoever is killed meanwhile leaves the copy before. */
  sync(): void {
    const folder = mkdtempSync(`${this.#file}.synced-`);
    copyFileSync(this.#file, path.join(folder, "file"));
    const logged = existsSync(this.#log);
    if (logged) copyFileSync(this.#log, path.join(folder, "log"));
    const before = this.#synced();
    const now: Synced = { copies: path.basename(folder), logBytes: logged ? statSync(this.#log).size : undefined };
    writeFileSync(`${this.#note}.new`, JSON.stringify(now));
    renameSync(`${this.#note}.new`, this.#note);
    if (before !== undefined) rmSync(this.#beside(before.copies), { recursive: true, force: true });
  }

  /** The power goes: what came after the last commit is lost, or stands in the log in part, or as rubbish. */
  cutPower(random: Random): void {
    const synced = this.#synced();
    if (synced === undefined) return;
    const folder = this.#beside(synced.copies);
    if (random.chance(0.7)) rmSync(`${this.#file}-shm`, { force: true });
    const tail = existsSync(this.#log) ? statSync(this.#log).size - (synced.logBytes ?? 0) : 0;
    const sameFile = readFileSync(this.#file).equals(readFileSync(path.join(folder, "file")));
    const isLogged = synced.logBytes !== undefined && existsSync(this.#log);
    if (!sameFile || !isLogged || tail < 0 || random.chance(0.4)) {
      copyFileSync(path.join(folder, "file"), this.#file);
      rmSync(this.#log, { force: true });
      if (synced.logBytes !== undefined) copyFileSync(path.join(folder, "log"), this.#log);
    } else if (random.chance(0.5)) {
      truncateSync(this.#log, (synced.logBytes ?? 0) + random.below(tail + 1));
    } else {
      truncateSync(this.#log, synced.logBytes);
      const rubbish = Buffer.from(Array.from({ length: random.below(20_000) }, () => random.below(256)));
      appendFileSync(this.#log, random.chance(0.5) ? rubbish : Buffer.alloc(rubbish.length));
    }
  }

  #beside(name: string): string {
    return path.join(path.dirname(this.#file), name);
  }

  #synced(): Synced | undefined {
    return existsSync(this.#note) ? (JSON.parse(readFileSync(this.#note, "utf8")) as Synced) : undefined;
  }
}
