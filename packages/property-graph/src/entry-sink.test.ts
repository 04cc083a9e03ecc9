import { decodeKey, encodeKey, type StableKey } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { relationKey } from "./entry-key.ts";
import { changesOf } from "./entry-sink.ts";
import type { GraphTable, RelationLayout } from "./graph-layout.ts";

const column = (name: string, kind = "string") => ({ name, type: { kind }, nullable: false });
const task = { columns: [column("list"), column("number", "bigint"), column("text")], primaryKey: ["list", "number"] };
const tasks: GraphTable = { kind: "nodes", name: "Task", layout: task };
const layout: RelationLayout = {
  columns: [column("since", "int"), column("note")],
  primaryKey: ["since"],
  from: [{ label: "Person", key: [column("name")] }],
  to: [{ label: "Task", key: task.columns.slice(0, 2) }],
};
const owns: GraphTable = { kind: "relations", name: "OWNS", layout };

/** A key as the engine gives it back after it was stored. */
const stored = (key: StableKey): StableKey => decodeKey(encodeKey(key));

describe("actions", () => {
  it("become changes of each label and type, with keys as they were declared", () => {
    const values = { list: "home", number: 1n, text: "wash" };
    const key = relationKey({ label: "Person", key: "Ann" }, { label: "Task", key: ["home", 1n] }, layout, {
      since: 3,
    });
    const changes = changesOf([
      { table: owns, key: stored(key), values: { since: 3, note: "n" } },
      { table: tasks, key: stored(["home", 1n]), values },
      { table: tasks, key: stored(["home", 2n]) },
      { table: owns, key: stored(["Person", "Bob", "Task", ["home", 2n], 4]) },
    ]);
    const place = { type: "OWNS", layout, from: layout.from[0], to: layout.to[0] };
    expect(changes).toEqual({
      nodes: [{ label: "Task", layout: task, rows: [values] }],
      relations: [
        {
          ...place,
          rows: [{ from: { name: "Ann" }, to: { list: "home", number: 1n }, values: { since: 3, note: "n" } }],
        },
      ],
      deletedRelations: [
        { ...place, rows: [{ from: { name: "Bob" }, to: { list: "home", number: 2n }, values: { since: 4 } }] },
      ],
      deletedNodes: [{ label: "Task", layout: task, keys: [{ list: "home", number: 2n }] }],
    });
  });

  it("on one node are one change: the last counts", () => {
    const values = { list: "home", number: 1n, text: "wash" };
    const key: StableKey = ["home", 1];
    expect(
      changesOf([
        { table: tasks, key },
        { table: tasks, key: ["home", 1n], values },
      ]),
    ).toMatchObject({
      nodes: [{ rows: [values] }],
      deletedNodes: [],
    });
    expect(
      changesOf([
        { table: tasks, key, values },
        { table: tasks, key },
      ]),
    ).toMatchObject({
      nodes: [],
      deletedNodes: [{ keys: [{ list: "home", number: 1n }] }],
    });
  });
});
