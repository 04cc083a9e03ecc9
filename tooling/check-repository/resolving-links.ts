import path from "node:path";
import type { Repository, Rule } from "./rule.ts";

/** A link of a Markdown document. */
interface Link {
  readonly target: string;
  readonly line: number;
}

export const resolvingLinks: Rule = {
  name: "relative links of documents lead somewhere",
  check: (repository) =>
    repository.files
      .filter((file) => file.endsWith(".md"))
      .flatMap((file) =>
        linksOf(repository.text(file) ?? "").flatMap(({ target, line }) => {
          const problem = problemOf(target, file, repository);
          return problem === undefined ? [] : [`${file}:${line}: ${target}: ${problem}`];
        }),
      ),
};

function problemOf(target: string, from: string, { files, text }: Repository): string | undefined {
  if (/^[a-z][a-z\d+.-]*:/i.test(target)) return undefined;
  const [place = "", anchor] = target.split("#");
  const file = place === "" ? from : path.posix.join(path.posix.dirname(from), decodeURI(place)).replace(/\/$/, "");
  if (!files.includes(file)) {
    const isFolder = file === "." || files.some((one) => one.startsWith(`${file}/`));
    return isFolder ? undefined : `there is no ${file}`;
  }
  if (anchor === undefined || !file.endsWith(".md")) return undefined;
  return anchorsOf(text(file) ?? "").has(anchor) ? undefined : `${file} has no heading #${anchor}`;
}

/** Links in the text, inline and by reference; not those in code. */
function linksOf(markdown: string): Link[] {
  return proseOf(markdown).flatMap((text, index) => {
    const inline = [...text.matchAll(/\]\(\s*<?([^\s()<>]+(?:\([^\s()]*\))?)>?(?:\s+"[^"]*")?\s*\)/g)];
    const defined = [...text.matchAll(/^\s{0,3}\[[^\]]+\]:\s*<?([^\s<>]+)>?/g)];
    return [...inline, ...defined].map(([, target = ""]) => ({ target, line: index + 1 }));
  });
}

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  for (const line of proseOf(markdown, true)) {
    const [, heading] = /^#{1,6}\s+(.*?)\s*#*$/.exec(line) ?? [];
    if (heading === undefined) continue;
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll(/[`*]/g, "");
    const slug = plain
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-");
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** The lines of a document, with fenced code left empty, and code inside of lines too unless it is wanted. */
function proseOf(markdown: string, withCode = false): string[] {
  let fence: string | undefined;
  return markdown.split("\n").map((line) => {
    const [, mark] = /^\s*(`{3,}|~{3,})/.exec(line) ?? [];
    if (fence !== undefined) {
      if (mark?.startsWith(fence)) fence = undefined;
      return "";
    }
    if (mark !== undefined) {
      fence = mark;
      return "";
    }
    return withCode ? line : line.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, "");
  });
}
