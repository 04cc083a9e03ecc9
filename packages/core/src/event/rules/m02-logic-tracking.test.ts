import { type AnyFunction, contextKey, useContext } from "@coco/connectorkit";
import { describe, expect } from "vitest";
import { work } from "../../testing/memo-change.ts";
import { eachOf, MEMO_WAYS, type MemoWay, ROOT_RAN } from "../../testing/memo-ways.ts";
import { it } from "./rule-test.ts";

// Three functions, each calling the next; the first one is memoized. One of them is edited between two runs.

const ALWAYS = "runs every time (not memoized)";
const MODEL = contextKey<string>("m02/model", { detectChange: true });
const TRACKINGS = ["full", "self", "none"] as const;
type Tracking = (typeof TRACKINGS)[number];
const LEVELS = ["top", "middle", "bottom"] as const;
type Level = (typeof LEVELS)[number];

interface Case {
  readonly tracking: Readonly<Record<Level, Tracking>>;
  readonly edited: Level;
}

const cases = (bottoms: readonly Tracking[]): readonly Case[] =>
  TRACKINGS.flatMap((top) =>
    TRACKINGS.flatMap((middle) =>
      bottoms.flatMap((bottom) => LEVELS.map((edited) => ({ tracking: { top, middle, bottom }, edited }))),
    ),
  );

/** The three functions, as they are before or after the edit. */
function program({ edited, tracking }: Case, memo: MemoWay["memo"], middleMemo: boolean, after: boolean): AnyFunction {
  const options = (level: Level) => ({
    logicTracking: tracking[level],
    version: after && level === edited ? 2 : 1,
  });
  const bottom = work("bottom", options("bottom"), async () => 1);
  const middle = work("middle", { ...options("middle"), memo: middleMemo }, async () => bottom());
  return work("top", { ...options("top"), memo }, async () => middle());
}

/** Whether a result of the function at `level` has the edit among what it depends on. */
function concerns({ edited, tracking }: Case, level: Level): boolean {
  const between = LEVELS.slice(LEVELS.indexOf(level), LEVELS.indexOf(edited));
  return (
    LEVELS.indexOf(edited) >= LEVELS.indexOf(level) &&
    tracking[edited] !== "none" &&
    between.every((above) => tracking[above] === "full")
  );
}

describe("M2 Logic fingerprint: logicTracking", () => {
  it.for(cases(TRACKINGS))(
    "called: $edited is edited under $tracking.top, $tracking.middle, $tracking.bottom",
    async (given, { logOf }) => {
      await logOf(() => program(given, true, false, false)());
      const top = program(given, true, false, true);
      expect(await logOf(() => top())).toEqual(
        concerns(given, "top")
          ? [
              ROOT_RAN,
              `top() in / ran: function ${given.edited} changed`,
              `middle() in / ran: ${ALWAYS}`,
              `bottom() in / ran: ${ALWAYS}`,
            ]
          : [ROOT_RAN, "top() in / reused"],
      );
    },
  );

  it.for(eachOf(cases(["full"]), MEMO_WAYS.slice(1, 3)))(
    "$way: $edited is edited under $tracking.top, $tracking.middle",
    async ({ edited, tracking, ...way }, { logOf }) => {
      const given = { edited, tracking };
      await logOf(way.reach(program(given, way.memo, false, false)));
      const place = way.beneath("top");
      expect(await logOf(way.reach(program(given, way.memo, false, true)))).toEqual(
        concerns(given, "top")
          ? [
              ROOT_RAN,
              way.ran("top", `function ${edited} changed`),
              `middle()${place} ran: ${ALWAYS}`,
              `bottom()${place} ran: ${ALWAYS}`,
            ]
          : [ROOT_RAN, way.reused("top")],
      );
    },
  );

  it.for(cases(["full"]))(
    "the middle one is memoized too: $edited is edited under $tracking.top, $tracking.middle",
    async (given, { logOf }) => {
      await logOf(() => program(given, true, true, false)());
      const top = program(given, true, true, true);
      const beneath = concerns(given, "middle")
        ? [`middle() in / ran: function ${given.edited} changed`, `bottom() in / ran: ${ALWAYS}`]
        : ["middle() in / reused"];
      expect(await logOf(() => top())).toEqual(
        concerns(given, "top")
          ? [ROOT_RAN, `top() in / ran: function ${given.edited} changed`, ...beneath]
          : [ROOT_RAN, "top() in / reused"],
      );
    },
  );

  const MEMOS = [{ middleMemo: false }, { middleMemo: true }, { middleMemo: "app" as const }];
  const trackings = TRACKINGS.flatMap((top) => TRACKINGS.map((middle) => ({ top, middle })));
  it.for(eachOf(trackings, MEMOS))(
    "a context value counts under $top and $middle (memo of the middle one: $middleMemo)",
    async ({ middle: middleTracking, middleMemo, top: topTracking }, { logOf }) => {
      const main = () => {
        const bottom = work("bottom", {}, async () => useContext(MODEL));
        const middle = work("middle", { logicTracking: middleTracking, memo: middleMemo }, async () => bottom());
        const top = work("top", { logicTracking: topTracking, memo: true }, async () => middle());
        return async () => void (await top());
      };
      const log = (value: string): Promise<readonly string[]> =>
        logOf(main(), { lifespan: (env) => env.provide(MODEL, value) });
      await log("a");
      expect(await log("a")).toEqual([ROOT_RAN, "top() in / reused"]);
      const why = 'context value "m02/model" changed';
      const place = middleMemo === "app" ? "" : " in /";
      expect(await log("b")).toEqual([
        ROOT_RAN,
        `top() in / ran: ${why}`,
        `middle()${place} ran: ${middleMemo === false ? ALWAYS : why}`,
        `bottom()${place} ran: ${ALWAYS}`,
      ]);
    },
  );
});
