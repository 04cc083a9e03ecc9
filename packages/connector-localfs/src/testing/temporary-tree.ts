import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder for one test, removed after it. */
export class TemporaryTree {
  readonly root: string = realpathSync(mkdtempSync(join(tmpdir(), "localfs-")));

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    onTestFinished(() => rmSync(this.root, { recursive: true, force: true }));
    for (const [path, content] of Object.entries(files)) this.write(path, content);
  }

  at(path: string): string {
    return join(this.root, path);
  }

  /** Writes a file with the present time, and the folders that it lies in. */
  write(path: string, content: string | Uint8Array = ""): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), content);
  }

  /** Gives a file a time stamp some seconds ago. */
  age(path: string, seconds: number): void {
    const time = Math.floor(Date.now() / 1000) - seconds;
    utimesSync(this.at(path), time, time);
  }

  remove(path: string): void {
    rmSync(this.at(path), { recursive: true });
  }
}
