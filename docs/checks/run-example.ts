import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Runs an example as a program of its own, in a new folder with a state store of its own. Files that it needs stand in
 * `<name>.files` beside it. Gives what it printed.
 */
export async function runExample(file: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "coco-docs-"));
  try {
    const files = file.replace(/\.ts$/, ".files");
    if (existsSync(files)) cpSync(files, folder, { recursive: true });
    const { stdout } = await run(process.execPath, ["--conditions=coco-source", file], {
      cwd: folder,
      env: { ...process.env, COCO_DB: path.join(folder, "state.db") },
    });
    return stdout.trimEnd();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
