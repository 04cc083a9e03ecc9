import { describe, expect, it } from "vitest";
import { entryPath } from "./entry-path.ts";
import { isTemporaryName, temporaryName } from "./temporary-name.ts";

describe("the path of a declared file", () => {
  it.each([
    ["a.txt", "a.txt"],
    ["a//b/./c.txt", "a/b/c.txt"],
    ["a/../b", "b"],
    ["folder/", "folder"],
    ["日本/é 🎉.md", "日本/é 🎉.md"],
    ["..a/b..", "..a/b.."],
    ["back\\slash", "back\\slash"],
  ])("%s is %s", (given, plain) => {
    expect(entryPath(given, "linux")).toBe(plain);
  });

  it.each(["..", "../a", "a/../../b", "/a", "/"])("does not lead out of its folder: %s", (given) => {
    expect(() => entryPath(given, "linux")).toThrow(expect.objectContaining({ code: "LOCALFS_OUTSIDE_ROOT" }));
  });

  it.each(["", ".", "a/..", "a\0b", "a/\ud800", 7, null, temporaryName("x")])("is one: %j", (given) => {
    expect(() => entryPath(given, "linux")).toThrow(expect.objectContaining({ code: "LOCALFS_TARGET_PATH" }));
  });

  it.each(["CON", "a/nul.txt", "com¹", "a<b", "ab:c", 'a"b', "a|b", "a?b", "a*b", "a\u0001", "end.", "a/end "])(
    "holds only names that Windows takes, on Windows: %j",
    (given) => {
      expect(() => entryPath(given, "win32")).toThrow(expect.objectContaining({ code: "LOCALFS_TARGET_PATH" }));
      expect(entryPath(given, "linux")).toBe(given);
    },
  );

  it("may be written with backslashes on Windows, and leads out of no drive", () => {
    expect(entryPath("a\\b\\console.txt", "win32")).toBe("a/b/console.txt");
    for (const given of ["C:\\a", "c:a", "\\a", "..\\a"]) {
      expect(() => entryPath(given, "win32")).toThrow(expect.objectContaining({ code: "LOCALFS_OUTSIDE_ROOT" }));
    }
  });
});

it("a temporary name follows from the file's, fits everywhere, and is told from all others", () => {
  expect(temporaryName("x".repeat(255))).toHaveLength(26);
  expect(temporaryName("a")).toBe(temporaryName("a"));
  expect(temporaryName("a")).not.toBe(temporaryName("b"));
  expect(isTemporaryName(temporaryName("a"))).toBe(true);
  expect([".a.coco-tmp", "a.tmp", `x${temporaryName("a")}`].filter(isTemporaryName)).toEqual([]);
});
