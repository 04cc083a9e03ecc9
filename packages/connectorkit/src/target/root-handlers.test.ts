import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { registerRootTargets } from "./target-provider.ts";
import { rootHandler } from "./root-handlers.ts";
import type { AnyTargetHandler } from "./target-handler.ts";

type Register = (name: string, handler: unknown) => unknown;

const folder = realpathSync(mkdtempSync(join(tmpdir(), "coco-root-handlers-")));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a module in a file of its own does, each time as if it were evaluated anew. */
let loads = 0;
async function moduleAt(...path: readonly string[]): Promise<Register> {
  const file = join(folder, ...path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "export const load = (register) => (name, handler) => void register(name, handler);");
  const { load } = (await import(/* @vite-ignore */ `${pathToFileURL(file).href}?load=${++loads}`)) as {
    readonly load: (register: unknown) => Register;
  };
  return load(registerRootTargets);
}
const handler = (): AnyTargetHandler => ({ reconcile: () => undefined });

describe("a name of root targets", () => {
  it("is one module's: another one with another handler is refused, and both are named", async () => {
    const [one, other, first] = [await moduleAt("one.mjs"), await moduleAt("other.mjs"), handler()];
    one("test.twice", first);
    expect(() => other("test.twice", handler())).toThrow(
      `Two modules register root targets under the name "test.twice": ${join(folder, "one.mjs")} and ${join(folder, "other.mjs")}.`,
    );
    expect(rootHandler("test.twice")).toBe(first);
    other("test.twice", first); // one handler: whoever registers it, it does the same
  });

  it("may be registered again by its module, also when that was loaded anew: the last one counts", async () => {
    const last = handler();
    (await moduleAt("again.mjs"))("test.again", handler());
    (await moduleAt("again.mjs"))("test.again", last);
    expect(rootHandler("test.again")).toBe(last);
  });

  it("may be registered by two installed copies of one package", async () => {
    const last = handler();
    (await moduleAt("node_modules", "target", "index.mjs"))("test.copies", handler());
    const copy = await moduleAt("node_modules", "user", "node_modules", "target", "index.mjs");
    copy("test.copies", last);
    expect(rootHandler("test.copies")).toBe(last);
    const another = await moduleAt("node_modules", "another", "index.mjs");
    expect(() => another("test.copies", handler())).toThrow(/another.index\.mjs\.$/);
  });
});
