import { contextKey, ENGINE_PORT_VERSION, type EnginePort, installEngine, memoKey } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { file } from "../file/single-file.ts";
import { itemsOf } from "../testing/scan.ts";
import { TemporaryTree } from "../testing/temporary-tree.ts";
import { walk } from "../walk/walk.ts";

const DOCS = contextKey<string>("docs");

describe("a folder given by a context key", () => {
  it("needs a running engine, and only when it is walked", async () => {
    const source = walk(DOCS);
    expect(source.name).toBe("files of docs");
    await expect(itemsOf(source)).rejects.toMatchObject({ code: "NO_ENGINE" });
  });

  it("is known by the key's name, wherever the folder lies", async () => {
    const provided = new Map<string, unknown>();
    const engine: Partial<EnginePort> = {
      version: ENGINE_PORT_VERSION,
      location: "this test",
      useContext: <T>({ name }: { name: string }) => provided.get(name) as T,
    };
    installEngine(engine as EnginePort);
    for (const folder of ["here", "there"]) {
      const tree = new TemporaryTree({ [`${folder}/a.md`]: folder });
      provided.set("docs", tree.at(folder));
      const [item] = await itemsOf(walk(DOCS));
      expect(item?.[1][memoKey]()).toEqual(["key:docs", "a.md"]);
      expect(await item?.[1].text()).toBe(folder);
      expect(file(DOCS, "a.md")[memoKey]()).toEqual(["key:docs", "a.md"]);
    }
    provided.set("docs", undefined);
    await expect(itemsOf(walk(DOCS))).rejects.toThrow(/value of the context key "docs" must be a path/);
  });
});
