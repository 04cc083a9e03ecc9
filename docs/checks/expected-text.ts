import path from "node:path";
import { exampleSource } from "./example-source.ts";
import type { FencedBlock } from "./fenced-blocks.ts";
import { runExample } from "./run-example.ts";

const outputs = new Map<string, Promise<string>>();

/** What a block must hold: an example's source for `ts`, its output for `text`; nothing is known of other blocks. */
export async function expectedText(folder: string, block: FencedBlock): Promise<string | undefined> {
  const { language, shows } = block;
  if (language === "ts") {
    if (shows === undefined)
      throw new Error("a block of TypeScript says which example it shows: ```ts examples/name.ts");
    return exampleSource(folder, shows);
  }
  if (language !== "text" || shows === undefined) return undefined;
  const file = path.join(folder, shows);
  const output = outputs.get(file) ?? runExample(file);
  outputs.set(file, output);
  return output;
}
