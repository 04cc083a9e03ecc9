import { describe, expect } from "vitest";
import { mount, subpath } from "../../index.ts";
import { NestedTarget } from "../../testing/nested-target.ts";
import type { RunOptions } from "../../testing/test-app.ts";
import { wrap } from "../../testing/wrap.ts";
import {
  created,
  deleted,
  EDITED,
  failed,
  gone,
  NEW,
  notDeleted,
  ran,
  REPROCESSED,
  takenOver,
  unchanged,
  UNDECLARED,
  UNFINISHED,
  updated,
} from "./lines.ts";
import { it } from "./rule-test.ts";

const ROOT = "test.nested.possible";
const K = `${ROOT}/k`;
const target = new NestedTarget(ROOT);

/** What a component declares: `k` with this value, nothing, or the component is not there. */
type Declared = "1" | "2" | "3" | "nothing" | "gone";

/** How the write of a run ends. */
const ends = {
  well: () => undefined,
  "in the sink's refusal": () => new Error("refused"),
  "in a kill before it is applied": () => new Error("killed"),
  "in a kill after it was applied": () => undefined,
} as const;
type End = keyof typeof ends;

const doc = wrap("t03/doc", { memo: true }, async (declared: Declared) => {
  if (declared !== "nothing") target.declare("k", declared);
});
const main =
  (declared: Declared, name = "doc") =>
  async () => {
    if (declared !== "gone") await mount(subpath(name), doc, declared);
  };

/** The options of a run that ends so: after a kill the store takes nothing more. */
function ending(end: End): RunOptions {
  let killed = false;
  target.fault = () => {
    killed = end.startsWith("in a kill");
    return ends[end]();
  };
  const onCommit = (): void => {
    if (killed) throw new Error("killed");
  };
  return { onCommit };
}

interface Case {
  readonly history: readonly (readonly [Declared, End])[];
  readonly now: Declared;
  /** What the handler is told then; nothing where it is not asked. */
  readonly told: readonly string[];
  readonly log: readonly string[];
}

const refused = "in the sink's refusal";
const runsAgain = (told: string, why = UNFINISHED): Pick<Case, "told" | "log"> => ({
  told: [`k: ${told}`],
  log: [ran("doc", why), updated(K, "doc", why)],
});
const kills = ["in a kill before it is applied", "in a kill after it was applied"] as const;
const broken = [refused, ...kills] as const;

const cases: Case[] = [
  { history: [["1", "well"]], now: "1", told: [], log: [unchanged("doc")] },
  { history: [["1", "well"]], now: "2", ...runsAgain("1", EDITED) },
  {
    history: [
      ["1", "well"],
      ["gone", "well"],
    ],
    now: "1",
    told: ["k: nothing"],
    log: [ran("doc", NEW), created(K, "doc", NEW)],
  },
  ...broken.flatMap((end): Case[] => [
    { history: [["1", end]], now: "1", ...runsAgain("1, may be missing") },
    { history: [["1", end]], now: "2", ...runsAgain("1, may be missing") },
    {
      history: [
        ["1", "well"],
        ["2", end],
      ],
      now: "2",
      ...runsAgain("1 or 2"),
    },
    {
      history: [
        ["1", "well"],
        ["2", end],
      ],
      now: "1",
      ...runsAgain("1 or 2"),
    },
    {
      history: [
        ["1", "well"],
        ["2", end],
        ["3", end],
      ],
      now: "1",
      ...runsAgain("1 or 2 or 3"),
    },
    {
      history: [
        ["1", "well"],
        ["gone", end],
      ],
      now: "1",
      ...runsAgain("1, may be missing"),
    },
    {
      history: [
        ["1", "well"],
        ["nothing", end],
      ],
      now: "1",
      ...runsAgain("1, may be missing", EDITED),
    },
    {
      history: [
        ["1", "well"],
        ["gone", end],
      ],
      now: "gone",
      told: [],
      log: [deleted(K, "doc"), gone("doc")],
    },
    {
      history: [
        ["1", "well"],
        ["2", end],
      ],
      now: "gone",
      told: [],
      log: [deleted(K, "doc"), gone("doc")],
    },
    {
      history: [
        ["1", "well"],
        ["2", end],
      ],
      now: "nothing",
      told: [],
      log: [ran("doc", UNFINISHED), deleted(K, "doc", UNDECLARED)],
    },
  ]),
];

describe("T3 Write-ahead: what the next run makes of a state", () => {
  it.for(
    cases.map((given) => ({
      ...given,
      title: given.history.map(([value, end]) => `${value} (ends ${end})`).join(", then "),
    })),
  )("$title; then $now", async ({ history, log, now, told }, { app, logOf }) => {
    for (const [declared, end] of history) await app.run(main(declared), ending(end)).catch(() => undefined);
    target.fault = undefined;
    target.takeAsked();
    expect(await logOf(main(now))).toEqual([ran("/"), ...log]);
    expect(target.takeAsked()).toEqual(told);
    // All is settled: nothing is asked or written any more.
    const settled = now === "gone" ? [] : [unchanged("doc")];
    expect(await logOf(main(now))).toEqual([ran("/"), ...settled]);
  });

  it.for(broken)("another component takes a state over whose change ended %s", async (end, { app, logOf }) => {
    await app.run(main("1"));
    await app.run(main("2"), ending(end)).catch(() => undefined);
    target.fault = undefined;
    target.takeAsked();
    expect(await logOf(main("2", "other"))).toEqual([
      ran("/"),
      ran("other", NEW),
      takenOver(K, "doc", "other"),
      updated(K, "other", NEW),
      gone("doc"),
    ]);
    expect(target.takeAsked()).toEqual(["k: 1 or 2"]);
  });

  it.for(broken)("another component takes a state over whose deletion ended %s", async (end, { app, logOf }) => {
    await app.run(main("1"));
    await app.run(main("gone"), ending(end)).catch(() => undefined);
    target.fault = undefined;
    target.takeAsked();
    expect(await logOf(main("1", "other"))).toEqual([
      ran("/"),
      ran("other", NEW),
      takenOver(K, "doc", "other"),
      updated(K, "other", NEW),
      gone("doc"),
    ]);
    expect(target.takeAsked()).toEqual(["k: 1, may be missing"]);
  });

  it.for(kills)("a takeover that ended %s is the new owner's to finish", async (end, { app, logOf }) => {
    await app.run(main("1"));
    await app.run(main("2", "other"), ending(end)).catch(() => undefined);
    target.fault = undefined;
    target.takeAsked();
    expect(await logOf(main("2", "other"))).toEqual([
      ran("/"),
      ran("other", UNFINISHED),
      updated(K, "other", UNFINISHED),
      gone("doc"),
    ]);
    expect(target.takeAsked()).toEqual(["k: 1 or 2"]);
  });

  it("a full reprocess: it may be missing", async ({ app, logOf }) => {
    await app.run(main("1"));
    target.takeAsked();
    expect(await logOf(main("1"), { fullReprocess: true })).toEqual([
      ran("/"),
      ran("doc", REPROCESSED),
      updated(K, "doc", REPROCESSED),
    ]);
    expect(target.takeAsked()).toEqual(["k: 1, may be missing"]);
  });

  it("a sink that refuses is said, of a write and of a deletion", async ({ logOf }) => {
    await logOf(main("1"));
    target.fault = () => new Error("refused");
    expect(await logOf(main("2"))).toEqual([ran("/"), ran("doc", EDITED), failed("doc", "refused")]);
    expect(await logOf(main("gone"))).toEqual([ran("/"), notDeleted("doc", "refused")]);
  });
});
