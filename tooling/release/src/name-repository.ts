import { globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Writes into the manifest of each published package of `root` where the repository is that it was built from. */
export function nameRepository(root: string, url: string): string[] {
  return globSync("packages/*/package.json", { cwd: root })
    .sort()
    .flatMap((file) => {
      const place = path.join(root, file);
      const manifest = JSON.parse(readFileSync(place, "utf8")) as Record<string, unknown>;
      if (manifest["private"] === true) return [];
      const directory = path.dirname(file).replaceAll(path.sep, "/");
      const repository = { type: "git", url: `git+${url}.git`, directory };
      writeFileSync(place, `${JSON.stringify({ ...manifest, repository }, undefined, 2)}\n`);
      return [String(manifest["name"])];
    });
}
