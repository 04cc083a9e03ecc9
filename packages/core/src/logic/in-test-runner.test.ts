import { definitionOf, type FunctionDefinition, fn } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { LogicTracker } from "./logic-tracker.ts";
import type { FunctionLogic } from "./logic-request.ts";
import { edited } from "./testing/edit.ts";

interface Shape {
  readonly size: number;
}

const first = fn(async (shape: Shape): Promise<number> => shape.size + Object.keys(edited({}, [])).length);
const second = fn({ memo: true }, async function second(shape: Shape) {
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- type syntax that the runner strips
  return shape!.size as number;
});

function resolve(wrapped: unknown): FunctionLogic {
  const { body, site } = definitionOf(wrapped) as FunctionDefinition;
  return new LogicTracker().resolve({
    body,
    site,
    name: undefined,
    version: undefined,
    deps: undefined,
    hasDeps: false,
    logicTracking: "full",
    memo: true,
  });
}

// The test runner transforms modules, so that V8's positions are not those of the file.
describe("functions wrapped in a module that a test runner transformed", () => {
  it("are found in their source", () => {
    expect(resolve(first)).toEqual({
      identity: "@coco/core:logic/in-test-runner.test#first",
      declaredName: "first",
      ownFingerprint: expect.any(Uint8Array),
      parts: expect.any(Function),
    });
    expect(resolve(second)).toMatchObject({ declaredName: "second" });
    expect(resolve(second)).not.toHaveProperty("unresolved");
  });

  it("are checked for names that they capture", () => {
    const captured = 1;
    expect(() => resolve(fn(() => captured))).toThrow(/"captured"/);
  });
});
