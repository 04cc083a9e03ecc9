import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const core = fileURLToPath(new URL("../..", import.meta.url));

/** A program on disk that is edited between its runs, each in a process of its own, as users edit and run theirs. */
export class Program {
  readonly folder: string = realpathSync(mkdtempSync(path.join(tmpdir(), "coco-program-")));

  constructor(files: Readonly<Record<string, string>>) {
    this.write({ "package.json": JSON.stringify({ name: "my-app", type: "module" }), ...files });
    const scope = path.join(this.folder, "node_modules", "@coco");
    mkdirSync(scope, { recursive: true });
    symlinkSync(core, path.join(scope, "core"));
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  /** Runs a module of the program; gives the lines that it prints. Rejects, with what it says, when it exits with an error. */
  async run(file: string = "main.ts", env: Readonly<Record<string, string>> = {}): Promise<string[]> {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--conditions=coco-source", path.join(this.folder, file)],
      {
        cwd: tmpdir(),
        env: { ...process.env, NODE_OPTIONS: "", COCO_DB: "", ...env },
      },
    );
    return stdout.split("\n").filter((line) => line !== "");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
