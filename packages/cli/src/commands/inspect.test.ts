import { statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Project } from "../testing/project.ts";

let project: Project;

beforeEach(() => {
  project = Project.shouting();
});
afterEach(() => project.dispose());

const times = (text: string): string =>
  text.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, "TIME").replaceAll(/[\d.]+ k?B|\d+ %/g, "SIZE");

describe("coco inspect", () => {
  it("shows apps, sizes, what takes the space, and what failed", async () => {
    await project.coco(["update"], { FAIL_ON: "b.txt" });
    await project.coco(["update"], { FAIL_ON: "b.txt" });
    const { code, err, out } = await project.coco(["inspect"]);
    expect([code, err]).toEqual([0, ""]);
    const text = times(out);
    expect(text).toContain(".coco/state.db  SIZE on disk\n");
    expect(text).toMatch(/^APP +LAST CHANGE +COMPONENTS +TARGET STATES +DEAD LETTERS +SIZE$/m);
    expect(text).toMatch(/^Shout +TIME \(run 1\) +2 +1 +1 +SIZE$/m);
    expect(text).toMatch(/^space of Shout +entries +size +share$/m);
    expect(text).toMatch(/^ {2}results of calls +1 +SIZE +SIZE$/m);
    expect(text).toContain(
      "failures of Shout that have not succeeded since\n  @copy/b.txt, 2 times since TIME\n    Error: cannot shout b.txt\n",
    );
    project.remove("main.ts");
    const data = JSON.parse((await project.coco(["inspect", "--db", ".coco/state.db", "--json"])).out) as unknown;
    expect(data).toMatchObject({
      bytesOnDisk: expect.any(Number),
      apps: [{ name: "Shout", deadLetters: [{ component: "@copy/b.txt", count: 2 }], lastChange: { number: 1 } }],
    });
  });

  it("checks the store, and what the target holds; --repair shows what it means, asks, and puts it right", async () => {
    await project.coco(["update"]);
    const good = await project.coco(["inspect", "--check"]);
    expect(good).toMatchObject({ code: 0, err: "" });
    expect(good.out).toContain("The store is in order.\n\nfixture.files: all that is tracked is there\n");

    project.remove("out/a.txt");
    writeFileSync(path.join(project.folder, "out", "mine.txt"), "mine");
    const bad = await project.coco(["inspect", "--check"]);
    expect(bad.code).toBe(1);
    expect(bad.out).toContain("fixture.files: 1 of 2 tracked are missing, and 1 that nobody declared\n");
    expect(bad.out).toContain("fixture.files/a.txt  It is tracked as written, and is not in the target.\n");
    expect(bad.out).toContain("fixture.files/mine.txt  It stands in the target, and no component has declared it.\n");
    expect(bad.out).toContain("    Delete it by hand if it is not wanted");
    const data = JSON.parse((await project.coco(["inspect", "--check", "--json"])).out) as unknown;
    expect(data).toMatchObject({ check: { findings: [], targets: [{ missing: [{ kind: "missing" }], tracked: 2 }] } });

    const refused = await project.coco(["inspect", "--repair"]);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain(
      "The repair of Shout writes again what is missing:\n  + fixture.files/a.txt  by @copy/a.txt\n" +
        "The components that declare it run again, in an ordinary update.\n" +
        "1 thing that nobody declared stays: it may be somebody's.\n",
    );
    expect(refused.err).toContain("needs a yes, and there is no terminal to ask on");
    expect(Object.keys(project.output())).toEqual(["b.txt", "mine.txt"]);
    const repaired = await project.coco(["inspect", "--repair", "--yes"]);
    expect(repaired.code).toBe(0);
    expect(repaired.out).toContain(
      "After the repair:\n\nThe store is in order.\n\nfixture.files: all that is tracked is there",
    );
    expect(project.output()).toEqual({ "a.txt": "ONE", "b.txt": "TWO", "mine.txt": "mine" });
  });

  it("gives unused space back with --vacuum, but not beside an update", async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`in/${n}.txt`, `text ${n} `.repeat(400)]));
    project.write(many);
    await project.coco(["update"]);
    for (const name of Object.keys(many)) project.remove(name);
    await project.coco(["update"]);
    const store = path.join(project.folder, ".coco/state.db");
    const before = statSync(store).size;
    const { code, out } = await project.coco(["inspect", "--db", ".coco/state.db", "--vacuum"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^[\d.]+ [kM]B before, \d+ kB now\.\n/);
    expect(statSync(store).size).toBeLessThan(before);
    expect((await project.coco(["update"])).out).toContain("nothing had to be written");

    const running = project.start(["update"], { WAIT_ON: "b.txt" });
    await running.says("waiting in b.txt");
    const beside = await project.coco(["inspect", "--vacuum"]);
    expect(beside.code).toBe(1);
    expect(beside.err).toMatch(/is in use by process \d+/);
    project.write({ go: "" });
    await running.ended;
  });

  it("says what to write where the options do not go together", async () => {
    await project.coco(["update"]);
    const withBoth = await project.coco(["inspect", "main.ts", "--db", ".coco/state.db"]);
    expect(withBoth).toMatchObject({ code: 2 });
    expect((await project.coco(["inspect", "--db", ".coco/state.db", "--repair"])).err).toContain("Give a TARGET");
  });
});
