import { execFileSync, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";
import { startService } from "@coco-internal/services";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Project } from "../testing/project.ts";

let project: Project;

beforeEach(() => {
  project = new Project();
});
afterEach(() => project.dispose());

const typescript = path.join(
  path.dirname(createRequire(import.meta.url).resolve("typescript/package.json")),
  "bin",
  "tsc",
);
const read = (file: string): string => readFileSync(path.join(project.folder, file), "utf8");
const manifestOf = (folder: string) =>
  JSON.parse(read(`${folder}/package.json`)) as Record<"dependencies" | "devDependencies" | "scripts", object>;

/** Makes a project and puts into it what its package.json asks for. */
async function made(template: string, next = "npx coco update main.ts\n"): Promise<string> {
  const { code, err, out } = await project.coco(["init", "Made here", "--template", template]);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain(`Next:\n  cd Made here\n  npm install\n  ${next}`);
  const { dependencies, devDependencies } = manifestOf("Made here");
  project.remove("node_modules");
  const names = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => name !== "@coco/cli");
  project.install(names);
  return "Made here";
}

/** Here the packages are sources, which use more than their declarations do. */
const LIB = "es2024,esnext.disposable,esnext.collection,esnext.iterator";

function checkTypes(folder: string): void {
  const args = [typescript, "-p", path.join(project.folder, folder), "--customConditions", "coco-source", "--lib", LIB];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect([status, stdout]).toEqual([0, ""]);
}

/** What `npm run lint` says in a project, by the linter that its package.json asks for. */
function lint(folder: string): readonly [status: number | null, said: string] {
  const linter = path.join(project.folder, "node_modules/oxlint/bin/oxlint");
  const { status, stderr, stdout } = spawnSync(process.execPath, [linter, "--type-aware"], {
    cwd: path.join(project.folder, folder),
    encoding: "utf8",
  });
  return [status, stdout + stderr];
}

describe("coco init", () => {
  it("writes a project that transforms files, and that runs as it is", async () => {
    const folder = await made("transform");
    expect(manifestOf(folder)).toMatchObject({
      name: "made-here",
      scripts: { update: "coco update main.ts" },
      dependencies: { "@coco/cli": expect.any(String), "@coco/core": expect.any(String) },
    });
    expect(read(`${folder}/README.md`)).toMatch(/^# made-here\n/);
    expect(read(`${folder}/.gitignore`)).toContain(".env\n");
    expect(read(`${folder}/.env.example`)).toContain("COCO_DB");
    checkTypes(folder);
    expect(manifestOf(folder).scripts).toMatchObject({ lint: "oxlint --type-aware" });
    expect(lint(folder)).toEqual([0, expect.any(String)]);
    project.write({
      [`${folder}/late.ts`]: "async function work(): Promise<void> {}\nexport function main(): void {\n  work();\n}\n",
    });
    expect(lint(folder)).toEqual([1, expect.stringContaining("no-floating-promises")]);
    project.remove(`${folder}/late.ts`);
    const { code, err, out } = await project.coco(["update", "main.ts"], {}, folder);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^Cards: done in/);
    expect(JSON.parse(read(`${folder}/out/tea.json`))).toEqual({ title: "Tea", words: 13, links: ["coffee.md"] });
    expect((await project.coco(["update"], {}, folder)).out).toContain("Cards: nothing to change");
  });

  it("writes a project that searches files in LanceDB, and that runs as it is", async () => {
    const folder = await made("search");
    checkTypes(folder);
    // The model is not part of a checkout.
    project.write({
      [`${folder}/embedder.ts`]: `import * as coco from "@coco/core";
class Letters {
  readonly vectorSchema: coco.VectorSchema = coco.vectorSchema(26);
  readonly embed = coco.fn({ memo: "app" }, async function embed(text: string) {
    return Float32Array.from({ length: 26 }, (_, n) => text.toLowerCase().split(String.fromCharCode(97 + n)).length - 1);
  });
}
coco.registerMemoKey(Letters, () => "letters");
export const makeEmbedder = (): coco.Embedder => new Letters();
`,
    });
    const { code, err, out } = await project.coco(["update", "main.ts"], {}, folder);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^DocSearch: done in/);
    const answer = execFileSync(process.execPath, ["search.ts", "why is my coffee sour?"], {
      cwd: path.join(project.folder, folder),
      encoding: "utf8",
    });
    expect(answer).toMatch(/^0\.\d\d {2}\w+\.md:1\n/);
  });

  it("writes a project that searches files in SQLite, and that runs as it is", async () => {
    const folder = await made("words");
    checkTypes(folder);
    const { code, err, out } = await project.coco(["update", "main.ts"], {}, folder);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^Notes: done in/);
    const answer = execFileSync(process.execPath, ["search.ts", "coffee", "water"], {
      cwd: path.join(project.folder, folder),
      encoding: "utf8",
    });
    expect(answer).toMatch(/^coffee\.md:\d/);
  });

  it("writes a project that searches files in PostgreSQL, and says first what is missing", {
    timeout: 60_000,
  }, async () => {
    const folder = await made("postgres", "cp .env.example .env");
    checkTypes(folder);
    const { code: failed, err: missing } = await project.coco(["update", "main.ts"], {}, folder);
    expect(failed).toBe(1);
    expect(missing).toContain("DATABASE_URL stands in .env.example: copy that file to .env, and fill it in.");
    const service = await startService("postgres");
    try {
      project.write({ [`${folder}/.env`]: `DATABASE_URL=${service.url}\n` });
      const { code, err, out } = await project.coco(["update", "main.ts"], {}, folder);
      expect([code, err]).toEqual([0, ""]);
      expect(out).toMatch(/^Notes: done in/);
      const answer = execFileSync(process.execPath, ["--env-file-if-exists=.env", "search.ts", "coffee", "water"], {
        cwd: path.join(project.folder, folder),
        encoding: "utf8",
      });
      expect(answer).toMatch(/^coffee\.md:\d/);
    } finally {
      await service.stop();
    }
  });

  it("ends where nothing can be made, and says why", async () => {
    const { code, err } = await project.coco(["init", "package.json/new", "--template", "transform"]);
    expect([code, err]).toEqual([
      2,
      "error: package.json cannot be made: there is a file of that name.\n  Name a folder in a place where you may write: coco init NAME.\n",
    ]);
    if (process.platform !== "linux") return;
    const inProc = await project.coco(["init", "/proc/new/one", "--template", "transform"]);
    expect(inProc).toMatchObject({ code: 2, out: "" });
    expect(inProc.err).toContain("proc/new cannot be made: the file system does not let anything be made there.");
  });

  it("writes into this folder, and never over a file that is there", async () => {
    project.remove("package.json");
    const first = await project.coco(["init", "--json", "--template", "transform"]);
    expect(first.code).toBe(0);
    expect(JSON.parse(first.out)).toMatchObject({
      template: "transform",
      files: expect.arrayContaining([".gitignore", "main.ts"]),
    });
    project.write({ "main.ts": "mine" });
    project.remove("tsconfig.json");
    const again = await project.coco(["init"]);
    expect(again).toMatchObject({ code: 2, out: "" });
    expect(again.err).toContain(
      "error: There is already .env.example, .gitignore, .oxlintrc.json, README.md, main.ts, package.json in this folder",
    );
    expect(read("main.ts")).toBe("mine");
    const wrong = await project.coco(["init", "x", "--template", "serch"]);
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.err).toContain('There is no template "serch".\n  Did you mean search?');
  });
});
