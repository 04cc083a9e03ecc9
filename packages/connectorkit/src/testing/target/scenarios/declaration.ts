import assert from "node:assert/strict";
import type { DeclaredCapability } from "../../../target/target-declaration.ts";
import type { AnyTargetHandler } from "../../../target/target-handler.ts";
import type { TargetScenario } from "./target-scenario.ts";

/** For a target that declares itself: what it says there is what the suite was told, and what its handlers give. */
export const declarationScenario: TargetScenario = {
  name: "declaration: what the target says of itself is so",
  async run({ harness }) {
    const { declares } = harness;
    assert.ok(declares !== undefined);
    for (const [capability, said] of Object.entries(declares.keeps)) {
      const held = harness.capabilities[capability as DeclaredCapability] === true;
      assert.equal(said === true, held, `${capability}: declared ${said}, and the suite was told ${held}`);
    }
    const special = declares.vectors.filter((kind) => kind !== "vector");
    assert.deepEqual(special.toSorted(), [...(harness.specialVectors ?? [])].sort(), "kinds of vectors");
    const refused = Object.keys(harness.unsupportedKinds ?? {});
    assert.deepEqual(Object.keys(declares.refusedKinds).sort(), refused.sort(), "kinds of columns that are refused");
    const rows = (await harness.storedRecords()).find(({ level }) => level === "row");
    const attachments = (rows?.state.handler as AnyTargetHandler | undefined)?.attachments?.() ?? {};
    assert.deepEqual(Object.keys(declares.attachments).sort(), Object.keys(attachments).sort(), "attachments");
  },
};
