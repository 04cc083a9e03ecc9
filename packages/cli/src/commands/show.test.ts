import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Project } from "../testing/project.ts";

let project: Project;

beforeEach(() => {
  project = Project.shouting({ "a.txt": "one", "b.txt": "two", "c.txt": "three" });
});
afterEach(() => project.dispose());

const STORE = ["--db", ".coco/state.db"] as const;

describe("coco ls", () => {
  it("lists the apps of the code and of the store", async () => {
    const before = await project.coco(["ls"]);
    expect(before).toMatchObject({ code: 0, err: "" });
    expect(before.out).toMatch(/^Shout +default +\.coco\/state\.db +not run yet$/m);
    await project.coco(["update"]);
    expect((await project.coco(["ls", "main.ts"])).out).toMatch(/^Shout +default +\.coco\/state\.db +4 +3 +\S+ \w+$/m);
    project.write({ "main.ts": 'import * as coco from "@coco/core";\ncoco.app("Renamed", () => undefined);' });
    const { out } = await project.coco(["ls"]);
    expect(out).toMatch(/^Renamed +default .*not run yet$/m);
    expect(out).toMatch(/^Shout +\(not in the code\) /m);
  });

  it("lists a store with no code at hand", async () => {
    await project.coco(["update"]);
    project.remove("main.ts");
    expect((await project.coco(["ls", ...STORE])).out).toMatch(/^Shout .* 4 +3 /m);
    const data = JSON.parse((await project.coco(["ls", ...STORE, "--json"])).out) as unknown;
    expect(data).toMatchObject([{ name: "Shout", environment: null, stored: { components: 4, targetStates: 3 } }]);
    const missing = await project.coco(["ls", "--db", "none.db"]);
    expect(missing.code).toBe(1);
    expect(missing.err).toContain("There is no state store at");
  });
});

describe("coco show", () => {
  it("prints the tree of components with what they own", async () => {
    await project.coco(["update"]);
    const { code, out } = await project.coco(["show"]);
    expect(code).toBe(0);
    expect(out).toBe(
      [
        "Shout  .coco/state.db",
        "4 components, 3 target states",
        "",
        "targets          states",
        "  fixture.files       3",
        "",
        "├─ @copy/a.txt  1 target state",
        "├─ @copy/b.txt  1 target state",
        "└─ @copy/c.txt  1 target state",
        "",
      ].join("\n"),
    );
  });

  it("prints one component, and says what a wrong path may mean", async () => {
    await project.coco(["update"]);
    const { out } = await project.coco(["show", "main.ts", "@copy/b.txt"]);
    expect(out).toContain("Shout @copy/b.txt");
    expect(out).toContain("1 result of functions it called");
    expect(out).toContain("target states\n  fixture.files/b.txt\n");
    const wrong = await project.coco(["show", "main.ts", "@copy/d.txt"]);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toMatch(/no component @copy\/d\.txt\.\n {2}Did you mean @copy\/[abc]\.txt\?/);
    expect((await project.coco(["show", "main.ts", '@copy/"b'])).err).toContain("is not a key path");
  });

  it("takes a key with slashes with quotes, as it prints it, and without", async () => {
    project.write({
      "main.ts": `import * as coco from "@coco/core";
async function page(name: string) {}
coco.app("Pages", async function main() {
  await coco.mountEach([["guide/start.md", "x"], ["@odd/\\"name\\"", "y"]] as const, page);
});`,
    });
    await project.coco(["update"]);
    const { out } = await project.coco(["show"]);
    expect(out).toContain('├─ @page/"@odd/\\"name\\""\n└─ @page/"guide/start.md"\n');
    for (const path of ['@page/"guide/start.md"', "@page/guide/start.md", '@page/"@odd/\\"name\\""']) {
      const { code, err } = await project.coco(["show", "main.ts", path]);
      expect([path, code, err]).toEqual([path, 0, ""]);
    }
  });

  it("shows children page by page", async () => {
    await project.coco(["update"]);
    const first = await project.coco(["show", "--limit", "2"]);
    expect(first.out).toContain("└─ … 1 more (--limit, or --after '@copy/b.txt')");
    const rest = await project.coco(["show", "--limit", "2", "--after", "@copy/b.txt"]);
    expect(rest.out).toContain("└─ @copy/c.txt");
    expect(rest.out).not.toContain("@copy/b.txt");
    expect((await project.coco(["show", "--depth", "0"])).out).toContain("… 3 more (--depth)");
    expect((await project.coco(["show", "--limit", "few"])).code).toBe(2);
  });

  it("reads a store with no code at hand, as text and as data", async () => {
    await project.coco(["update"]);
    project.remove("main.ts");
    expect((await project.coco(["show", ...STORE])).out).toContain("├─ @copy/a.txt");
    const data = JSON.parse(
      (await project.coco(["show", ...STORE, "--app", "Shout", "@copy/a.txt", "--json"])).out,
    ) as unknown;
    expect(data).toMatchObject({
      app: "Shout",
      counts: { components: 1, targetStates: 1 },
      component: { path: "@copy/a.txt", targetStates: [{ path: "fixture.files/a.txt", status: "settled" }] },
    });
    const wrong = await project.coco(["show", ...STORE, "--app", "Shoot"]);
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.err).toContain("Did you mean Shout?");
  });

  it("shows an app whose first update did not get to its end", async () => {
    project.write({
      "main.ts": 'import * as coco from "@coco/core";\ncoco.app("Fails", () => Promise.reject(new Error("x")));',
    });
    const { code, out } = await project.coco(["update"]);
    expect(code).toBe(1);
    expect(out).toContain("nothing was deleted");
    expect(await project.coco(["show"])).toMatchObject({
      code: 0,
      out: "Fails  .coco/state.db\n0 components, 0 target states\n",
    });
  });

  it("shows what failed and what is still to be deleted", async () => {
    await project.coco(["update"]);
    project.remove("in/b.txt");
    await project.coco(["update"], { REFUSE_WRITES: "b.txt" });
    expect((await project.coco(["show"])).out).toContain("to be deleted by the next update\n  @copy/b.txt");
  });

  it("works while another process updates", async () => {
    await project.coco(["update"]);
    project.write({ "in/d.txt": "four" });
    const running = project.start(["update"], { WAIT_ON: "b.txt" });
    await running.says("waiting in b.txt");
    const shown = await project.coco(["show"]);
    expect(shown).toMatchObject({ code: 0, err: "" });
    expect(shown.out).toContain("├─ @copy/a.txt");
    const second = await project.coco(["update"]);
    expect(second.code).toBe(1);
    expect(second.err).toMatch(/is in use by process \d+/);
    project.write({ go: "" });
    expect((await running.ended).code).toBe(0);
    expect((await project.coco(["show"])).out).toContain("@copy/d.txt");
  });

  it("works beside a live update, with no code at hand: each time as it is then, page by page", async () => {
    project.write({
      "live.ts": `import * as coco from "@coco/core";
import { declareFile } from "./folder-target.ts";
const texts = new coco.LiveMap("texts", [["a", "one"], ["b", "two"]]);
process.once("SIGUSR2", async () => {
  await (await texts.set("c", "three")).ready();
  process.stderr.write("followed\\n");
});
coco.app("Live", async function main() {
  await coco.mountEach(texts, async function each(text) {
    declareFile(text, text);
  });
});
`,
    });
    const running = project.start(["update", "-L", "live.ts"]);
    await running.says("following");
    const ask = async (...args: string[]): Promise<string> => {
      const { code, err, out } = await project.coco([...args, ...STORE, "--app", "Live"]);
      expect([code, err]).toEqual([0, ""]);
      return out;
    };
    expect(await ask("show", "--limit", "1")).toContain("├─ @each/a  1 target state\n└─ … 1 more");
    expect(await ask("explain", "fixture.files/two")).toContain("component    @each/b");
    running.kill("SIGUSR2");
    await running.says("followed");
    expect(await ask("show", "--after", "@each/b")).toContain("└─ @each/c  1 target state");
    expect(await ask("why", "@each/c")).toContain("@each/c of Live runs in every update");
    expect(await ask("inspect", "--check")).toContain("The store is in order.");
    running.kill("SIGTERM");
    expect((await running.ended).code).toBe(143);
  });
});
