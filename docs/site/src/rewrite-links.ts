import path from "node:path";

export interface RewriteOptions {
  /** The page's place, from the documents' folder. */
  readonly file: string;
  /** Whether the site has such a page. */
  readonly isPage: (file: string) => boolean;
  /** Where the repository can be read, ending in a slash; without it, links to its files become plain text. */
  readonly repository: string | undefined;
}

/** Links to other pages stay as they are; those to files of the repository lead there. */
export function rewriteLinks(text: string, options: RewriteOptions): string {
  let fenced = false;
  return text
    .split("\n")
    .map((line) => {
      if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
      return fenced
        ? line
        : line.replace(LINK, (whole, label: string, to: string) => rewritten(whole, label, to, options));
    })
    .join("\n");
}

const LINK = /\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)/g;

function rewritten(whole: string, label: string, to: string, { file, isPage, repository }: RewriteOptions): string {
  if (/^(?:[a-z][a-z\d+.-]*:|#)/i.test(to)) return whole;
  const [place = ""] = to.split("#");
  const target = path.posix.join(path.posix.dirname(file), place);
  if (isPage(target) || /\.(?:svg|png)$/.test(target)) return whole;
  return repository === undefined ? label : `[${label}](${new URL(path.posix.join("docs", target), repository).href})`;
}
