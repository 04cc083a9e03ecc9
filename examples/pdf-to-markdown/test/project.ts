import { type ChildProcess, execFile, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";

const EXAMPLE = path.resolve(import.meta.dirname, "..");
/** Inside the example, so that packages are found from there. */
const PROGRAMS = path.join(EXAMPLE, ".test");
const COMMAND = path.join(EXAMPLE, "node_modules", "@coco", "cli", "bin", "coco.mjs");

export interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

/** The example in a folder of its own, with no PDF yet: run by its command, each time in a process of its own. */
export class Project {
  readonly folder: string;

  constructor() {
    mkdirSync(PROGRAMS, { recursive: true });
    this.folder = mkdtempSync(path.join(PROGRAMS, "project-"));
    writeFileSync(this.#at("package.json"), JSON.stringify({ name: "project", type: "module" }));
    for (const name of ["main.ts", "lines.ts", "markdown.ts"]) cpSync(path.join(EXAMPLE, name), this.#at(name));
    mkdirSync(this.#at("pdf"));
  }

  write(name: string, content: string | Uint8Array): void {
    mkdirSync(path.dirname(this.#at(name)), { recursive: true });
    writeFileSync(this.#at(name), content);
  }

  rename(from: string, to: string): void {
    mkdirSync(path.dirname(this.#at(to)), { recursive: true });
    renameSync(this.#at(from), this.#at(to));
  }

  remove(name: string): void {
    rmSync(this.#at(name), { recursive: true });
  }

  /** What the target folder holds, by path. */
  get converted(): Record<string, string> {
    const folder = this.#at("markdown");
    if (!existsSync(folder)) return {};
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));
    return Object.fromEntries(names.sort().map((name) => [name, readFileSync(path.join(folder, name), "utf8")]));
  }

  /** `coco <words> main.ts`, to its end. */
  coco(...words: readonly string[]): Promise<Outcome> {
    return new Promise((resolve) => {
      execFile(process.execPath, this.#command(words), { cwd: this.folder, env: environment() }, (error, out, errors) =>
        resolve({ code: error === null ? 0 : Number(error.code), output: out + errors }),
      );
    });
  }

  /** The same, which goes on: `end` interrupts it as Ctrl-C does. */
  start(...words: readonly string[]): { readonly process: ChildProcess; end(): Promise<Outcome> } {
    const child = spawn(process.execPath, this.#command(words), { cwd: this.folder, env: environment() });
    let output = "";
    child.stdout.on("data", (part) => (output += String(part)));
    child.stderr.on("data", (part) => (output += String(part)));
    const ended = new Promise<Outcome>((resolve) => child.on("close", (code) => resolve({ code, output })));
    return {
      process: child,
      end: () => {
        child.kill("SIGINT");
        return ended;
      },
    };
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #command([verb = "", ...options]: readonly string[]): string[] {
    return ["--conditions=coco-source", COMMAND, verb, "main.ts", ...options];
  }

  #at(name: string): string {
    return path.join(this.folder, name);
  }
}

function environment(): NodeJS.ProcessEnv {
  const { COCO_DB: _, FORCE_COLOR: __, ...others } = process.env;
  return others;
}
