import { walk, type WalkOptions } from "@coco/connector-localfs";

/** What main.ts takes from a folder. */
const MARKDOWN: WalkOptions = { include: ["**/*.md"], exclude: [".*", "node_modules/"] };

/** How many documents a folder holds. */
export async function countDocuments(folder: string): Promise<number> {
  let count = 0;
  for await (const _ of walk(folder, MARKDOWN)) count += 1;
  return count;
}
