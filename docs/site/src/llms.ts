import { type Page, parts } from "./page.ts";

const INTRODUCTION = `# coco

> An incremental indexing framework for TypeScript: an application declares what a target (vectors, full text, tables,
> files) should hold as a function of what a source holds; the engine repeats only the work whose inputs or code changed.
`;

/** The list of all pages, in the form of llms.txt: a title, a summary, and links with notes. */
export function llmsIndex(pages: readonly Page[]): string {
  const sections = parts.flatMap(({ folder, title }) => {
    const own = pages.filter(({ file }) => file.startsWith(`${folder}/`));
    return own.length === 0 ? [] : [`## ${title}\n\n${own.map(entry).join("\n")}\n`];
  });
  return [INTRODUCTION, ...sections].join("\n");
}

/** The pages for users, one after the other. */
export function llmsFull(pages: readonly Page[]): string {
  const forUsers = pages.filter(({ file }) => !/^(?:internals|decisions|contributing)\//.test(file));
  return [INTRODUCTION, ...forUsers.map(({ file, text }) => `<!-- ${file} -->\n\n${text}`)].join("\n");
}

function entry({ file, summary, title }: Page): string {
  return `- [${title}](/${file.replace(/\.md$/, "")})${summary === "" ? "" : `: ${summary}`}`;
}
