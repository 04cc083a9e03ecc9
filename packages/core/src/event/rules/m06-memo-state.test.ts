import { contextKey, memoKey, memoState, registerMemoKey, useContext } from "@coco/connectorkit";
import { describe, expect } from "vitest";
import { mountEach, registerCodec } from "../../index.ts";
import { work } from "../../testing/memo-change.ts";
import { eachOf, MEMO_WAYS, MOUNTED_WAYS, type MemoWay, ROOT_RAN } from "../../testing/memo-ways.ts";
import { wrap } from "../../testing/wrap.ts";
import { it } from "./rule-test.ts";

const EDITED = "its content changed";

/** Stands for a file: its name is its key, and it is unchanged while its content is, whatever its time. */
class File {
  readonly name: string;
  content: string;
  time: number;
  readonly later: boolean;
  constructor(name: string, content: string, time: number, later = false) {
    this.name = name;
    this.content = content;
    this.time = time;
    this.later = later;
  }
}
interface FileState {
  readonly content: string;
  readonly time: number;
}
Object.defineProperty(File.prototype, memoKey, {
  value(this: File): unknown {
    return this.name;
  },
});
Object.defineProperty(File.prototype, memoState, {
  value(this: File, previous: FileState | undefined): unknown {
    const { content, later, time } = this;
    const outcome = { state: { content, time }, valid: previous?.content === content };
    return later ? new Promise((resolve) => setImmediate(() => resolve(outcome))) : outcome;
  },
});

/** Versions of one file: content and time. */
type Version = readonly [content: string, time: number];
type Outcome = "new" | "edited" | "reused" | "looked at anew";

interface History {
  readonly history: string;
  /** Each a letter, the content, and a digit, the time. */
  readonly versions: string;
  readonly outcomes: readonly Outcome[];
}
const HISTORIES: readonly History[] = [
  { history: "unchanged", versions: "x1 x1 x1", outcomes: ["new", "reused", "reused"] },
  { history: "touched", versions: "x1 x2 x2", outcomes: ["new", "looked at anew", "reused"] },
  {
    history: "touched again and again",
    versions: "x1 x2 x3 x1",
    outcomes: ["new", "looked at anew", "looked at anew", "looked at anew"],
  },
  { history: "edited", versions: "x1 y2 y2", outcomes: ["new", "edited", "reused"] },
  { history: "edited, the time being the same", versions: "x1 y1 y1", outcomes: ["new", "edited", "reused"] },
  { history: "edited and brought back", versions: "x1 y2 x3 x3", outcomes: ["new", "edited", "edited", "reused"] },
  {
    history: "touched, then edited",
    versions: "x1 x2 y3 y4",
    outcomes: ["new", "looked at anew", "edited", "looked at anew"],
  },
];

function line(way: MemoWay, name: string, outcome: Outcome): string {
  if (outcome === "reused") return way.reused(name);
  if (outcome === "looked at anew") return way.revalidated(name);
  return way.ran(name, outcome === "new" ? "new" : EDITED);
}

const TIMES = [
  { found: "at once", later: false },
  { found: "asynchronously", later: true },
] as const;

class Etag {
  readonly tag = "1";
}
let codecVersion = 0;
/** What was stored before cannot be read after it. */
function renewCodec(): void {
  codecVersion += 1;
  const decode = (): Etag => new Etag();
  registerCodec({ name: "m06/Etag", version: codecVersion, type: Etag, encode: ({ tag }: Etag) => tag, decode });
}

describe("M6 Memo state", () => {
  it.for(eachOf(eachOf(HISTORIES, TIMES), MEMO_WAYS))(
    "$way, its state found $found: $history",
    async ({ later, outcomes, versions, ...way }, { logOf }) => {
      const f = work("f", { memo: way.memo }, async (file: File) => file.content);
      for (const [index, [content = "", time]] of versions.split(" ").entries()) {
        expect(await logOf(way.reach(f, new File("a", content, Number(time), later)))).toEqual([
          ROOT_RAN,
          line(way, "f", outcomes[index] as Outcome),
        ]);
      }
    },
  );

  it.for(MEMO_WAYS)("$way: an edit while the function runs is seen next time", async (way, { logOf }) => {
    const file = new File("a", "before", 1);
    const f = work("f", { memo: way.memo }, async (given: File) => {
      if (given.content === "before") given.content = "after";
    });
    expect(await logOf(way.reach(f, file))).toEqual([ROOT_RAN, way.ran("f")]);
    expect(await logOf(way.reach(f, file))).toEqual([ROOT_RAN, way.ran("f", EDITED)]);
    expect(await logOf(way.reach(f, file))).toEqual([ROOT_RAN, way.reused("f")]);
  });

  it.for(MEMO_WAYS)("$way: the state is completed by what the run read", async (way, { logOf }) => {
    let read: string | undefined;
    class Hashed {}
    registerMemoKey(
      Hashed,
      () => "hashed",
      (_, previous: string | undefined) => ({
        state: "unread",
        valid: previous === "hash",
        afterRun: () => read ?? "unread",
      }),
    );
    const f = work("f", { memo: way.memo }, async () => void (read = "hash"));
    expect(await logOf(way.reach(f, new Hashed()))).toEqual([ROOT_RAN, way.ran("f")]);
    // Valid, and the state that is found without reading is another one.
    expect(await logOf(way.reach(f, new Hashed()))).toEqual([ROOT_RAN, way.revalidated("f")]);
    expect(await logOf(way.reach(f, new Hashed()))).toEqual([ROOT_RAN, way.ran("f", EDITED)]);
  });

  it.for(MEMO_WAYS)("$way: a function that changed does not ask what the old state says", async (way, { logOf }) => {
    const main = (version: number, content: string) =>
      way.reach(work("f", { memo: way.memo, version }), new File("a", content, 1));
    await logOf(main(1, "x"));
    expect(await logOf(main(2, "x"))).toEqual([ROOT_RAN, way.ran("f", "function f changed")]);
    expect(await logOf(main(3, "y"))).toEqual([ROOT_RAN, way.ran("f", "function f changed")]);
    expect(await logOf(main(3, "y"))).toEqual([ROOT_RAN, way.reused("f")]);
  });

  it.for(MEMO_WAYS)("$way: of several arguments each must be valid", async (way, { logOf }) => {
    const f = work("f", { memo: way.memo });
    const main = (a: Version, b: Version) => way.reach(f, { list: [new File("a", ...a)] }, new File("b", ...b));
    expect(await logOf(main(["x", 1], ["x", 1]))).toEqual([ROOT_RAN, way.ran("f")]);
    expect(await logOf(main(["x", 2], ["x", 1]))).toEqual([ROOT_RAN, way.revalidated("f")]);
    expect(await logOf(main(["x", 2], ["y", 1]))).toEqual([ROOT_RAN, way.ran("f", EDITED)]);
    expect(await logOf(main(["y", 2], ["y", 2]))).toEqual([ROOT_RAN, way.ran("f", EDITED)]);
    expect(await logOf(main(["y", 2], ["y", 2]))).toEqual([ROOT_RAN, way.reused("f")]);
  });

  it.for(MEMO_WAYS)("$way: a state that cannot be read is a miss", async (way, { logOf }) => {
    class Page {}
    registerMemoKey(
      Page,
      () => "page",
      () => ({ state: new Etag(), valid: true }),
    );
    const main = () => way.reach(work("f", { memo: way.memo }), new Page());
    renewCodec();
    expect(await logOf(main())).toEqual([ROOT_RAN, way.ran("f")]);
    expect(await logOf(main())).toEqual([ROOT_RAN, way.reused("f")]);
    renewCodec();
    expect(await logOf(main())).toEqual([ROOT_RAN, way.ran("f", "its stored result could not be read")]);
    expect(await logOf(main())).toEqual([ROOT_RAN, way.reused("f")]);
  });

  it.for(MEMO_WAYS)("$way: a state that cannot be found fails, and the memo stays", async (way, { logOf }) => {
    let broken = false;
    class Flaky {}
    registerMemoKey(
      Flaky,
      () => "flaky",
      (_, previous: number | undefined) => {
        if (broken) throw new Error("no answer");
        return { state: 1, valid: previous === 1 };
      },
    );
    const main = () => way.reach(work("f", { memo: way.memo }), new Flaky());
    await logOf(main());
    broken = true;
    expect(await logOf(main())).toEqual([ROOT_RAN, `${way.mounted ? way.place("f") : "/"} failed: no answer`]);
    broken = false;
    expect(await logOf(main())).toEqual([ROOT_RAN, way.reused("f")]);
  });

  it.for(MEMO_WAYS)("$way: a state may be found by what the context provides", async (way, { logOf }) => {
    const versions = contextKey<number>("m06/versions");
    class Versioned {}
    registerMemoKey(
      Versioned,
      () => "versioned",
      (_, previous: number | undefined) => ({ state: useContext(versions), valid: previous === useContext(versions) }),
    );
    const f = work("f", { memo: way.memo });
    const log = (version: number): Promise<readonly string[]> =>
      logOf(way.reach(f, new Versioned()), { lifespan: (env) => env.provide(versions, version) });
    expect(await log(1)).toEqual([ROOT_RAN, way.ran("f")]);
    expect(await log(1)).toEqual([ROOT_RAN, way.reused("f")]);
    expect(await log(2)).toEqual([ROOT_RAN, way.ran("f", EDITED)]);
  });

  it.for(MOUNTED_WAYS)("$way: a refreshed state is the only write of a hit (T8)", async (way, { logOf }) => {
    const written: string[] = [];
    const log = (version: Version): Promise<readonly string[]> =>
      logOf(way.reach(work("f", { memo: true }), new File("a", ...version)), {
        onCommit: (changes) =>
          void written.push(...changes.map((change) => `${change.kind} ${"table" in change ? change.table : ""}`)),
      });
    await log(["x", 1]);
    written.length = 0;
    expect(await log(["x", 1])).toEqual([ROOT_RAN, way.reused("f")]);
    const always = written.splice(0);
    expect(await log(["x", 2])).toEqual([ROOT_RAN, way.revalidated("f")]);
    expect(written).toEqual([...always, "put component"]);
  });

  it("only the items that were edited run", async ({ logOf }) => {
    const f = wrap("f", { memo: true }, async (file: File) => file.content);
    const main =
      (...files: readonly (readonly [string, ...Version])[]) =>
      async () =>
        void (await mountEach(
          files.map(([name, content, time]) => [name, new File(name, content, time)] as const),
          f,
        ));
    await logOf(main(["a", "x", 1], ["b", "x", 1], ["c", "x", 1]));
    // Items of one level are looked at side by side.
    const log = await logOf(main(["a", "x", 1], ["b", "y", 2], ["c", "x", 2], ["d", "x", 2]));
    expect(log.toSorted()).toEqual(
      [
        ROOT_RAN,
        "@f/a is unchanged",
        `@f/b ran: ${EDITED}`,
        "@f/c is unchanged, looked at anew",
        "@f/d ran: new",
      ].toSorted(),
    );
  });

  it("a call beneath one that is replayed is not asked; made by itself, it is", async ({ logOf }) => {
    const main = (content: string, itself: boolean) => {
      const inner = work("inner", { memo: true }, async (file: File) => file.content);
      const outer = work("outer", { memo: true }, async () => inner(new File("a", content, 1)));
      return async () => {
        await outer();
        if (itself) await inner(new File("a", content, 1));
      };
    };
    await logOf(main("x", false));
    expect(await logOf(main("y", false))).toEqual([ROOT_RAN, "outer() in / reused"]);
    expect(await logOf(main("y", true))).toEqual([ROOT_RAN, "outer() in / reused", `inner() in / ran: ${EDITED}`]);
  });

  it("a synchronous function cannot wait for a state", async ({ logOf }) => {
    const f = wrap("f", { memo: true }, (file: File) => file.content);
    const main = async () => void (await (f(new File("a", "x", 1, true)) as unknown));
    expect(await logOf(main)).toEqual([
      ROOT_RAN,
      "f() in / ran: new",
      "/ failed: f is synchronous, but the state of one of its arguments is found asynchronously.",
    ]);
  });
});
