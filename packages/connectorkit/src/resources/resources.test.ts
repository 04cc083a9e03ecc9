import { describe, expect, expectTypeOf, it } from "vitest";
import { fingerprint } from "../fingerprint/fingerprint.ts";
import type { memoKey } from "../memo/memo-key.ts";
import type { Embedder } from "./embedder.ts";
import type { FileLike } from "./file-like.ts";
import { filePath } from "./file-path.ts";
import { type HasVectorSchema, vectorSchema } from "./vector-schema.ts";

describe("filePath", () => {
  it.each([
    ["docs/a.b.md", "a.b.md", ".md"],
    ["README", "README", ""],
    ["x/.env", ".env", ""],
    ["x.y/z", "z", ""],
  ])("splits %s", (relative, name, extension) => {
    const path = filePath("docs", relative);
    expect(path).toMatchObject({ root: "docs", relative, key: relative, name, extension });
    expect(String(path)).toBe(relative);
  });

  it("is plain data as an argument of a memoized function", () => {
    expect(fingerprint(filePath("docs", "a.md"))).toEqual(fingerprint(filePath("docs", "a.md")));
    expect(fingerprint(filePath("docs", "a.md"))).not.toEqual(fingerprint(filePath("other", "a.md")));
    expect(structuredClone(filePath("docs", "a.md"))).toMatchObject({ root: "docs", relative: "a.md" });
  });
});

describe("vectorSchema", () => {
  it("is checked when made", () => {
    expect(vectorSchema(384)).toEqual({ dims: 384, dtype: "float32" });
    expect(() => vectorSchema(0)).toThrow("A vector has from 1 to 65536 dimensions, not 0");
    expect(() => vectorSchema(3, "int8" as never)).toThrow('"int8" is no way to store a vector');
  });
});

describe("contracts", () => {
  it("let an embedder give the shape of a vector column", () => {
    expectTypeOf<Embedder>().toExtend<HasVectorSchema>();
  });

  it("ask a file for its identity", () => {
    expectTypeOf<FileLike[typeof memoKey]>().toEqualTypeOf<() => unknown>();
  });
});
