import { describe, expect, it } from "vitest";
import { diffSchemas, type StoredSchema } from "./schema-diff.ts";

function schema(columns: Record<string, string>, primaryKey: readonly string[] = ["id"]): StoredSchema {
  return {
    columns: Object.entries(columns).map(([name, type]) => ({
      name,
      type: type.replace("?", ""),
      nullable: type.endsWith("?"),
    })),
    primaryKey,
  };
}

const base = schema({ id: "int", text: "text" });

describe("diffSchemas", () => {
  it("finds no change in an equal schema, whatever the order of columns", () => {
    expect(diffSchemas(base, [schema({ text: "text", id: "int" }), base])).toEqual({
      change: "none",
      added: [],
      dropped: [],
      reasons: [],
    });
  });

  it("calls a new column that takes nulls, and one that begins to, additive", () => {
    const diff = diffSchemas(schema({ id: "int", text: "text?", note: "text?" }), [base]);
    expect(diff).toMatchObject({ change: "additive", added: ["note"], dropped: [] });
    expect(diff.reasons).toEqual(["column text: takes nulls", "column note: new"]);
  });

  it("calls a dropped column lossy", () => {
    expect(diffSchemas(schema({ id: "int" }), [base])).toMatchObject({ change: "lossy", dropped: ["text"] });
  });

  it("calls a new column without nulls, and one that takes no nulls any more, lossy", () => {
    expect(diffSchemas(schema({ id: "int", text: "text", n: "int" }), [base])).toMatchObject({
      change: "lossy",
      added: ["n"],
    });
    expect(diffSchemas(base, [schema({ id: "int", text: "text?" })]).change).toBe("lossy");
  });

  it("calls another type, another key and another order of the key destructive", () => {
    expect(diffSchemas(schema({ id: "int", text: "bytes" }), [base]).reasons).toEqual(["column text: bytes, was text"]);
    expect(diffSchemas(schema({ id: "int", text: "bytes" }), [base]).change).toBe("destructive");
    expect(diffSchemas({ ...base, primaryKey: ["text"] }, [base]).change).toBe("destructive");
    const both = { ...base, primaryKey: ["id", "text"] };
    expect(diffSchemas({ ...base, primaryKey: ["text", "id"] }, [both]).change).toBe("destructive");
  });

  it("compares types that are data by what they hold", () => {
    const vector = (type: Record<string, string | number>): StoredSchema => ({
      columns: [{ name: "id", type, nullable: false }],
      primaryKey: ["id"],
    });
    const before = vector({ kind: "vector", dims: 3 });
    expect(diffSchemas(vector({ dims: 3, kind: "vector" }), [before]).change).toBe("none");
    expect(diffSchemas(vector({ kind: "vector", dims: 4 }), [before])).toMatchObject({
      change: "destructive",
      reasons: ["column id: dims 4, was 3"],
    });
    expect(diffSchemas(vector({ kind: "vector", dims: 3, metric: "l2" }), [before]).reasons).toEqual([
      "column id: metric l2, was none",
    ]);
    expect(diffSchemas(vector({ kind: "list", size: 4 }), [before]).reasons).toEqual([
      "column id: list (size 4), was vector (dims 3)",
    ]);
  });

  it("answers with the gravest change when several schemas are possible", () => {
    const retyped = schema({ id: "int", text: "bytes" });
    expect(diffSchemas(base, [base, retyped]).change).toBe("destructive");
    expect(diffSchemas(base, [retyped, base]).change).toBe("destructive");
  });

  it("calls a column lossy that the table may have lost meanwhile, although it takes nulls", () => {
    const withNote = schema({ id: "int", text: "text", note: "text?" });
    expect(diffSchemas(withNote, [base]).change).toBe("additive");
    expect(diffSchemas(withNote, [withNote, base]).change).toBe("lossy");
    expect(diffSchemas(withNote, [base, withNote]).change).toBe("lossy");
  });
});
