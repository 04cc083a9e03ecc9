import { describe, expect, it } from "vitest";
import { type ContainerOwner, guardedSink, type OwnedAction } from "./guarded-sink.ts";
import type { SinkContext } from "./sink.ts";

interface Row extends OwnedAction {
  readonly row: string;
}

const context = {
  context: () => undefined,
  count: () => undefined,
  signal: new AbortController().signal,
} as SinkContext;

function guarded() {
  const written: string[] = [];
  const seen = { mark: "ours" as string | undefined, isThere: true, looks: 0, settled: 0, client: {} };
  const sink = guardedSink<Row>(
    {
      name: "rows",
      apply: async (rows) => {
        written.push(...rows.map(({ row }) => row));
        return rows.map(({ row }) => (row === "bad" ? "refused by the sink" : undefined));
      },
      settle: async () => void (seen.settled += 1),
    },
    {
      client: () => seen.client,
      find: async () => {
        seen.looks += 1;
        return seen.isThere ? { mark: seen.mark } : undefined;
      },
      refusal: (isMarked) => (isMarked ? "another app's" : "nobody's"),
    },
  );
  const apply = (owner: ContainerOwner, ...rows: readonly string[]) =>
    sink.apply(
      rows.map((row) => ({ owner, row })),
      context,
    );
  return { apply, seen, sink, written };
}

describe("a guarded sink", () => {
  it("looks once a run and client at the container, and lets through what goes into ours", async () => {
    const { apply, seen, sink, written } = guarded();
    await apply({ mark: "ours" }, "a");
    await apply({ mark: "ours" }, "b");
    expect([written, seen.looks]).toEqual([["a", "b"], 1]);
    await sink.settle?.(context);
    seen.client = {};
    await apply({ mark: undefined }, "c");
    expect([written, seen.looks, seen.settled]).toEqual([["a", "b", "c"], 2, 1]);
  });

  it("refuses what would go into another one, each time, and does no upkeep there", async () => {
    const { apply, seen, sink, written } = guarded();
    seen.mark = undefined;
    expect(await apply({ mark: "ours" }, "a", "b")).toEqual(["nobody's", "nobody's"]);
    seen.mark = "other";
    expect(await apply({ mark: "ours" }, "a")).toEqual(["another app's"]);
    await sink.settle?.(context);
    expect([written, seen.looks, seen.settled]).toEqual([[], 2, 0]);
  });

  it("leaves to the sink what is the user's, and what is missing", async () => {
    const { apply, seen, written } = guarded();
    seen.mark = undefined;
    await apply("user", "a");
    expect(seen.looks).toBe(0);
    seen.isThere = false;
    await apply({ mark: "ours" }, "b");
    expect(written).toEqual(["a", "b"]);
  });

  it("says of each action what became of it, where some are refused", async () => {
    const { seen, sink, written } = guarded();
    const rows: Row[] = [
      { owner: { mark: "other" }, row: "theirs" },
      { owner: "user", row: "bad" },
      { owner: { mark: "ours" }, row: "good" },
    ];
    expect(await sink.apply(rows, context)).toEqual(["another app's", "refused by the sink", undefined]);
    expect([written, seen.looks]).toEqual([["bad", "good"], 1]);
  });
});
