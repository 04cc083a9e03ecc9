// Builds the site into `dist`.
import { build } from "vitepress";
import { siteFolder } from "./places.ts";
import { writePages } from "./write-pages.ts";

await writePages();
await build(siteFolder);
