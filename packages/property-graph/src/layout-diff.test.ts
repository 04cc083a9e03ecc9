import { describe, expect, it } from "vitest";
import type { NodeLayout, RelationLayout } from "./graph-layout.ts";
import { compareLayouts } from "./layout-diff.ts";

function nodes(columns: Readonly<Record<string, string>>, primaryKey: readonly string[] = ["id"]): NodeLayout {
  return {
    columns: Object.entries(columns).map(([name, kind]) => ({
      name,
      type: { kind: kind.replace("?", "") },
      nullable: kind.endsWith("?"),
    })),
    primaryKey,
  };
}

const person = nodes({ id: "string", text: "string" });
const end = (label: string, kind = "string") => ({ label, key: nodes({ id: kind }).columns });
const relations = (from: readonly string[], kind?: string): RelationLayout => ({
  ...nodes({}, []),
  from: from.map((label) => end(label, kind)),
  to: [end("Task")],
});

describe("a change of a layout", () => {
  it("keeps nodes where a column comes, changes its type or goes, and makes them anew where the key changes", () => {
    const change = (layout: NodeLayout): unknown => compareLayouts(layout, [person]).change;
    expect(change(person)).toBe("none");
    expect(change(nodes({ text: "string", id: "string" }))).toBe("none");
    expect(change(nodes({ id: "string", text: "string", note: "string?" }))).toBe("additive");
    expect(change(nodes({ id: "string", text: "int" }))).toBe("lossy");
    expect(compareLayouts(nodes({ id: "string" }), [person])).toEqual({
      change: "lossy",
      dropped: ["text"],
      reasons: ["column text: dropped"],
    });
    expect(change(nodes({ id: "int", text: "string" }))).toBe("destructive");
    expect(change(nodes({ id: "string", text: "string" }, ["text"]))).toBe("destructive");
  });

  it("keeps relations where an end comes, and makes them anew where one goes or its key changes", () => {
    const change = (layout: RelationLayout, ...before: RelationLayout[]): unknown =>
      compareLayouts(layout, before).change;
    expect(change(relations(["Person"]), relations(["Person"]))).toBe("none");
    expect(change(relations(["Person", "Team"]), relations(["Team", "Person"]))).toBe("none");
    expect(change(relations(["Person", "Team"]), relations(["Person"]))).toBe("additive");
    expect(change(relations(["Person"]), relations(["Person", "Team"]))).toBe("destructive");
    expect(change(relations(["Person"], "int"), relations(["Person"]))).toBe("destructive");
    expect(change(relations(["Person"]), relations(["Person"]), relations(["Team"]))).toBe("destructive");
  });

  it("has relations written again where nodes at an end were made anew", () => {
    const to = (generation?: string): RelationLayout => ({
      ...relations(["Person"]),
      to: [{ ...end("Task"), ...(generation === undefined ? {} : { generation }) }],
    });
    expect(compareLayouts(to("2"), [to("2")]).change).toBe("none");
    expect(compareLayouts(to("2"), [to("2"), to("1")])).toEqual({
      change: "lossy",
      dropped: [],
      reasons: ["to Task: made anew"],
    });
    expect(compareLayouts(to("1"), [to()]).change).toBe("lossy");
  });
});
