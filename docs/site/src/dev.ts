// Serves the site while somebody writes.
import { createServer } from "vitepress";
import { siteFolder } from "./places.ts";
import { writePages } from "./write-pages.ts";

await writePages();
const server = await createServer(siteFolder);
await server.listen();
server.printUrls();
