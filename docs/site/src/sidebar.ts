import type { DefaultTheme } from "vitepress";
import { type Page, parts } from "./page.ts";

/** One group a part; work on coco itself is folded. */
export function sidebarOf(pages: readonly Page[]): DefaultTheme.SidebarItem[] {
  const groups = parts.flatMap(({ folder, title }) => {
    const items = pages
      .filter(({ file }) => file.startsWith(`${folder}/`))
      .map((page) => ({ text: page.title, link: `/${page.file.replace(/(?:README)?\.md$/, "")}` }));
    const folded = ["contributing", "internals", "decisions"].includes(folder);
    return items.length === 0 ? [] : [{ text: title, items, collapsed: folded }];
  });
  return [
    ...groups,
    { text: "Reference", items: [{ text: "All packages", link: "/reference/" }] },
    { text: "Glossary", link: "/glossary" },
  ];
}
