import { type ChildProcess, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable } from "node:stream";

const packageFolder = path.resolve(import.meta.dirname, "../..");
/** The command as users start it. */
export const command: string = path.join(packageFolder, "bin", "coco.mjs");

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** A project of a user's in a folder of its own, with the engine installed as a package manager would link it. */
export class Project {
  readonly folder: string = mkdtempSync(path.join(tmpdir(), "coco-cli-"));

  constructor(files: Readonly<Record<string, string>> = {}) {
    mkdirSync(path.join(this.folder, "node_modules", "@coco"), { recursive: true });
    symlinkSync(path.resolve(packageFolder, "../core"), path.join(this.folder, "node_modules", "@coco", "core"));
    this.write({ "package.json": '{ "name": "project", "type": "module" }', ...files });
  }

  /** Installs packages of this repository, and those of others that they are tested with, as a package manager would. */
  install(names: Iterable<string>): void {
    for (const name of names) {
      const link = path.join(this.folder, "node_modules", name);
      mkdirSync(path.dirname(link), { recursive: true });
      if (!existsSync(link)) symlinkSync(realpathSync(path.join(packageFolder, "node_modules", name)), link);
    }
  }

  /** A project with the app of the fixtures and these files in its `in`. */
  static shouting(inputs: Readonly<Record<string, string>> = { "a.txt": "one", "b.txt": "two" }): Project {
    const project = new Project(Object.fromEntries(Object.entries(inputs).map(([name, text]) => [`in/${name}`, text])));
    cpSync(path.join(import.meta.dirname, "fixtures"), project.folder, { recursive: true });
    return project;
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  remove(name: string): void {
    rmSync(path.join(this.folder, name), { recursive: true });
  }

  /** The files that the app has written, with their texts. */
  output(): Record<string, string> {
    const folder = path.join(this.folder, "out");
    if (!existsSync(folder)) return {};
    return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), "utf8")]));
  }

  /** Runs `coco` in the project's folder, with pipes in place of a terminal. */
  async coco(args: readonly string[], environment: Readonly<Record<string, string>> = {}, from = "."): Promise<Ended> {
    return this.start(args, environment, from).ended;
  }

  start(args: readonly string[], environment: Readonly<Record<string, string>> = {}, from = "."): Started {
    const child = spawn(process.execPath, [command, ...args], {
      cwd: path.join(this.folder, from),
      env: environmentFor(environment),
      stdio: ["ignore", "pipe", "pipe"],
    });
    return new Started(child);
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The test's own environment without what would change how the command behaves. */
export function environmentFor(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const environment = { ...process.env, ...more };
  // NODE_PATH: package managers point it at packages that a project does not have.
  for (const name of ["CI", "FORCE_COLOR", "NO_COLOR", "NODE_PATH", "COCO_DB", "COCO_TRACE", "DATABASE_URL"]) {
    if (more[name] === undefined) delete environment[name];
  }
  return environment;
}

/** A command that goes on. */
export class Started {
  readonly #child: ChildProcess;
  readonly ended: Promise<Ended>;
  #out = "";
  #err = "";

  constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout?.setEncoding("utf8").on("data", (text: string) => (this.#out += text));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.#err += text));
    this.ended = new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve({ code, signal, out: this.#out, err: this.#err }));
    });
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Stops reading what the command prints, as `head` does. */
  closeOutput(): void {
    this.#child.stdout?.destroy();
  }

  /** What it has said on standard error so far. */
  get err(): string {
    return this.#err;
  }

  /** Resolves when standard error holds `text`; rejects when the command ends before. */
  says(text: string): Promise<void> {
    return this.saysTimes(text, 1);
  }

  /** The same for a text that comes again and again. */
  async saysTimes(text: string, times: number): Promise<void> {
    await this.#until(this.#child.stderr, () => this.#err.split(text).length > times, text);
  }

  /** Resolves when standard output holds `text`; rejects when the command ends before. */
  async prints(text: string): Promise<void> {
    await this.#until(this.#child.stdout, () => this.#out.includes(text), text);
  }

  async #until(stream: Readable | null, holds: () => boolean, text: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (holds()) resolve();
      };
      stream?.on("data", look);
      this.#child.once("close", () => reject(new Error(`ended without ${text}: ${this.#out}${this.#err}`)));
      look();
    });
  }
}
