import { defineConfig } from "vitepress";
import { readPages } from "../src/page.ts";
import { sidebarOf } from "../src/sidebar.ts";

export default defineConfig({
  title: "coco",
  description: "Indexes that stay fresh, and repeat only the work whose inputs or code changed.",
  srcDir: ".pages",
  outDir: "dist",
  cacheDir: "node_modules/.cache",
  cleanUrls: true,
  lastUpdated: false,
  rewrites: { ":folder/README.md": ":folder/index.md" },
  markdown: {
    config(markdown) {
      // Code in a line is shown as it is: `{{ }}` in it is a pattern, and nothing that the page has to work out.
      const plain = markdown.renderer.rules.code_inline;
      markdown.renderer.rules.code_inline = (tokens, index, options, environment, self) => {
        tokens[index]?.attrSet("v-pre", "");
        return plain?.(tokens, index, options, environment, self) ?? "";
      };
    },
  },
  themeConfig: {
    nav: [
      { text: "Guide", link: "/guide/getting-started" },
      { text: "Connectors", link: "/connectors/localfs" },
      { text: "Reference", link: "/reference/" },
    ],
    sidebar: sidebarOf(readPages()),
    search: { provider: "local" },
    outline: [2, 3],
  },
});
