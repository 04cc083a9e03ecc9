import { existsSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { openStateStore } from "../store/index.ts";
import { Program } from "../testing/program.ts";

let program: Program;
afterEach(() => program.remove());

const helpers = `
export const MARK = "!";
export function clean(text: string): string { return text.trim() + MARK; }
export function unrelated(): number { return 1; }
`;
const steps = `
import { fn } from "@coco/core";
import { clean } from "./helpers.ts";

export const inner = fn({ memo: true }, async function inner(text: string) {
  console.log("inner", text);
  return clean(text);
});

export const outer = fn({ memo: true }, async function outer(text: string) {
  console.log("outer", text);
  return await inner(text);
});
`;
const main = `
import { app, mountEach } from "@coco/core";
import { outer } from "./src/steps.ts";

async function item(text: string) {
  console.log("result", await outer(text));
}

await app("Program", async function main() {
  await mountEach([["a", " one "]], item);
}).update();
`;
const files = { "main.ts": main, "src/steps.ts": steps, "src/helpers.ts": helpers };

describe("a program that is edited between its runs (M2)", () => {
  it("runs again what an edit concerns, and nothing else", async () => {
    program = new Program(files);
    const first = ["outer  one ", "inner  one ", "result one!"];
    expect(await program.run()).toEqual(first);
    expect(await program.run()).toEqual(["result one!"]);
    expect(existsSync(path.join(program.folder, ".coco", "state.db"))).toBe(true);

    // Comments, white space, quotes, types; a declaration that nobody refers to; the plain component around.
    program.write({
      "src/helpers.ts": helpers.replace("return 1", "return 2").replace('"!"', "'!' // the mark"),
      "src/steps.ts": steps.replace("return clean(text);", "// cleaned\n  return clean(text as string);"),
      "main.ts": main.replace('console.log("result",', 'console.log("result now",'),
    });
    expect(await program.run()).toEqual(["result now one!"]);

    // A constant that a plain helper uses, two modules away.
    program.write({ ...files, "src/helpers.ts": helpers.replace('"!"', '"?"') });
    expect(await program.run()).toEqual(["outer  one ", "inner  one ", "result one?"]);

    // The outer function alone.
    program.write({
      "src/helpers.ts": helpers.replace('"!"', '"?"'),
      "src/steps.ts": steps.replace("return await inner(text)", "return await inner(text) + '.'"),
    });
    expect(await program.run()).toEqual(["outer  one ", "result one?."]);
  });

  it("carries memos and component paths over a renaming with formerly", async () => {
    const mounting = main.replace("item);", "outer);");
    program = new Program({ ...files, "main.ts": mounting });
    expect(await program.run()).toEqual(["outer  one ", "inner  one "]);
    const renamed = (text: string): string => text.replaceAll(/(?<!")outer/g, "renamed");
    program.write({
      "src/steps.ts": renamed(steps).replace(
        "fn({ memo: true }, async function renamed",
        'fn({ memo: true, formerly: ["outer"] }, async function renamed',
      ),
      "main.ts": renamed(mounting),
    });
    expect(await program.run()).toEqual([]);
    program.write({ "src/steps.ts": renamed(steps), "main.ts": renamed(mounting) });
    expect(await program.run()).toEqual(["outer  one ", "inner  one "]);
  });

  it("runs a caller again when a function beneath it is gone", async () => {
    program = new Program(files);
    await program.run();
    program.write({
      "src/steps.ts": steps
        .replace("return await inner(text)", "return await (inner as never as typeof clean)(text)")
        .replace("fn({ memo: true }, async function inner", "(async function inner"),
    });
    expect(await program.run()).toEqual(["outer  one ", "inner  one ", "result one!"]);
  });

  const stored = async (): Promise<number> => {
    const store = await openStateStore({ path: path.join(program.folder, ".coco", "state.db") });
    const [app] = await store.apps();
    await store.close();
    return app?.tables.moduleDeclarations.entries ?? 0;
  };

  it("stores what it knows of a module that it came to while it ran, also if nothing of it was called", async () => {
    const early = 'await app("Program", async function main() {';
    program = new Program({ ...files, "main.ts": main.replace(early, `${early} await import("./src/late.ts");`) });
    program.write({
      "src/late.ts": 'import { fn } from "@coco/core"; export const late = fn(async function late() {});',
    });
    await program.run();
    const withLate = await stored();
    program.remove();
    program = new Program(files);
    await program.run();
    expect(withLate).toBe((await stored()) + 1);
  });

  it("stores what it knows of its modules, and of them alone", async () => {
    program = new Program(files);
    await program.run();
    const modules = await stored();
    expect(modules).toBeGreaterThan(0);
    for (const mark of ["?", "."]) {
      program.write({ "src/helpers.ts": helpers.replace('"!"', JSON.stringify(mark)) });
      await program.run();
    }
    expect(await stored()).toBe(modules);
  });

  it("says once what it cannot follow", async () => {
    program = new Program({
      ...files,
      "src/steps.ts": steps.replace("return clean(text);", 'return (await import("./" + "helpers.ts")).clean(text);'),
    });
    const report = main
      .replace(
        "await app(",
        'import { environment } from "@coco/core";\nconst env = environment({ name: "e", log: (line) => console.log("log", line) });\nawait app(',
      )
      .replace('"Program"', '{ name: "Program", environment: env }');
    program.write({ "main.ts": report });
    const said = (await program.run()).filter((line) => line.startsWith("log"));
    expect(said).toEqual([expect.stringMatching(/inner.*may|may.*inner/)]);
  });
});

describe("COCO_VERIFY_MEMO=1", () => {
  it("names the function whose value does not come back from the store as it was", async () => {
    program = new Program({
      "main.ts": `
import { app, fn, registerCodec } from "@coco/core";
class Money { constructor(cents) { this.cents = cents; } }
registerCodec({ name: "my/Money", version: 1, type: Money, encode: ({ cents }) => Math.round(cents), decode: (cents) => new Money(cents) });
const price = fn({ memo: true }, async function price() { return new Money(1.5); });
await app("Verify", async () => { await price(); console.log("done"); }).update();
`
        .replaceAll("constructor(cents)", "cents: number; constructor(cents: number)")
        .replace("({ cents }) =>", "({ cents }: Money) =>")
        .replace("decode: (cents) => new Money(cents)", "decode: (cents: unknown) => new Money(cents as number)"),
    });
    await expect(program.run("main.ts", { COCO_VERIFY_MEMO: "1" })).rejects.toThrow(
      /the result of price does not come back/,
    );
    expect(await program.run()).toEqual(["done"]);
  });
});
