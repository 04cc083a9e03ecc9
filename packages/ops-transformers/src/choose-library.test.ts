import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { chooseLibrary } from "./choose-library.ts";
import { PACKAGES } from "./library.ts";
import { realModel, TemporaryFolder } from "./real-model.fixture.ts";

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));

/** Runs an embedder in a copy of this package beside which only some libraries are installed. */
async function embedWith(installed: readonly string[], options: object): Promise<{ vector?: number; error?: string }> {
  using folder = new TemporaryFolder();
  cpSync(join(PACKAGE, "src"), join(folder.path, "src"), { recursive: true });
  cpSync(join(PACKAGE, "package.json"), join(folder.path, "package.json"));
  for (const name of ["@coco/connectorkit", ...installed]) {
    const link = join(folder.path, "node_modules", name);
    mkdirSync(join(link, ".."), { recursive: true });
    symlinkSync(join(PACKAGE, "node_modules", name), link, "junction");
  }
  const { folder: modelDir } = await realModel();
  const program = `
    import { TransformersEmbedder } from ${JSON.stringify(pathToFileURL(join(folder.path, "src/index.ts")).href)};
    const embedder = new TransformersEmbedder("Xenova/all-MiniLM-L6-v2", ${JSON.stringify({ modelDir, ...options })});
    const outcome = await embedder.embed("text").then(
      (vector) => ({ vector: vector.length }),
      (error) => ({ error: error.code + ": " + error.message + " " + error.hint }),
    );
    console.log(JSON.stringify(outcome));
    await embedder.close();`;
  const child = spawnSync(process.execPath, ["--input-type=module", "--eval", program], { encoding: "utf8" });
  expect(child.stderr).toBe("");
  return JSON.parse(child.stdout) as { vector?: number; error?: string };
}

describe("the library", () => {
  it("is the one asked for, else the newer one", () => {
    expect(chooseLibrary(undefined)).toBe("huggingface");
    expect(chooseLibrary("xenova")).toBe("xenova");
  });

  it("is the one that is installed when there is one alone", async () => {
    expect(await embedWith([PACKAGES.xenova], {})).toEqual({ vector: 384 });
    expect(await embedWith([PACKAGES.huggingface], {})).toEqual({ vector: 384 });
  });

  it("is an error that says what to install when there is none, or not the one asked for", async () => {
    const { error: none } = await embedWith([], {});
    expect(none).toContain("LIBRARY_MISSING");
    expect(none).toContain("npm install @huggingface/transformers");
    const { error: other } = await embedWith([PACKAGES.huggingface], { library: "xenova" });
    expect(other).toContain("npm install @xenova/transformers");
  });
});
