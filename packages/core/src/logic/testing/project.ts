import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { ModuleReport } from "./module-report.ts";

/** File contents by path inside a project; `null` leaves a file out; a path under `node_modules` may be a link (`../…`). */
export type Files = { readonly [path: string]: string | null };

const reporter = fileURLToPath(new URL("./report-logic.ts", import.meta.url));
const connectorkit = import.meta.resolve("@coco/connectorkit");

/** Folders of small projects on disk, removed at the end. */
export class Projects {
  readonly root: string = realpathSync(mkdtempSync(join(tmpdir(), "coco-logic-")));
  private count = 0;

  /** Writes a project into a folder of its own and gives the folder. */
  write(files: Files): string {
    const folder = join(this.root, `project-${this.count++}`, "app");
    const all: Files = {
      "package.json": JSON.stringify({ name: "my-app", type: "module" }),
      "node_modules/@coco/core/package.json": JSON.stringify({
        name: "@coco/core",
        version: "1.0.0",
        type: "module",
        exports: "./index.js",
        coco: { logicVersion: 1 },
      }),
      "node_modules/@coco/core/index.js": `export * from ${JSON.stringify(connectorkit)};\n`,
      ...files,
    };
    for (const [path, content] of Object.entries(all)) {
      if (content === null) continue;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      if (path.startsWith("node_modules/") && content.startsWith("../")) symlinkSync(content, join(folder, path));
      else writeFileSync(join(folder, path), content);
    }
    return folder;
  }

  /** Runs the modules in one fresh Node and gives what is said of each. */
  async report(
    files: readonly string[],
    env: Readonly<Record<string, string>> = {},
    flags: readonly string[] = [],
  ): Promise<ModuleReport[]> {
    const args = ["--conditions=coco-source", ...flags, reporter, ...files];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      cwd: this.root,
      env: { ...process.env, NODE_OPTIONS: "", ...env },
      maxBuffer: 1 << 26,
    });
    return stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as ModuleReport);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
