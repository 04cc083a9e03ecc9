import { afterAll, describe, expect, it } from "vitest";
import { Program } from "../testing/program.ts";

const installed = (version: string): Record<string, string> => ({
  "node_modules/words/package.json": JSON.stringify({ name: "words", version, type: "module", exports: "./words.js" }),
  "node_modules/words/words.js": "export const shout = (text) => text.toUpperCase();",
});
/** Prints which of its environments run the function that uses the package. */
const main = `
import { app, environment, fn } from "@coco/core";
import { shout } from "words";

let tracking;
const work = fn({ memo: true }, async function work(text: string) {
  console.log(tracking);
  return shout(text);
});
for (tracking of ["as default", "major", "exact", "none"]) {
  const options = { name: tracking, storePath: import.meta.dirname + "/" + tracking + ".db" };
  const made = environment(tracking === "as default" ? options : { ...options, packageTracking: tracking });
  await app({ name: "Program", environment: made }, async () => { await work("a"); }).update();
}
`;
const program = new Program({ "main.ts": main, ...installed("1.0.0") });
afterAll(() => program.remove());

describe("the environment's packageTracking (M2)", () => {
  it("says which versions of an installed package are another logic", async () => {
    expect(await program.run()).toEqual(["as default", "major", "exact", "none"]);
    expect(await program.run()).toEqual([]);
    program.write(installed("1.9.0"));
    expect(await program.run()).toEqual(["exact"]);
    program.write(installed("2.0.0"));
    expect(await program.run()).toEqual(["as default", "major", "exact"]);
  });
});
