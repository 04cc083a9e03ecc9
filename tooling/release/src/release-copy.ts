import { cpSync, existsSync, globSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../repository-root.ts";
import { changesetsProgram } from "./run-changesets.ts";
import { succeed } from "./run-command.ts";

/** A package as it is to be published. */
export interface ReleasedPackage {
  readonly name: string;
  readonly version: string;
  /** In the copy. */
  readonly folder: string;
}

/** Copies what is committed or about to be, with what was built, raises the versions and writes the CHANGELOGs. */
export async function makeReleaseCopy(folder: string): Promise<readonly ReleasedPackage[]> {
  const { stdout } = await succeed("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    cwd: repositoryRoot,
  });
  for (const file of stdout.split("\0").filter((one) => one !== "")) {
    const from = path.join(repositoryRoot, file);
    if (!existsSync(from)) continue; // deleted, and not committed yet
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    cpSync(from, path.join(folder, file));
  }
  for (const dist of globSync("packages/*/dist", { cwd: repositoryRoot }))
    cpSync(path.join(repositoryRoot, dist), path.join(folder, dist), { recursive: true });
  // Changesets asks git what the main branch is.
  for (const args of [
    ["init", "-q", "-b", "main"],
    ["add", "-A"],
    [...AUTHOR, "commit", "-q", "-m", "copy"],
  ])
    await succeed("git", args, { cwd: folder });
  await succeed(process.execPath, [changesetsProgram, "version"], { cwd: folder });
  await succeed("pnpm", ["install", "--offline", "--prod", "--ignore-scripts", "--no-frozen-lockfile", ...PACKAGES], {
    cwd: folder,
  });
  return releasedPackages(folder);
}

const AUTHOR = ["-c", "user.name=rehearsal", "-c", "user.email=rehearsal@localhost"];
const PACKAGES: readonly string[] = ["--filter", "./packages/*"];

function releasedPackages(folder: string): ReleasedPackage[] {
  return globSync("packages/*/package.json", { cwd: folder })
    .sort()
    .map((file) => {
      const place = path.join(folder, path.dirname(file));
      const {
        name,
        private: isPrivate,
        version,
      } = JSON.parse(readFileSync(path.join(folder, file), "utf8")) as {
        readonly name: string;
        readonly version: string;
        readonly private?: boolean;
      };
      if (isPrivate !== true && !existsSync(path.join(place, "dist")))
        throw new Error(
          `${name} is not built: \`pnpm build\` does it, and tooling/release/package.json must name the package.`,
        );
      return { name, version, folder: place, isPrivate };
    })
    .filter(({ isPrivate }) => isPrivate !== true);
}
