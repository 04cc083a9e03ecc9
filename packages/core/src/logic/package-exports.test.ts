import { describe, expect, it } from "vitest";
import { pickTarget, processConditions } from "./package-exports.ts";

const conditions = new Set(["node", "import"]);

describe("pickTarget", () => {
  it.each([
    ["./main.js", ".", "./main.js"],
    [{ import: "./a.mjs", default: "./a.cjs" }, ".", "./a.mjs"],
    [{ require: "./a.cjs", default: "./b.js" }, ".", "./b.js"],
    [{ ".": { node: { require: "./x.cjs" }, default: "./y.js" } }, ".", "./y.js"],
    [{ ".": [{ browser: "./x.js" }, "./y.js"] }, ".", "./y.js"],
    [{ "./*": "./src/*.ts", "./deep/*": "./lib/*.ts" }, "./deep/a/b", "./lib/a/b.ts"],
    [{ "./*.js": "./src/*.ts" }, "./a.js", "./src/a.ts"],
    [{ "./*": "./src/*.ts", "./a": "./exact.ts" }, "./a", "./exact.ts"],
    [{ "./*": "./src/*.ts", "./private/*": null }, "./private/a", undefined],
    [{ "#dep": "lib" }, "#dep", "lib"],
    [{ "./a": "./a.js" }, "./b", undefined],
    [undefined, ".", undefined],
  ])("picks from %j for %s: %s", (map, key, target) => {
    expect(pickTarget(map, key, conditions)).toBe(target);
  });
});

describe("processConditions", () => {
  it("takes the flags of the command line and of NODE_OPTIONS", () => {
    const found = processConditions(["-C", "one", "--conditions=two"], "--no-warnings --conditions three");
    expect([...found].slice(-3)).toEqual(["three", "one", "two"]);
  });
});
