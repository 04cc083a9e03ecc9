import { describe, expect, it } from "vitest";
import { type CpuProfile, type ProfileNode, shortPlace, summariseProfile } from "./cpu-profile.ts";

const node = (id: number, functionName: string, url: string, children: number[] = []): ProfileNode => ({
  id,
  callFrame: { functionName, url, lineNumber: id - 1 },
  children,
});

// main calls work (itself again, once) and a native function; each sample holds until the next one, a millisecond later.
const profile: CpuProfile = {
  nodes: [
    node(1, "(root)", "", [2, 6, 7]),
    node(2, "main", "file:///repository/packages/core/src/app/run.ts", [3, 5]),
    node(3, "work", "file:///repository/node_modules/.pnpm/x@1/node_modules/x/lib/work.js", [4]),
    node(4, "work", "file:///repository/node_modules/.pnpm/x@1/node_modules/x/lib/work.js"),
    node(5, "hash", ""),
    node(6, "(garbage collector)", ""),
    node(7, "(idle)", ""),
  ],
  samples: [2, 3, 4, 5, 6, 7, 2],
  timeDeltas: [500, 1000, 1000, 1000, 1000, 1000, 1000],
};

describe("the summary of a CPU profile", () => {
  const { busyMilliseconds, idleMilliseconds, garbageMilliseconds, functions, areas } = summariseProfile(profile);
  const cost = (name: string) => functions.filter((entry) => entry.name === name);

  it("tells work, waiting and garbage collection apart", () => {
    expect([busyMilliseconds, idleMilliseconds, garbageMilliseconds]).toEqual([5, 1, 1]);
  });

  it("gives each function its own time, and the time of all that it called, once", () => {
    expect(cost("main")).toMatchObject([
      { place: "packages/core/src/app/run.ts:2", selfMilliseconds: 1, totalMilliseconds: 4 },
    ]);
    expect(cost("work").map((entry) => entry.selfMilliseconds)).toEqual([1, 1]);
  });

  it("says who called what is not JavaScript, and counts it to the caller's package", () => {
    expect(cost("hash")).toMatchObject([{ place: "native, from packages/core/src/app/run.ts:2" }]);
    expect(areas).toContainEqual({ area: "packages/core/src/app", selfMilliseconds: 2 });
    expect(areas).toContainEqual({ area: "x", selfMilliseconds: 2 });
  });

  it("shortens places to what a reader looks for", () => {
    expect(shortPlace("file:///a/b/benchmarks/src/main.ts")).toBe("benchmarks/src/main.ts");
    expect(shortPlace("node:fs")).toBe("node:fs");
  });
});
