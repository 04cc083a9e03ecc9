import { describe, expect, it } from "vitest";
import { didYouMean } from "../did-you-mean.ts";
import { cutToWidth, displayWidth } from "./display-width.ts";
import { counted, formatBytes, formatDuration } from "./numbers.ts";
import { tableLines } from "./table.ts";

describe("what is printed", () => {
  it("is laid out by the columns that characters take", () => {
    expect(displayWidth("añ漢👩‍💻")).toBe(6);
    expect(cutToWidth("漢字漢字", 5)).toBe("漢字…");
    expect(cutToWidth("short", 5)).toBe("short");
    expect(tableLines([["name", "n"], ["漢", "12"], ["longer"]])).toEqual(["name     n", "漢      12", "longer"]);
  });

  it("has numbers that are read at a glance", () => {
    expect([0, 999, 1000, 12_345, 999_900, 4_400_000_000].map(formatBytes)).toEqual([
      "0 B",
      "999 B",
      "1.0 kB",
      "12 kB",
      "1.0 MB",
      "4.4 GB",
    ]);
    expect([0, 999, 1000, 59_940, 61_000, 3_660_000].map(formatDuration)).toEqual([
      "0 ms",
      "999 ms",
      "1.0 s",
      "59.9 s",
      "1 min 1 s",
      "1 h 1 min",
    ]);
    expect([counted(1, "file"), counted(1234, "file")]).toEqual(["1 file", "1,234 files"]);
  });

  it("names what a misspelt word may mean, and nothing where nothing is close", () => {
    const known = ["DocSearch", "dir", "limit"];
    expect(didYouMean("DocSaerch", known)).toBe("Did you mean DocSearch?");
    expect(didYouMean("docsearch", known)).toBe("Did you mean DocSearch?");
    expect(didYouMean("Doc", known)).toBe("Did you mean DocSearch?");
    expect(didYouMean("drir", known)).toBe("Did you mean dir?");
    expect(didYouMean("colour", known)).toBeUndefined();
  });
});
