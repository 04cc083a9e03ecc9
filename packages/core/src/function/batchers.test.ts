import type { FunctionDefinition } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { fn } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";
import { Batchers } from "./batch-call.ts";

const definition = { body: () => [], options: { batching: true }, site: undefined } as FunctionDefinition;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("batchers (R7)", () => {
  it("are shared while a batch collects or runs, and forgotten when they are idle", async () => {
    const batchers = new Batchers();
    const gate = Promise.withResolvers<void>();
    const run = async (items: unknown[]): Promise<unknown[]> => {
      await gate.promise;
      return items;
    };
    const first = batchers.for(definition, undefined, ["x"], run);
    const collected = first.call(1, () => undefined);
    expect(batchers.for(definition, undefined, ["x"], run)).toBe(first);
    expect(batchers.for(definition, undefined, ["y"], run)).not.toBe(first);
    await turn();
    expect(batchers.for(definition, undefined, ["x"], run)).toBe(first);
    gate.resolve();
    await collected;
    await turn();
    expect(batchers.for(definition, undefined, ["x"], run)).not.toBe(first);
  });

  it("of a method are divided by the object, and by the further arguments", async () => {
    const batches: unknown[] = [];
    class Model {
      readonly name: string;
      constructor(name: string) {
        this.name = name;
      }
      embed: (text: string, mode: string) => Promise<string> = fn(
        { batching: true, name: "batchers/embed", deps: {} },
        async function embed(this: Model, texts: string[], mode: string) {
          batches.push([this.name, texts, mode]);
          return texts.map((text) => `${this.name} ${text} ${mode}`);
        },
      );
    }
    const test = new TestApp();
    const [a, b] = [new Model("a"), new Model("b")];
    const { result } = await test.succeed(() =>
      Promise.all([a.embed("1", "fast"), a.embed("2", "slow"), a.embed("3", "fast"), b.embed("4", "fast")]),
    );
    test.dispose();
    expect(result).toEqual(["a 1 fast", "a 2 slow", "a 3 fast", "b 4 fast"]);
    expect(batches).toEqual([
      ["a", ["1", "3"], "fast"],
      ["a", ["2"], "slow"],
      ["b", ["4"], "fast"],
    ]);
  });
});
