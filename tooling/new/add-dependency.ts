import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** Notes a package of the workspace as a dependency in another one's manifest; nothing is done where there is no such file. */
export function addDependency(manifest: string, name: string): void {
  if (!existsSync(manifest)) return;
  const before = JSON.parse(readFileSync(manifest, "utf8")) as { readonly dependencies?: Record<string, string> };
  const all = Object.entries({ ...before.dependencies, [name]: "workspace:^" });
  const dependencies = Object.fromEntries(all.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  writeFileSync(manifest, `${JSON.stringify({ ...before, dependencies }, undefined, 2)}\n`);
}
