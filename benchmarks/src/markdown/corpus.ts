import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Sections a file has; each becomes one chunk. */
export const SECTIONS = 5;
const FILES_PER_FOLDER = 100;
const SECTION_LENGTH = 370;
/** The section that an edit rewrites. */
const EDITED_SECTION = 2;
const EVERY = 100;

const WORDS =
  "apple bridge candle desert engine forest garden harbor island jacket kettle ladder market needle orchard pencil quarry river saddle temple umbrella valley window yellow zebra anchor basket copper dragon ember feather glacier hammer ivory jungle kingdom lantern meadow nectar ocean palace quiver ribbon silver thunder velvet willow".split(
    " ",
  );

/** The path of file `index`, relative to the corpus. */
export function fileName(index: number): string {
  const folder = Math.floor(index / FILES_PER_FOLDER);
  return path.posix.join(`part-${String(folder).padStart(5, "0")}`, `note-${String(index).padStart(7, "0")}.md`);
}

/** About 2 KB of Markdown, the same for the same numbers. A later revision changes one section. */
export function fileText(index: number, revision = 0): string {
  const sections = Array.from({ length: SECTIONS }, (_, section) => {
    const seed = index * 31 + section * 1009 + (section === EDITED_SECTION ? revision * 7919 : 0);
    return `## Part ${section + 1} of note ${index}\n${sectionBody(seed)}\n`;
  });
  return `# Note ${index}\n${sections.join("")}`;
}

export function writeCorpus(folder: string, files: number): void {
  rmSync(folder, { recursive: true, force: true });
  for (let index = 0; index < files; index++) {
    const file = path.join(folder, fileName(index));
    if (index % FILES_PER_FOLDER === 0) mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, fileText(index));
  }
}

/** Rewrites one section in one file of a hundred. */
export function editCorpus(folder: string, files: number, revision: number): number {
  let edited = 0;
  for (let index = 7; index < files; index += EVERY, edited++) {
    writeFileSync(path.join(folder, fileName(index)), fileText(index, revision));
  }
  return edited;
}

/** Deletes one file of a hundred. */
export function deleteFromCorpus(folder: string, files: number): number {
  let deleted = 0;
  for (let index = 42; index < files; index += EVERY, deleted++) rmSync(path.join(folder, fileName(index)));
  return deleted;
}

/** The paths of all Markdown files of a folder, relative to it. */
export function* markdownFiles(root: string, folder = ""): Generator<string> {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* markdownFiles(root, name);
    else if (name.endsWith(".md")) yield name;
  }
}

/** One chunk for each section; the title goes with the first. */
export function splitSections(text: string): string[] {
  const parts = text.split(/^(?=## )/mu);
  const title = parts[0]?.startsWith("## ") ? "" : (parts.shift() ?? "");
  return parts.map((part, index) => ((index === 0 ? title : "") + part).trim());
}

function sectionBody(seed: number): string {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  let body = "";
  while (body.length < SECTION_LENGTH) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    body += `${WORDS[(state >>> 8) % WORDS.length]}${(state >>> 20) % 11 === 0 ? ".\n" : " "}`;
  }
  return body.trim();
}
