import { globSync, lstatSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { npmCommand } from "../../bootstrap/npm-command.mjs";
import { succeed } from "./run-command.ts";

/** What an installation brought. */
export interface Installed {
  readonly seconds: number;
  readonly megabytes: number;
  /** The names of all packages, own and of others. */
  readonly names: readonly string[];
}

/** A project in an empty folder, as a user has it. */
export class UserProject {
  readonly folder: string;
  readonly #registry: string;

  constructor(folder: string, registry: string) {
    this.folder = folder;
    this.#registry = registry;
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "a-user", private: true, type: "module" }));
  }

  async install(...packages: readonly string[]): Promise<Installed> {
    const { command, leading } = npmCommand(process.env);
    const settings = [
      "--registry",
      this.#registry,
      "--no-audit",
      "--no-fund",
      "--cache",
      path.join(this.folder, ".npm"),
    ];
    // The settings of whoever runs the rehearsal are not the user's.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^p?npm_/i.test(name)));
    const { seconds } = await succeed(command, [...leading, "install", ...packages, ...settings], {
      cwd: this.folder,
      env,
    });
    return { seconds, ...this.#look() };
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(this.folder, file)), { recursive: true });
    writeFileSync(path.join(this.folder, file), text);
  }

  #look(): { megabytes: number; names: string[] } {
    const modules = path.join(this.folder, "node_modules");
    const files = globSync("**/*", { cwd: modules }).map((file) => lstatSync(path.join(modules, file)));
    const bytes = files.reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
    const manifests = globSync("{*,@*/*}/package.json", { cwd: modules });
    return {
      megabytes: bytes / 1e6,
      names: manifests.map((file) => path.dirname(file).replaceAll(path.sep, "/")).sort(),
    };
  }
}
