import { cpSync, globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { succeed } from "./run-command.ts";
import type { ReleasedPackage } from "./release-copy.ts";

/** Publishes packages, each before those that need it. */
export async function publishAll(packages: readonly ReleasedPackage[], registry: string): Promise<void> {
  for (const { folder } of packages) await publish(folder, registry);
}

/** Publishes the same package once more, as a later version that was made for another engine. */
export async function publishMisfit(
  kit: ReleasedPackage,
  { registry, version }: { readonly registry: string; readonly version: string },
): Promise<void> {
  const folder = `${kit.folder}-misfit`;
  cpSync(kit.folder, folder, { recursive: true });
  change([path.join(folder, "package.json")], /"version": "[^"]+"/, `"version": "${version}"`);
  const built = globSync("dist/*.mjs", { cwd: folder }).map((file) => path.join(folder, file));
  change(built, /port\.version !== \d+/, "port.version !== 99");
  change(built, /is of port (?:\d+|\$\{\d+\})/, "is of port 99"); // the number as it is built: in the text, or put into it
  await publish(folder, registry);
}

async function publish(folder: string, registry: string): Promise<void> {
  await succeed("pnpm", ["publish", "--registry", registry, "--no-git-checks", "--access", "public"], {
    cwd: folder,
    env: { ...process.env, npm_config_provenance: "false" },
  });
}

/** Of several files, one or more must hold what is to be changed. */
function change(files: readonly string[], pattern: RegExp, by: string): void {
  let changed = 0;
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    if (!pattern.test(text)) continue;
    writeFileSync(file, text.replace(pattern, by));
    changed += 1;
  }
  if (changed === 0) throw new Error(`There is nothing like ${pattern} in ${files.join(", ")}.`);
}
