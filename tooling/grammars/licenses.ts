import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { GRAMMARS, RUNTIME } from "./grammar-list.ts";

/** Writes the licences of all sources into one file, which is shipped with what was built from them. */
export function writeLicenses(crates: string, file: string): void {
  const names = [...new Set([RUNTIME, ...GRAMMARS].map(({ crate }) => crate))].toSorted();
  const sections = names.map((name) => {
    const folder = path.join(crates, name);
    const manifest = readFileSync(path.join(folder, "Cargo.toml"), "utf8");
    const texts = readdirSync(folder)
      .filter((entry) => /^(?:licen[cs]e|copying)/i.test(entry))
      .map((entry) => readFileSync(path.join(folder, entry), "utf8").trim());
    const license = /^license = "(.*)"$/m.exec(manifest)?.[1] ?? "see its repository";
    const authors = [...(/^authors = \[([^\]]*)\]/m.exec(manifest)?.[1] ?? "").matchAll(/"([^"<]*?)\s*(?:<[^"]*)?"/g)];
    const holders = authors.map(([, author]) => author).join(", ");
    const heading = `${name} ${/^version = "(.*)"$/m.exec(manifest)?.[1] ?? ""}: ${license}${holders && `, by ${holders}`}`;
    const source = /^repository = "(.*)"$/m.exec(manifest)?.[1];
    return [heading, ...(source === undefined ? [] : [source]), ...texts].join("\n\n");
  });
  writeFileSync(file, `${sections.join(`\n\n${"-".repeat(80)}\n\n`)}\n`);
}
