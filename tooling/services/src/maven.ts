import { execFile } from "node:child_process";
import { mkdtemp, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { ServiceError } from "./service-error.ts";

const run = promisify(execFile);

/** A program's parts: `group:artifact:version`, versions exact. Maven checks what it fetches against the repository's checksums. */
export type MavenArtifact = `${string}:${string}:${string}`;

/** Puts artifacts and all that they need into `folder`, as a whole or not at all. Maven knows where the user's repository is. */
export async function installArtifacts(artifacts: readonly MavenArtifact[], folder: string): Promise<void> {
  await run("mvn", ["--version"]).catch((cause: unknown) => {
    throw new ServiceError("there is no Maven (mvn) on this machine", { cause });
  });
  const partial = await mkdtemp(`${folder}.partial-`);
  try {
    await writeFile(path.join(partial, "pom.xml"), projectOf(artifacts));
    const unpacked = path.join(partial, "lib");
    const goal = ["dependency:copy-dependencies", `-DoutputDirectory=${unpacked}`, "-DincludeScope=runtime"];
    await run("mvn", ["-B", "-ntp", "-q", ...goal], { cwd: partial, maxBuffer: 1e8 }).catch((error: unknown) => {
      const words = (error as { stdout?: string }).stdout?.trim().split("\n")[0] ?? String(error);
      throw new ServiceError(`Maven could not fetch ${artifacts.join(", ")}: ${words}`, { cause: error });
    });
    await rename(unpacked, folder).catch(async (error: unknown) => {
      // Another process was faster: its copy is as good.
      const isThere = await stat(folder).then(
        (found) => found.isDirectory(),
        () => false,
      );
      if (!isThere) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

function projectOf(artifacts: readonly MavenArtifact[]): string {
  const dependencies = artifacts.map((artifact) => {
    const [group, name, version] = artifact.split(":");
    return `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>`;
  });
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>coco</groupId><artifactId>server</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>${dependencies.join("\n")}</dependencies></project>
`;
}
