import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";

const HEADER =
  "// The public declarations of this package, as built. Not written by hand: `pnpm api:update` writes it.\n";

/** What users of a package can see, in one text: its built declarations, one file after the other. */
export async function builtDeclarations(packageFolder: string): Promise<string> {
  const dist = path.join(packageFolder, "dist");
  const files = globSync("**/*.d.mts", { cwd: dist }).sort();
  if (files.length === 0) throw new Error(`${dist} holds no declarations: build the package first (pnpm build).`);
  const parts = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(path.join(dist, file), "utf8");
      return `\n// ${file.split(path.sep).join("/")}\n\n${text.replace(/^\/\/[#@] ?sourceMappingURL=.*$/gm, "").trim()}\n`;
    }),
  );
  return HEADER + parts.join("");
}

/** The committed file, in the package's folder. */
export const SNAPSHOT_FILE: string = "api.d.ts";
