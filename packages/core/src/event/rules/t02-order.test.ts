import { declareTargetStateWithChildren, TargetProvider } from "@coco/connectorkit";
import { describe, expect } from "vitest";
import { mount, mountEach, subpath, useMount } from "../../index.ts";
import { MemoryTable } from "../../testing/memory-target.ts";
import { NestedTarget } from "../../testing/nested-target.ts";
import {
  began,
  created,
  deleted,
  expectStages,
  failed,
  gone,
  mountOf,
  notDeleted,
  opened,
  ran,
  REBUILT,
  UNDECLARED,
  UNFINISHED,
  updated,
} from "./lines.ts";
import { it } from "./rule-test.ts";

const ROOT = "test.nested.order";
const target = new NestedTarget(ROOT);
const NAMES = ["x", "y", "z"] as const;
const containers = NAMES.map((_, index) => [ROOT, ...NAMES.slice(0, index + 1)].join("/"));
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Mounts so many of three containers that lie one in the other, and declares a leaf in the innermost. */
function nest(schemas: readonly string[], withLeaf: boolean): () => Promise<void> {
  return async () => {
    let inner: Awaited<ReturnType<typeof target.mount>> | undefined;
    for (const [index, schema] of schemas.entries()) inner = await target.mount(NAMES[index] ?? "", schema, inner);
    if (withLeaf) await mount(subpath("doc"), async () => target.declare("k", "1", inner));
  };
}

describe("T2 Order: containers and what is in them", () => {
  it.for([1, 2, 3])(
    "%i containers are made from the outermost inwards, before anything is in them",
    async (depth, { logOf }) => {
      const made = containers.slice(0, depth);
      expect(
        await logOf(
          nest(
            made.map(() => "v1.a"),
            true,
          ),
        ),
      ).toEqual([
        ran("/"),
        ...made.flatMap((container) => [ran(mountOf(container)), created(container, mountOf(container))]),
        ran("doc"),
        created(`${made.at(-1)}/k`, "doc"),
      ]);
    },
  );

  it.for([0, 1, 2])(
    "what was in container %i of three goes with it, and is not deleted one by one",
    async (level, { logOf }) => {
      const all = NAMES.map(() => "v1.a");
      await logOf(nest(all, true));
      const [dropped = "", ...beneath] = containers.slice(level);
      expectStages(
        await logOf(nest(all.slice(0, level), false)),
        [ran("/"), ...containers.slice(0, level).map((container) => ran(mountOf(container)))],
        [deleted(dropped, mountOf(dropped))],
        [gone("doc"), ...[dropped, ...beneath].map((container) => gone(mountOf(container)))],
      );
    },
  );

  it.for([
    { schemas: ["user:v1.a", "v1.a", "v1.a"], whose: "the outermost", goes: containers[1], by: 1 },
    { schemas: ["v1.a", "user:v1.a", "v1.a"], whose: "the middle", goes: containers[0], by: 0 },
    { schemas: ["v1.a", "v1.a", "user:v1.a"], whose: "the innermost", goes: containers[0], by: 0 },
    { schemas: ["user:v1.a", "user:v1.a", "v1.a"], whose: "the outer two", goes: containers[2], by: 2 },
    {
      schemas: ["user:v1.a", "v1.a", "user:v1.a"],
      whose: "the outermost and the innermost",
      goes: containers[1],
      by: 1,
    },
  ])(
    "the user manages $whose: what is not the user's, and lies in nothing that goes, goes",
    async ({ by, goes = "", schemas }, { logOf }) => {
      await logOf(nest(schemas, true));
      expectStages(
        await logOf(async () => undefined),
        [ran("/")],
        [deleted(goes, mountOf(containers[by] ?? ""))],
        [gone("doc"), ...containers.map((container) => gone(mountOf(container)))],
      );
    },
  );

  it("the user manages all three: what is in them is deleted, then they are forgotten from the innermost outwards", async ({
    logOf,
  }) => {
    await logOf(
      nest(
        NAMES.map(() => "user:v1.a"),
        true,
      ),
    );
    expect(await logOf(async () => undefined)).toEqual([
      ran("/"),
      deleted(`${containers[2]}/k`, "doc"),
      gone("doc"),
      ...containers.toReversed().map((container) => gone(mountOf(container))),
    ]);
  });

  it("a container that could not be dropped keeps what is in it, and is dropped by the next run", async ({ logOf }) => {
    await logOf(
      nest(
        NAMES.map(() => "v1.a"),
        true,
      ),
    );
    target.fault = (what) => (what === "delete x/y" ? new Error("refused") : undefined);
    const [x = "", y = "", z = ""] = containers;
    expect(await logOf(nest(["v1.a"], false))).toEqual([ran("/"), ran(mountOf(x)), notDeleted(mountOf(y), "refused")]);
    target.fault = undefined;
    expectStages(
      await logOf(nest(["v1.a"], false)),
      [ran("/"), ran(mountOf(x))],
      [deleted(y, mountOf(y))],
      [gone("doc"), gone(mountOf(y)), gone(mountOf(z))],
    );
  });

  it("a container that could not be dropped and comes back has what was in it written again", async ({ logOf }) => {
    const all = NAMES.map(() => "v1.a");
    await logOf(nest(all, true));
    target.fault = (what) => (what === "delete x/y" ? new Error("refused") : undefined);
    await logOf(nest(["v1.a"], false));
    target.fault = undefined;
    const [x = "", y = "", z = ""] = containers;
    expect(await logOf(nest(all, true))).toEqual([
      ran("/"),
      ran(mountOf(x)),
      ran(mountOf(y)),
      updated(y, mountOf(y), UNFINISHED),
      ran(mountOf(z)),
      updated(z, mountOf(z), REBUILT),
      ran("doc"),
      updated(`${z}/k`, "doc", REBUILT),
    ]);
  });

  it("an index goes with its table", async ({ database, logOf }) => {
    const withIndex = async (): Promise<void> => (await database.mountTable("t")).declareIndex("i", "flat");
    expect(await logOf(withIndex)).toEqual(began("t", created("t/@index/i", "/")));
    expectStages(await logOf(async () => undefined), [ran("/")], [deleted("t", mountOf("t"))], [gone(mountOf("t"))]);
  });

  it("an index that is not declared any more goes alone", async ({ database, logOf }) => {
    const main = (withIndex: boolean) => async () => {
      const table = await database.mountTable("t");
      table.declare("k", "1");
      if (withIndex) table.declareIndex("i", "flat");
    };
    await logOf(main(true));
    expect(await logOf(main(false))).toEqual([...opened("t"), deleted("t/@index/i", "/", UNDECLARED)]);
  });
});

describe("T2 Order: a container that is not there", () => {
  it("was declared in this component and is not submitted: using it is an error, no wait", async ({ logOf }) => {
    const main = async (): Promise<void> => {
      const root = new TargetProvider<{ schema: string }>(["test.memory.db"]);
      const pending = declareTargetStateWithChildren(root.state("t", { schema: "v1.a" }));
      new MemoryTable(new TargetProvider(pending.path)).declare("k", "1");
    };
    expect(await logOf(main)).toEqual([
      ran("/"),
      failed("/", "Target test.memory.db/t was declared and does not exist yet."),
    ]);
  });

  it("was mounted in an earlier run: using it is an error", async ({ database, logOf }) => {
    let kept: MemoryTable | undefined;
    await logOf(async () => {
      kept = await database.mountTable("t");
    });
    expect(await logOf(async () => kept?.declare("k", "1"))).toEqual([
      ran("/"),
      failed("/", "Target test.memory.db/t was not mounted in this run."),
    ]);
  });

  it("could not be made: what needs it fails, what does not goes on, and the next run makes it", async ({
    database,
    logOf,
  }) => {
    const main = async (): Promise<void> => {
      await mount(subpath("needs"), async () => (await database.mountTable("t")).declare("k", "1"));
      await mount(subpath("other"), async () => (await database.mountTable("u")).declare("k", "1"));
    };
    const t = `needs/${mountOf("t")}`;
    const u = `other/${mountOf("u")}`;
    database.fault = (what) => (what === "make t" ? new Error("refused") : undefined);
    const log = await logOf(main);
    expect(log.toSorted()).toEqual(
      [
        ran("/"),
        ran("needs"),
        ran(t),
        failed(t, "refused"),
        failed("needs", "refused"),
        ran("other"),
        ran(u),
        created("u", u),
        created("u/k", "other"),
      ].toSorted(),
    );
    database.fault = undefined;
    const again = await logOf(main);
    const made = [updated("t", t, UNFINISHED), created("t/k", "needs")];
    expect(again.toSorted()).toEqual([...made, ...["/", "needs", "other", t, u].map((one) => ran(one))].toSorted());
  });

  it("is declared by a component: those that begin when it is ready may use it", async ({ logOf }) => {
    const main = async (): Promise<void> => {
      const root = new TargetProvider<{ schema: string }>(["test.memory.db"]);
      const handle = await mount(subpath("tables"), async () => {
        declareTargetStateWithChildren(root.state("t", { schema: "v1.a" }));
      });
      await handle.ready();
      new MemoryTable(new TargetProvider([...root.path, "t"])).declare("k", "1");
    };
    expect(await logOf(main)).toEqual([ran("/"), ran("tables"), created("t", "tables"), created("t/k", "/")]);
  });
});

describe("T2 Order: a component is written after what it mounted", () => {
  const mounts = {
    mount: (name: string, f: () => Promise<void>) => mount(subpath(name), f),
    useMount: (name: string, f: () => Promise<void>) => useMount(subpath(name), f),
    mountEach: (name: string, f: () => Promise<void>) => mountEach(subpath(name), [["one", f]], (body) => body()),
  };
  it.for(Object.entries(mounts))("%s, three components deep", async ([kind, mountOne], { database, logOf }) => {
    const main = async (): Promise<void> => {
      const table = await database.mountTable("t");
      await mountOne("outer", async () => {
        await mountOne("middle", async () => {
          await mountOne("inner", async () => {
            await tick();
            table.declare("inner", "1");
          });
          table.declare("middle", "1");
        });
        table.declare("outer", "1");
      });
    };
    const at = (...names: readonly string[]): string =>
      names.map((name) => (kind === "mountEach" ? `${name}/one` : name)).join("/");
    const outer = at("outer");
    const middle = at("outer", "middle");
    const inner = at("outer", "middle", "inner");
    expect(await logOf(main)).toEqual(
      began(
        "t",
        ran(outer),
        ran(middle),
        ran(inner),
        created("t/inner", inner),
        created("t/middle", middle),
        created("t/outer", outer),
      ),
    );
  });

  it("also where a child fails: it is written without that", async ({ database, logOf }) => {
    const main = async (): Promise<void> => {
      const table = await database.mountTable("t");
      await mount(subpath("outer"), async () => {
        await mount(subpath("inner"), async () => {
          table.declare("inner", "1");
          await tick();
          throw new Error("broken");
        });
        table.declare("outer", "1");
      });
    };
    expect(await logOf(main)).toEqual(
      began("t", ran("outer"), ran("outer/inner"), failed("outer/inner", "broken"), created("t/outer", "outer")),
    );
  });
});
