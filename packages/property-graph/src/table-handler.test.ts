import type { PreviousStates } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import type { GraphStore } from "./graph-store.ts";
import { StoreSinks } from "./store-sinks.ts";
import { generationOf, TableHandler, type TableTracking, type TableValue } from "./table-handler.ts";

const columns = [{ name: "name", type: { kind: "string" }, nullable: false }];
const layout = { columns, primaryKey: ["name"] };
const handler = new TableHandler(new StoreSinks({ name: "test" } as GraphStore<unknown>), "nodes");

/** The generation that a run comes to after what was tracked. */
function generationAfter(tracked: TableTracking, mayBeMissing = false): string | undefined {
  const declared: TableValue = { layout, managedBy: "system", onExisting: "error" };
  const previous: PreviousStates<TableTracking> = { possible: [tracked], mayBeMissing };
  handler.reconcile(["graph", "Person"], declared, previous);
  return generationOf(declared);
}

describe("the generation of nodes", () => {
  it("stays as long as they do, and is another one once they may have been made anew", () => {
    const tracked: TableTracking = { version: 1, layout, mark: "m", generation: "first" };
    expect(generationAfter(tracked)).toBe("first");
    expect(generationAfter(tracked, true)).not.toBe("first");
    expect(generationAfter({ ...tracked, layout: { columns, primaryKey: [] } })).not.toBe("first");
  });

  it("is not made up for a record that has none: in each run another one would write all relations again", () => {
    expect(generationAfter({ version: 1, layout, mark: "m" })).toBeUndefined();
    expect(generationAfter({ version: 1, layout, mark: "m" }, true)).toBeTypeOf("string");
  });
});
