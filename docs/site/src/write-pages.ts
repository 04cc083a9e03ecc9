import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { llmsFull, llmsIndex } from "./llms.ts";
import { type Page, readPages } from "./page.ts";
import { documentsFolder, pagesFolder, repositoryFolder } from "./places.ts";
import { writeReference } from "./reference.ts";
import { rewriteLinks } from "./rewrite-links.ts";

/** Makes everything that the site is built from: documents, reference, pictures, and the lists for programs. */
export async function writePages(): Promise<readonly Page[]> {
  rmSync(pagesFolder, { recursive: true, force: true });
  const pages = readPages();
  const known = new Set(pages.map(({ file }) => file));
  const repository = repositoryAddress();
  for (const { file, text } of pages)
    write(file, rewriteLinks(text, { file, repository, isPage: (target) => known.has(target) }));
  for (const picture of globSync("**/*.{svg,png}", { cwd: documentsFolder, exclude: ["node_modules/**", "site/**"] }))
    cpSync(path.join(documentsFolder, picture), path.join(pagesFolder, picture));
  write("index.md", HOME);
  await writeReference(path.join(pagesFolder, "reference"));
  write("public/llms.txt", llmsIndex(pages));
  write("public/llms-full.txt", llmsFull(pages));
  return pages;
}

function write(file: string, text: string): void {
  const place = path.join(pagesFolder, file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, text);
}

/** Where the repository's manifest says that it can be read. */
function repositoryAddress(): string | undefined {
  const manifest = JSON.parse(readFileSync(path.join(repositoryFolder, "package.json"), "utf8")) as {
    homepage?: string;
  };
  return manifest.homepage === undefined ? undefined : new URL("blob/main/", `${manifest.homepage}/`).href;
}

const HOME = `---
layout: home
hero:
  name: coco
  text: Indexes that stay fresh
  tagline: Say what a target should hold, as an ordinary function of what a source holds now. Only the work whose inputs or code changed is repeated.
  actions:
    - theme: brand
      text: Getting started
      link: /guide/getting-started
    - theme: alt
      text: How the engine keeps its rules
      link: /internals/
features:
  - title: Declare, do not diff
    details: No cache invalidation, no diffing, no deletes. What your function no longer declares is deleted from the target.
  - title: Only what changed
    details: Inputs, code, helpers, constants and context are tracked down to the argument. A run with no change writes nothing.
  - title: Safe to kill
    details: Every write is planned first. A process killed at any instant is mended by the next run, without deleting and inserting.
  - title: It tells you why
    details: See a plan before anything is written, why a component ran, and where a row of the target came from.
---
`;
