import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Project } from "../testing/project.ts";

let project: Project;

beforeAll(() => {
  project = Project.shouting({ "tea.md": "tea\nwater", "coffee.md": "coffee" });
  project.write({ "main.ts": readFileSync(path.join(project.folder, "memoized.ts"), "utf8") });
});
afterAll(() => project.dispose());

/** A command with its answer as the page shows it: without what differs from run to run. */
async function block(...args: string[]): Promise<string> {
  const { code, err, out } = await project.coco(args);
  const shown = args.map((arg) => (/[\s"]/.test(arg) ? `'${arg}'` : arg)).join(" ");
  const said = `${out}${err}`
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, "2026-01-31 10:00:00")
    .replaceAll(/version [0-9a-f]{8}/g, "version 5c1d20e4")
    .replaceAll(/(?:done in|to change in) \d+(?:\.\d+)? m?s/g, "done in 40 ms")
    .replaceAll(/ +[\d.]+ k?B +\d+ %$/gm, "   …")
    .replaceAll(/[\d.]+ k?B(?= on disk|$)/gm, "1.0 kB");
  return `\`\`\`\n$ coco ${shown}${code === 0 ? "" : `    # ${code}`}\n${said.trimEnd()}\n\`\`\``;
}

function edit(before: string, after: string): void {
  const text = readFileSync(path.join(project.folder, "main.ts"), "utf8");
  expect(text).toContain(before);
  project.write({ "main.ts": text.replace(before, after) });
}

async function page(): Promise<string> {
  const parts: string[] = [];
  const say = (text: string): void => void parts.push(text);
  say(`# Asking an index

Everything that coco knows of an index can be asked, also while an update runs, and with no code at hand (\`--db .coco/state.db\` in place
of a TARGET). With \`--json\` each answer is data. The same from code: \`inspect()\` of \`@coco/core\`, with \`why\`, \`explain\`, \`producedBy\`,
\`check\`; \`compareTargets()\`; \`vacuum()\`.

(The tests of the command make this page: \`pnpm vitest run packages/cli/src/documents -u\`.)

An app writes each line of the files in \`in\` as a file of its own:`);
  say(await block("update", "main.ts"));
  say("## What is there\n\n`coco show` prints the components and what they own; with a PATH, one of them.");
  say(await block("show", "main.ts"));
  say(await block("show", "main.ts", "@copyLines/in/tea.md"));
  say(
    `## What would change

\`--preview\` runs what is stale, to find out what it writes, and writes nothing. With \`--no-run\` it stops at what would run. A table that
is dropped, or made anew, or that may lose values gets a line of its own at the top:

\`\`\`
! coco.lancedb.table/[docs_db,docs] is made anew, and all that it holds is lost (column vector: vector(768), was vector(384)); written again: 1,200 states
\`\`\``,
  );
  project.write({ "in/tea.md": "tea\nmilk", "in/cocoa.md": "cocoa" });
  project.remove("in/coffee.md");
  say(await block("update", "main.ts", "--preview"));
  say(await block("update", "main.ts"));
  say(`## Why a component ran, or did not

\`coco why\` says it of the last run that stored something: a run that finds everything as it was leaves no trace. Here the file was
edited; then a plain function that the component uses through another one.`);
  say(await block("why", "main.ts", "@copyLines/in/tea.md"));
  edit("text.trim();", "text.trim().normalize();");
  await project.coco(["update", "main.ts"]);
  say(await block("why", "main.ts", "@copyLines/in/tea.md"));
  say(`The code of each function is kept as it was when results first depended on it, five versions of it, so the difference can be shown
later. A \`version\` that was raised, other \`deps\`, and a package with another version stand there too. The changed argument is
named by its parameter. Calls with \`memo: "app"\` are not listed: their results belong to no component.`);
  say(
    "## Where a row comes from, and what came of a file\n\nA KEY is what `coco show` prints, or `NAME:KEY` for a row: `doc_chunks:42`. A source item, or a component, is answered forwards.",
  );
  say(await block("explain", "main.ts", "fixture.files/tea.md.1"));
  say(await block("explain", "main.ts", "in/tea.md"));
  say(`## Whether all is in order

\`coco inspect\` shows sizes, what takes the space, and what failed and has not succeeded since.`);
  say(await block("inspect", "main.ts"));
  say("What fails is listed below that until it has succeeded:");
  await project.coco(["update", "main.ts", "--full-reprocess"], { FAIL_ON: "tea.md" });
  say((await block("inspect", "main.ts")).replace(/\n\nAPP.*?(?=\nfailures)/s, "\n…\n"));
  await project.coco(["update", "main.ts"]);
  say(`\`--check\` looks for contradictions in the store and, where a connector can list what a container holds (files, LanceDB, SQLite, Postgres), compares
that with what is tracked. It ends with 1 where something is missing. Here somebody deleted a file and put another one there:`);
  project.remove("out/tea.md.0");
  project.write({ "out/mine.md": "mine" });
  say((await block("inspect", "main.ts", "--check")).replace(/\n\nAPP.*?(?=\nThe store)/s, "\n…\n"));
  say(
    "`--repair` shows what is missing and which components write it again, asks, and runs them; `--vacuum` gives the space of what is gone back to the file system.",
  );
  return `${parts.join("\n\n")}\n`;
}

describe("the page of what can be asked", () => {
  it("is what the commands answer", async () => {
    await expect(await page()).toMatchFileSnapshot("../../../../docs/cli/asking-an-index.md");
  });
});
