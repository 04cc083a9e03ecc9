import { describe, expect } from "vitest";
import {
  deleted,
  EDITED,
  expectStages,
  failed,
  gone,
  NEW,
  notDeleted,
  opened,
  ran,
  takenOver,
  unchanged,
  UNDECLARED,
  UNFINISHED,
  updated,
} from "./lines.ts";
import { at, directions, docs, type Items, memo, type Rows } from "./moving-rows.ts";
import { it } from "./rule-test.ts";

describe("T4 One owner: a takeover that does not go through at once", () => {
  it.for(directions)(
    "that the sink refuses is one update of the next run (from $from to $to)",
    async ({ from, to }, { database, logOf }) => {
      await logOf(docs(database, [[from, { k: "old" }]], memo));
      database.fault = (what) => (what === "update t/k" ? new Error("refused") : undefined);
      const items: Items = [[to, { k: "new" }]];
      expect(await logOf(docs(database, items, memo))).toEqual([
        ...opened("t"),
        ran(at(to), NEW),
        takenOver("t/k", at(from), at(to)),
        failed(at(to), "refused"),
        gone(at(from)),
      ]);
      database.fault = undefined;
      expect(await logOf(docs(database, items, memo))).toEqual([
        ...opened("t"),
        ran(at(to), UNFINISHED),
        updated("t/k", at(to), UNFINISHED),
      ]);
    },
  );

  it.for(directions)(
    "that the sink refuses is one deletion when nobody declares it any more (from $from to $to)",
    async ({ from, to }, { database, logOf }) => {
      await logOf(docs(database, [[from, { k: "old" }]], memo));
      database.fault = (what) => (what === "update t/k" ? new Error("refused") : undefined);
      await logOf(docs(database, [[to, { k: "new" }]], memo));
      database.fault = undefined;
      expect(await logOf(docs(database, [], memo))).toEqual([...opened("t"), deleted("t/k", at(to)), gone(at(to))]);
    },
  );

  it.for(directions)(
    "of a state of a component that is gone and could not be deleted (from $from to $to)",
    async ({ from, to }, { database, logOf }) => {
      await logOf(docs(database, [[from, { k: "old" }]], memo));
      database.fault = (what) => (what === "delete t/k" ? new Error("refused") : undefined);
      expect(await logOf(docs(database, [], memo))).toEqual([...opened("t"), notDeleted(at(from), "refused")]);
      database.fault = undefined;
      expect(await logOf(docs(database, [[to, { k: "old" }]], memo))).toEqual([
        ...opened("t"),
        ran(at(to), NEW),
        takenOver("t/k", at(from), at(to)),
        updated("t/k", at(to), NEW), // it may be gone
        gone(at(from)),
      ]);
    },
  );

  it.for(directions)(
    "of a state that its component declares no more and that could not be deleted (from $from to $to)",
    async ({ from, to }, { database, logOf }) => {
      const items = (mine: Rows, theirs: Rows): Items => [
        [from, mine],
        [to, theirs],
      ];
      await logOf(docs(database, items({ k: "old" }, {}), memo));
      database.fault = (what) => (what === "delete t/k" ? new Error("refused") : undefined);
      expectStages(
        await logOf(docs(database, items({}, {}), memo)),
        opened("t"),
        [ran(at(from), EDITED), unchanged(at(to))],
        [notDeleted(at(from), "refused")],
      );
      database.fault = undefined;
      expectStages(
        await logOf(docs(database, items({}, { k: "old" }), memo)),
        opened("t"),
        [unchanged(at(from)), ran(at(to), EDITED)],
        [takenOver("t/k", at(from), at(to))],
        [updated("t/k", at(to), EDITED)],
      );
      expectStages(await logOf(docs(database, items({}, { k: "old" }), memo)), opened("t"), [
        unchanged(at(from)),
        unchanged(at(to)),
      ]);
    },
  );

  it.for(directions)(
    "by a component that fails: the state stays with its owner (from $from to $to)",
    async ({ from, to }, { database, logOf }) => {
      await logOf(
        docs(
          database,
          [
            [from, { k: "old" }],
            [to, {}],
          ],
          memo,
        ),
      );
      expectStages(
        await logOf(
          docs(
            database,
            [
              [from, {}],
              [to, { k: "new", fail: "" }],
            ],
            memo,
          ),
        ),
        opened("t"),
        [ran(at(from), EDITED), ran(at(to), EDITED), failed(at(to), "broken")],
        [deleted("t/k", at(from), UNDECLARED)],
      );
    },
  );
});
