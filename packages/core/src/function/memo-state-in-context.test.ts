import { afterAll, describe, expect, it } from "vitest";
import { contextKey, registerMemoKey, useContext, useMount } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

const SERVER = contextKey<{ readonly version: number }>("memo-state-in-context/server");

/** A document on a server that is found in the context: its state is asked for there. */
class RemoteDocument {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

registerMemoKey(
  RemoteDocument,
  (document) => document.name,
  async (_document, previous: number | undefined) => {
    const { version } = useContext(SERVER);
    return { state: version, valid: previous === version };
  },
);

const ran: number[] = [];
const read = wrap("memo-state-in-context/read", { memo: true }, async (document: RemoteDocument) => {
  ran.push(useContext(SERVER).version);
  return document.name;
});

describe("a memo state that is read from the context (M6)", () => {
  it.each([
    ["called", () => read(new RemoteDocument("a"))],
    ["mounted", () => useMount(read, new RemoteDocument("a"))],
  ])("decides for a function that is %s", async (_how, main) => {
    const test = new TestApp();
    afterAll(() => test.dispose());
    for (const version of [1, 1, 2, 2]) {
      const { result } = await test.succeed(main, { lifespan: (env) => env.provide(SERVER, { version }) });
      expect(result).toBe("a");
    }
    expect(ran.splice(0)).toEqual([1, 2]);
  });
});
