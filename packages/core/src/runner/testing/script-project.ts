import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const core = fileURLToPath(new URL("../../..", import.meta.url));

/** An application in a folder of its own, run by a fresh Node. */
export class ScriptProject {
  readonly folder: string = realpathSync(mkdtempSync(join(tmpdir(), "coco-script-")));

  constructor() {
    mkdirSync(join(this.folder, "node_modules", "@coco"), { recursive: true });
    symlinkSync(core, join(this.folder, "node_modules", "@coco", "core"));
    this.write("package.json", JSON.stringify({ name: "my-app", type: "module" }));
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), content);
  }

  /** Runs a module to its end; gives the lines that it printed. */
  async run(path: string): Promise<string[]> {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--conditions=coco-source", join(this.folder, path)],
      {
        cwd: tmpdir(),
        env: { ...process.env, NODE_OPTIONS: "" },
        timeout: 50_000,
      },
    );
    return stdout.trim().split("\n");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
