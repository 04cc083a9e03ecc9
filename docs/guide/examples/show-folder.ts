import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Prints the files of a folder, for the examples of the guide. */
export function showFolder(folder: string): void {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  console.log(
    names.length === 0
      ? "  (nothing)"
      : names.map((name) => `  ${name} ${readFileSync(`${folder}/${name}`, "utf8")}`).join("\n"),
  );
}
