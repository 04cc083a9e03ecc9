import { appText, type Mistake } from "./mistake.ts";

const files = { "main.ts": appText("") };
const withParameters = {
  "main.ts": `import * as coco from "@coco/core";\n\ncoco.app("Notes", async function main() {}, { dir: "./notes", limit: 10 });\n`,
};
const twoApps = {
  "main.ts": `import * as coco from "@coco/core";\n\ncoco.app("Notes", async function main() {});\ncoco.app("Mails", async function main() {});\n`,
};
const copying = {
  "main.ts": appText(`await coco.mountEach(new Map([["a.md", "one"]]), async function copy(text: string) {});`),
};

/** What was typed is not what was meant. */
export const typingMistakes: readonly Mistake[] = [
  { title: "A command that is misspelt", files, args: ["updat", "main.ts"], code: 2 },
  { title: "An option that is misspelt", files, args: ["update", "--ful-reprocess"], code: 2 },
  { title: "An option that there is not", files, args: ["drop", "--dry-run"], code: 2 },
  { title: "A value for an option that takes none", files, args: ["update", "--live=yes"], code: 2 },
  { title: "A file that is misspelt", files, args: ["update", "mian.ts"], code: 2 },
  { title: "A file without its ending", files, args: ["update", "main"], code: 2 },
  { title: "An app that is misspelt", files, args: ["update", "main.ts:Ntoes"], code: 2 },
  { title: "Several apps in the file, and none is named", files: twoApps, args: ["update", "main.ts"], code: 2 },
  { title: "A folder without an app", files: { "helpers.ts": "export {};\n" }, args: ["update", "."], code: 2 },
  { title: "A parameter that is misspelt", files: withParameters, args: ["update", "--set", "dri=../other"], code: 2 },
  { title: "A value that is none", files: withParameters, args: ["update", "--set", "limit=many"], code: 2 },
  { title: "A parameter without a value", files: withParameters, args: ["update", "--set", "dir"], code: 2 },
  { title: "An app without its file", files, args: ["update", "Notes"], code: 2 },
  { title: "An environment that there is not", files, args: ["update", "main.ts:Notes@prod"], code: 2 },
  { title: "A file that is no code", files, args: ["update", "package.json"], code: 1 },
  { title: "Two options that contradict one another", files, args: ["update", "--preview", "--live"], code: 2 },
  { title: "A live update where nothing is live", files, args: ["update", "--live"], code: 0 },
  {
    title: "A file of variables with a line that sets none",
    files: { ...files, ".env": "NOTES_DIR=./notes\nNOTES_URL postgres://localhost\n" },
    args: ["update", "main.ts"],
    code: 0,
  },
  { title: "A file of variables that is not there", files, args: ["update", "--env", "prod.env"], code: 2 },
  { title: "A component that is misspelt", files, args: ["show", "main.ts", "@copy/a.md"], before: updated, code: 2 },
  {
    title: "The key of an item, in place of a component",
    files: copying,
    args: ["show", "main.ts", "a.md"],
    before: updated,
    code: 2,
  },
  { title: "A component in place of the file", files, args: ["why", "@copy/a.md"], before: updated, code: 2 },
  { title: "An index that was never made", files, args: ["show", "main.ts"], code: 1 },
  { title: "A question that nobody can answer", files, args: ["drop", "main.ts"], before: updated, code: 2 },
  {
    title: "A store of another app",
    files,
    args: ["show", "--db", ".coco/state.db", "--app", "Mails"],
    before: updated,
    code: 2,
  },
  { title: "A store that is not there", files, args: ["ls", "--db", "state.db"], code: 1 },
];

async function updated(project: Parameters<NonNullable<Mistake["before"]>>[0]): Promise<void> {
  await project.coco(["update", "main.ts"]);
}
