import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Project } from "../testing/project.ts";

const APP = (...names: string[]): string =>
  `import * as coco from "@coco/core";\n${names.map((name) => `coco.app("${name}", () => undefined);`).join("\n")}\n`;

let project: Project;

beforeEach(() => {
  project = new Project();
});
afterEach(() => project.dispose());

const nameOf = ({ out }: { out: string }): string | undefined => /^(.+?): nothing to change/.exec(out)?.[1];

describe("a TARGET", () => {
  it("is a file, or nothing inside a package", async () => {
    project.write({ "main.ts": APP("Main"), "sub/other.ts": APP("Other") });
    expect(nameOf(await project.coco(["update", "sub/other.ts"]))).toBe("Other");
    expect(nameOf(await project.coco(["update", "../sub/other.ts"], {}, "sub"))).toBe("Other");
    expect(nameOf(await project.coco(["update"], {}, "sub"))).toBe("Main");
  });

  it("is a folder: coco.main of its package.json, then main.ts, then src/main.ts, then main", async () => {
    const manifest = { type: "module", main: "old.js" };
    project.write({ "package.json": JSON.stringify(manifest), "old.js": APP("Old") });
    expect(nameOf(await project.coco(["update", "."]))).toBe("Old");
    project.write({ "src/main.ts": APP("InSource") });
    expect(nameOf(await project.coco(["update", "."]))).toBe("InSource");
    project.write({ "main.ts": APP("Main") });
    expect(nameOf(await project.coco(["update", "."]))).toBe("Main");
    project.write({
      "index.ts": APP("Named"),
      "package.json": JSON.stringify({ ...manifest, coco: { main: "index.ts" } }),
    });
    expect(nameOf(await project.coco(["update", "."]))).toBe("Named");
    project.write({ "package.json": JSON.stringify({ ...manifest, coco: { main: "gone.ts" } }) });
    const { code, err } = await project.coco(["update", "."]);
    expect(code).toBe(2);
    expect(err).toContain("there is no such file");
  });

  it("names one of several apps, also by its environment", async () => {
    project.write({
      "main.ts": `${APP("Docs", "Mail")}
const staging = coco.environment({ name: "staging", storePath: "staging.db" });
coco.app({ name: "Docs", environment: staging }, () => undefined);`,
    });
    const several = await project.coco(["update"]);
    expect(several.code).toBe(2);
    expect(several.err).toBe(
      "error: main.ts defines 3 apps; say which one:\n  main.ts:Docs@default\n  main.ts:Mail\n  main.ts:Docs@staging\n",
    );
    expect(nameOf(await project.coco(["update", "main.ts:Mail"]))).toBe("Mail");
    expect(nameOf(await project.coco(["update", ":Mail"]))).toBe("Mail");
    expect(nameOf(await project.coco(["update", "main.ts:Docs@staging"]))).toBe("Docs");
    expect((await project.coco(["update", "main.ts:Docs"])).err).toContain("defines 2 apps");
    const misspelt = await project.coco(["update", "main.ts:Mial"]);
    expect(misspelt.code).toBe(2);
    expect(misspelt.err).toBe('error: main.ts defines no app "Mial".\n  Did you mean Mail?\n');
  });

  it("may have a colon or a space in its name", async () => {
    project.write({ "a:b c.ts": APP("Colon") });
    expect(nameOf(await project.coco(["update", "a:b c.ts"]))).toBe("Colon");
    expect(nameOf(await project.coco(["update", "a:b c.ts:Colon"]))).toBe("Colon");
  });

  it("that is not there is an error that says what may be meant", async () => {
    project.write({ "main.ts": APP("Main") });
    for (const [target, hint] of [
      ["mian.ts", "Did you mean main.ts?"],
      ["main", "Did you mean main.ts?"],
      ["mian.ts:Main", "Did you mean main.ts?"],
      ["quite/elsewhere.ts", "There is no folder quite either"],
    ] as const) {
      const { code, err } = await project.coco(["update", target]);
      expect([target, code]).toEqual([target, 2]);
      expect(err).toContain(hint);
    }
    project.write({ "empty.ts": "export {};" });
    const empty = await project.coco(["update", "empty.ts"]);
    expect(empty.code).toBe(2);
    expect(empty.err).toContain("empty.ts defines no app.");
  });
});
