import { execFile } from "node:child_process";

export interface EndedProcess {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, in a folder, with nothing in its environment but what it is given and what it needs. */
export function runNode(
  file: string,
  args: readonly string[],
  cwd: string,
  environment: Record<string, string> = {},
): Promise<EndedProcess> {
  const { COCO_MODEL_DIR: _, COCO_MODEL_DOWNLOAD: __, COCO_DB: ___, FORCE_COLOR: ____, ...inherited } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--conditions=coco-source", file, ...args],
      { cwd, env: { ...inherited, ...environment } },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}
