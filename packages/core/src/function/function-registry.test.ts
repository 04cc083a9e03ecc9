import { definitionOf, type FunctionDefinition } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { byteText } from "../internal/byte-text.ts";
import { wrap } from "../testing/wrap.ts";
import { functionMarker } from "./call-note.ts";
import { FunctionRegistry } from "./function-registry.ts";

describe("FunctionRegistry.byMarker", () => {
  const wrapped = wrap("registry/now", { memo: true, formerly: ["registry/then"] }, async () => 1);
  const functions = new FunctionRegistry("major");
  const state = functions.stateOf(definitionOf(wrapped) as FunctionDefinition);
  const found = (identity: string) => functions.byMarker(byteText(functionMarker(identity)));

  it("finds a function by its identity, and by one that it had formerly", () => {
    expect(found(state.identity)).toBe(state);
    expect(found("registry/then")).toBe(state);
  });

  it("finds nothing for a function that is gone", () => {
    expect(found("registry/gone")).toBeUndefined();
  });
});
