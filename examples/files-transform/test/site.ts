import { execFile, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";

const EXAMPLE = path.resolve(import.meta.dirname, "..");
/** Inside the example, so that packages are found from there. */
const PROGRAMS = path.join(EXAMPLE, ".test");
const COMMAND = path.join(EXAMPLE, "node_modules", "@coco", "cli", "bin", "coco.mjs");

export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** The example in a folder of its own, with its documents: run by its command, each time in a process of its own. */
export class Site {
  folder: string;

  constructor() {
    mkdirSync(PROGRAMS, { recursive: true });
    this.folder = mkdtempSync(path.join(PROGRAMS, "site-"));
    writeFileSync(this.at("package.json"), JSON.stringify({ name: "site", type: "module" }));
    for (const name of ["main.ts", "page.ts", "docs"])
      cpSync(path.join(EXAMPLE, name), this.at(name), { recursive: true });
  }

  at(name: string): string {
    return path.join(this.folder, name);
  }

  write(name: string, content: string | Uint8Array): void {
    mkdirSync(path.dirname(this.at(name)), { recursive: true });
    writeFileSync(this.at(name), content);
  }

  /** Replaces a piece of a file, which must be there once. */
  edit(name: string, before: string, after: string): void {
    const parts = readFileSync(this.at(name), "utf8").split(before);
    if (parts.length !== 2) throw new Error(`${name} has ${parts.length - 1} times: ${before}`);
    writeFileSync(this.at(name), parts.join(after));
  }

  rename(from: string, to: string): void {
    mkdirSync(path.dirname(this.at(to)), { recursive: true });
    renameSync(this.at(from), this.at(to));
  }

  /** Moves all of it, as one moves a checkout. */
  move(): void {
    const place = mkdtempSync(path.join(PROGRAMS, "moved-"));
    renameSync(this.folder, path.join(place, "site"));
    this.folder = path.join(place, "site");
  }

  remove(name: string): void {
    rmSync(this.at(name), { recursive: true });
  }

  /** `coco <words> main.ts`. */
  coco(...words: readonly string[]): Promise<Outcome> {
    const [verb = "", ...options] = words;
    return new Promise((resolve) => {
      const args = ["--conditions=coco-source", COMMAND, verb, "main.ts", ...options];
      const { COCO_DB: _, FORCE_COLOR: __, ...env } = process.env;
      execFile(process.execPath, args, { cwd: this.folder, env }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
      );
    });
  }

  /** `coco update --live main.ts`, which goes on; what is given interrupts it as Ctrl-C does. */
  live(): () => Promise<Outcome> {
    const { COCO_DB: _, FORCE_COLOR: __, ...env } = process.env;
    const args = ["--conditions=coco-source", COMMAND, "update", "--live", "main.ts"];
    const child = spawn(process.execPath, args, { cwd: this.folder, env });
    let output = "";
    child.stdout.on("data", (part) => (output += String(part)));
    child.stderr.on("data", (part) => (output += String(part)));
    const ended = new Promise<Outcome>((resolve) => child.on("close", (code) => resolve({ code: code ?? -1, output })));
    return () => {
      child.kill("SIGINT");
      return ended;
    };
  }

  /** The pages by path, with what tells whether one was touched. */
  pages(): Record<string, { readonly content: string; readonly touched: string }> {
    if (!existsSync(this.at("html"))) return {};
    const names = readdirSync(this.at("html"), { recursive: true, encoding: "utf8" });
    const files = names.sort().filter((name) => statSync(this.at(`html/${name}`)).isFile());
    return Object.fromEntries(
      files.map((name) => {
        const { ctimeNs, ino } = statSync(this.at(`html/${name}`), { bigint: true });
        return [name, { content: readFileSync(this.at(`html/${name}`), "utf8"), touched: `${ino} ${ctimeNs}` }];
      }),
    );
  }

  /** What the target folder holds. */
  contents(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.pages()).map(([name, { content }]) => [name, content]));
  }

  /** What it would hold had there been one run only. */
  async contentsFromScratch(): Promise<Record<string, string>> {
    const other = new Site();
    try {
      for (const name of ["main.ts", "page.ts", "docs"]) {
        other.remove(name);
        cpSync(this.at(name), other.at(name), { recursive: true });
      }
      await other.coco("update");
      return other.contents();
    } finally {
      other.dispose();
    }
  }

  dispose(): void {
    const [top = ""] = path.relative(PROGRAMS, this.folder).split(path.sep);
    rmSync(path.join(PROGRAMS, top), { recursive: true, force: true });
  }
}
