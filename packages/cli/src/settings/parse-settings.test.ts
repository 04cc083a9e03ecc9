import { describe, expect, it } from "vitest";
import { UsageError } from "../usage-error.ts";
import { parseSettings } from "./parse-settings.ts";

const defaults = {
  text: "a",
  count: 1,
  flag: false,
  big: 1n,
  since: new Date(0),
  from: new URL("https://example.com"),
  names: ["a"],
  limits: { files: 1 },
  nothing: undefined,
};

describe("--set", () => {
  it.each([
    ["text=", { text: "" }],
    ["text=a=b", { text: "a=b" }],
    ["count=-1.5e3", { count: -1500 }],
    ["flag=true", { flag: true }],
    ["big=-12345678901234567890", { big: -12345678901234567890n }],
    ["since=2026-01-31", { since: new Date("2026-01-31T00:00:00Z") }],
    ["from=https://example.org/x", { from: new URL("https://example.org/x") }],
    ['names=["x","y"]', { names: ["x", "y"] }],
    ['limits={"files":2}', { limits: { files: 2 } }],
    ["nothing=12", { nothing: "12" }],
  ])("reads %s as what its default is", (pair, settings) => {
    expect(parseSettings([pair], defaults)).toEqual(settings);
  });

  it.each([
    "count=",
    "count=Infinity",
    "count=12px",
    "flag=yes",
    "big=1.5",
    "since=yesterday",
    "from=nowhere",
    "names={}",
    "limits=[]",
    "limits=null",
    "tex=a",
    "toString=a",
    "=a",
    "text",
  ])("refuses %s", (pair) => {
    expect(() => parseSettings([pair], defaults)).toThrow(UsageError);
  });

  it("takes the last of several values of one parameter", () => {
    expect(parseSettings(["count=1", "count=2"], defaults)).toEqual({ count: 2 });
  });
});
