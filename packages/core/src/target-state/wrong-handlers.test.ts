import {
  absent,
  declareTargetState,
  mountTarget,
  registerRootTargets,
  type TargetHandler,
  type TargetProvider,
} from "../index.ts";
import { afterAll, describe, expect, it } from "vitest";
import { messagesOf } from "../testing/messages-of.ts";
import { TestApp } from "../testing/test-app.ts";

const test = new TestApp();
afterAll(() => test.dispose());

let count = 0;

function targets(handler: object): TargetProvider {
  count += 1;
  return registerRootTargets(`test.wrong.${count}`, handler as TargetHandler<unknown, unknown>);
}

async function failure(handler: object): Promise<unknown> {
  const provider = targets(handler);
  const { failures } = await test.run(() => declareTargetState(provider.state("k", 1)));
  expect(failures).toHaveLength(1);
  return failures[0]?.error;
}

const sink = { name: "nowhere", apply: async (): Promise<void> => undefined };

describe("a handler that is written wrong fails the component, and nothing is taken for done", () => {
  it.each([
    ["a promise", async () => ({ tracking: 1 }), "gave a promise; it answers synchronously"],
    ["a number", () => 5, "gave the number 5"],
    ["null", () => null, "gave null"],
    ["no tracking record", () => ({}), "without a tracking record"],
    ["an action without a sink", () => ({ tracking: 1, action: { payload: 1 } }), "an action without a sink"],
    ["a sink without apply", () => ({ tracking: 1, action: { sink: { name: "x" }, payload: 1 } }), "a method apply"],
    ["a sink without a name", () => ({ tracking: 1, action: { sink: { apply: sink.apply } } }), "has a name"],
    ["a function to remember", () => ({ tracking: { f: () => 1 } }), "cannot be stored (tracking.f)"],
  ])("by answering with %s", async (_answer, reconcile, message) => {
    expect(await failure({ reconcile })).toMatchObject({
      code: "HANDLER_ANSWER",
      message: expect.stringMatching(new RegExp(`^test\\.wrong\\.\\d+/k: its handler.*${escaped(message)}`, "u")),
      hint: expect.any(String),
    });
  });

  it("by throwing: the error names the target state and carries the cause", async () => {
    const cause = new Error("no such type");
    const reconcile = (): never => {
      throw cause;
    };
    expect(await failure({ reconcile })).toMatchObject({
      code: "HANDLER_FAILED",
      message: expect.stringMatching(/^test\.wrong\.\d+\/k: its handler failed: no such type$/u),
      cause,
    });
  });

  it("by having no children where a container is wanted", async () => {
    const provider = targets({ reconcile: () => ({ tracking: 1 }) });
    const report = await test.run(async () => {
      const children = await mountTarget<number>(provider.state("k", 1));
      declareTargetState(children.state("row", 1));
    });
    expect(messagesOf(report)[0]).toMatch(/^Target test\.wrong\.\d+\/k contains nothing: its handler has no children/u);
  });

  it("and is refused at once when it is registered without reconcile", () => {
    expect(() => targets({})).toThrow(expect.objectContaining({ code: "TARGET_HANDLER" }));
    expect(() => registerRootTargets(3 as never, { reconcile: () => undefined })).toThrow("a name that is not empty");
  });
});

describe("a declaration that is written wrong", () => {
  it.each([undefined, {}, { provider: {} }, "k"])(
    "is an error that says what makes target states: %j",
    async (state) => {
      for (const declare of [declareTargetState, mountTarget]) {
        const { failures } = await test.run(async () => declare(state as never));
        expect(failures[0]?.error).toMatchObject({ code: "NO_TARGET_STATE", hint: expect.stringContaining(".state(") });
      }
    },
  );

  it("names the target where the key is none", async () => {
    const provider = targets({ reconcile: () => ({ tracking: 1 }) });
    const report = await test.run(() => declareTargetState(provider.state(1.5, 1)));
    expect(messagesOf(report)[0]).toMatch(/^The key of a target state in test\.wrong\.\d+ is not a stable key: 1\.5/u);
  });

  it("cannot declare that something is absent", async () => {
    const provider = targets({ reconcile: () => ({ tracking: 1 }) });
    const { failures } = await test.run(() => declareTargetState(provider.state("k", absent)));
    expect(failures[0]?.error).toMatchObject({ code: "DECLARED_ABSENT" });
  });
});

describe("a sink that answers wrong fails what it was given: none of it is taken for written", () => {
  it.each([
    ["a text", "done", 'answered a batch of 1 action with the string "done"'],
    ["a list of another length", [], "with an array of 0"],
    ["results in place of errors", [{ id: 1 }], "with a list with an object in it"],
  ])("%s", async (_kind, answer, message) => {
    const own = { name: "odd", apply: async () => answer };
    const error = await failure({ reconcile: () => ({ tracking: 1, action: { sink: own, payload: 1 } }) });
    expect(error).toMatchObject({ code: "SINK_ANSWER", message: expect.stringContaining(message) });
  });

  it.each([[undefined], [[undefined]], [[null]], [null]])("but not %j", async (answer) => {
    const own = { name: "fine", apply: async () => answer };
    const provider = targets({ reconcile: () => ({ tracking: 1, action: { sink: own, payload: 1 } }) });
    const fresh = new TestApp();
    expect((await fresh.succeed(() => declareTargetState(provider.state("k", 1)))).status).toBe("done");
    fresh.dispose();
  });
});

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}
