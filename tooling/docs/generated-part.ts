/** What stands around a part of a page that is made by a program. */
const BEGIN =
  "<!-- From the declarations of the connectors, by `node --conditions=coco-source tooling/docs/main.ts`: -->";
const END = "<!-- End of what is generated. -->";

/** The page with another text between its marks. */
export function withGenerated(page: string, text: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`The page lacks its marks:\n${BEGIN}\n${END}`);
  return `${page.slice(0, begin)}${BEGIN}\n\n${text}\n\n${page.slice(end)}`;
}
