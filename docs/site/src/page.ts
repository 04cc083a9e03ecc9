import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { documentsFolder } from "./places.ts";

/** One document, as the site shows it. */
export interface Page {
  /** From the documents' folder, with forward slashes: `guide/functions.md`. */
  readonly file: string;
  readonly title: string;
  /** The first paragraph after the title, in one line and without links. */
  readonly summary: string;
  readonly text: string;
}

/** The parts of the site, in their order. */
export const parts = [
  { folder: "guide", title: "Guide" },
  { folder: "connectors", title: "Connectors" },
  { folder: "ops", title: "Operations" },
  { folder: "cli", title: "Command line" },
  { folder: "contributing", title: "Contributing" },
  { folder: "internals", title: "Internals" },
  { folder: "decisions", title: "Decisions" },
] as const;

/** All documents, part by part; those of a part in the order in which `docs/README.md` names them. */
export function readPages(): Page[] {
  const overview = readFileSync(path.join(documentsFolder, "README.md"), "utf8");
  const rank = (file: string): number => {
    const at = overview.indexOf(`(${file})`);
    return at < 0 ? Number.MAX_SAFE_INTEGER : at;
  };
  const files = parts.flatMap(({ folder }) =>
    globSync(`${folder}/*.md`, { cwd: documentsFolder })
      .map((file) => file.replaceAll(path.sep, "/"))
      .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)),
  );
  return [...files, "glossary.md"].map((file) => pageOf(file, readFileSync(path.join(documentsFolder, file), "utf8")));
}

function pageOf(file: string, text: string): Page {
  const [, title] = /^# (.+)$/m.exec(text) ?? [];
  if (title === undefined) throw new Error(`${file} has no title: it must begin with a line "# …".`);
  return { file, title: title.replaceAll("`", ""), summary: summaryOf(text), text };
}

function summaryOf(text: string): string {
  const paragraphs = text.split(/\n\s*\n/).slice(1);
  const first = paragraphs.find((paragraph) => /^[\p{L}*_`[]/u.test(paragraph)) ?? "";
  return first
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}
