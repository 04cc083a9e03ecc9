import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Project } from "../testing/project.ts";

let project: Project;

beforeEach(() => {
  project = Project.shouting({ "a.txt": "one", "b.txt": "two" });
});
afterEach(() => project.dispose());

describe("coco update --preview", () => {
  it("shows what would change, grouped by target, with the reasons, and writes nothing", async () => {
    await project.coco(["update"]);
    project.write({ "in/b.txt": "changed", "in/c.txt": "new" });
    project.remove("in/a.txt");
    const { code, err, out } = await project.coco(["update", "--preview"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toBe(
      [
        "Shout: an update would make 3 changes",
        "",
        "fixture.files: 1 to create, 1 to update, 1 to delete",
        "  ~ b.txt  its value changed      @copy/b.txt",
        "  + c.txt  new                    @copy/c.txt",
        "  - a.txt  its component is gone  @copy/a.txt",
        "",
        "ran to find out: shout 2",
        "",
        "Nothing was written. The results of what ran are not kept.",
        "",
      ].join("\n"),
    );
    expect(project.output()).toEqual({ "a.txt": "ONE", "b.txt": "TWO" });
    const limited = await project.coco(["update", "--preview", "--limit", "1"]);
    expect(limited.out).toContain("  … 2 more (--limit, or --json)\n");
    await project.coco(["update"]);
    expect((await project.coco(["update", "--preview"])).out).toMatch(/^Shout: nothing would change\n/);
  });

  it("gives data for programs, and runs nothing with --no-run", async () => {
    await project.coco(["update"]);
    project.write({ "in/b.txt": "changed" });
    const data = JSON.parse((await project.coco(["update", "--preview", "--json"])).out) as unknown;
    expect(data).toMatchObject({
      app: "Shout",
      changes: [{ target: "fixture.files/b.txt", change: "update", component: "@copy/b.txt" }],
      functions: { shout: { ran: 1 } },
    });
    const left = await project.coco(["update", "--preview", "--no-run"]);
    expect(left.out).toMatch(/would run, and was left alone: 1\n {2}shout\(\) /);
    expect((await project.coco(["update", "--no-run"])).err).toContain("--no-run goes with --preview.");
    expect((await project.coco(["update", "--preview", "--reset"])).code).toBe(2);
  });

  it("ends with 1 when something failed, and works beside an update", async () => {
    const running = project.start(["update"], { WAIT_ON: "b.txt" });
    await running.says("waiting in b.txt");
    const failed = await project.coco(["update", "--preview"], { FAIL_ON: "a.txt" });
    expect(failed.code).toBe(1);
    expect(failed.out).toContain("cannot shout a.txt");
    project.write({ go: "" });
    expect((await running.ended).code).toBe(0);
  });
});

describe("coco update --timeout", () => {
  it("stops in good order when the time is over", async () => {
    project.write({
      "slow.ts": `import { setTimeout as sleep } from "node:timers/promises";
import * as coco from "@coco/core";
coco.app("Slow", async function main() {
  for (;;) {
    await sleep(5);
    coco.checkCancelled();
  }
});`,
    });
    const { code, err, out } = await project.coco(["update", "slow.ts", "--timeout", "200ms"]);
    expect(code).toBe(1);
    expect(out).toContain("Slow: stopped after");
    expect(err).toContain("Slow: not done within --timeout.");
    expect((await project.coco(["update", "--timeout", "1h30m"])).code).toBe(0);
    const wrong = await project.coco(["update", "--timeout", "soon"]);
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.err).toContain('"90s", "5m", "1h30m"');
  });
});
