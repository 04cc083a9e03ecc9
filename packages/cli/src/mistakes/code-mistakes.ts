import { appText, type Mistake } from "./mistake.ts";

const app = (text: string, body = ""): string => `${text}\n${appText(body)}`;
const update = { args: ["update", "main.ts"], code: 1 } as const;

/** The code does not load, or throws. */
export const codeMistakes: readonly Mistake[] = [
  { title: "A syntax error", files: { "main.ts": app("const limit = ;") }, ...update },
  { title: "An enum", files: { "main.ts": app("enum Color { Red, Green }") }, ...update },
  {
    title: "An import without the ending of the file",
    files: { "main.ts": app('import { clean } from "./clean";'), "clean.ts": "export const clean = 1;\n" },
    ...update,
  },
  {
    title: "A package that is not installed",
    files: { "main.ts": app('import { parse } from "markdown-parser";') },
    ...update,
  },
  { title: "A path of tsconfig.json", files: { "main.ts": app('import { clean } from "@/clean";') }, ...update },
  {
    title: "A function that is not exported",
    files: {
      "main.ts": app('import { claen } from "./steps.ts";', "claen();"),
      "steps.ts": "export function clean() {}\n",
    },
    ...update,
  },
  {
    title: "A type that is imported like a value",
    files: { "main.ts": app('import { Note } from "./note.ts";'), "note.ts": "export interface Note {}\n" },
    ...update,
  },
  {
    title: "No app in the file",
    files: { "main.ts": "export const limit = 1;\n" },
    args: ["update", "main.ts"],
    code: 2,
  },
  {
    title: "Two apps with one name",
    files: { "main.ts": `${appText("")}coco.app("Notes", async function main() {});\n` },
    ...update,
  },
  {
    title: "Code that throws while it is loaded",
    files: { "main.ts": app('throw new TypeError("no such port");') },
    ...update,
  },
  {
    title: "A function of the app that throws",
    files: { "main.ts": appText('throw new RangeError("the list is empty");') },
    ...update,
  },
  {
    title: "A component that throws",
    files: {
      "main.ts": `import * as coco from "@coco/core";

async function count(text: string) {
  if (text === "") throw new Error("the note is empty");
}

coco.app("Notes", async function main() {
  await coco.mountEach(Object.entries({ "a.md": "one", "b.md": "" }), count);
});
`,
    },
    ...update,
  },
  {
    title: "An environment variable that is missing",
    files: {
      "main.ts": `import * as coco from "@coco/core";

coco.lifespan(() => {
  if (process.env["NOTES_URL"] === undefined) throw new Error("NOTES_URL is not set");
});
${appText("").replace(/^import.*\n/, "")}`,
      ".env.example": "NOTES_URL=postgres://localhost/notes\n",
    },
    ...update,
  },
  {
    title: "A context value that nobody provides",
    files: {
      "main.ts": `import * as coco from "@coco/core";

const MODEL = coco.contextKey<string>("model");
${appText("coco.useContext(MODEL);").replace(/^import.*\n/, "")}`,
    },
    ...update,
  },
  {
    title: "A memoized function that uses names around it",
    files: {
      "main.ts": appText(`const limit = Number(process.env["LIMIT"]);
  const cut = coco.fn({ memo: true }, (text: string) => text.slice(0, limit));
  cut("one");`),
    },
    ...update,
  },
  {
    title: "An argument that cannot be compared with that of the next run",
    files: {
      "main.ts": `import * as coco from "@coco/core";

class Client {}
const store = coco.fn({ memo: true }, async function store(text: string, client: Client) {});

coco.app("Notes", async function main() {
  await coco.mount(store, "one", new Client());
});
`,
    },
    ...update,
  },
  {
    title: "A mounted function without a name",
    files: { "main.ts": appText('await coco.mountEach(new Map([["a.md", "one"]]), (text) => text);') },
    ...update,
  },
  {
    title: "Items without keys",
    files: { "main.ts": appText('await coco.mountEach(["one", "two"] as never, async function count() {});') },
    ...update,
  },
  {
    title: "One component mounted twice",
    files: {
      "main.ts": appText(
        "const tidy = async function tidy() {};\n  await coco.mount(tidy);\n  await coco.mount(tidy);",
      ),
    },
    ...update,
  },
  {
    title: "A result that cannot be stored",
    files: {
      "main.ts": app('import { reader } from "./reader.ts";', "await reader();"),
      "reader.ts":
        'import * as coco from "@coco/core";\n\nexport const reader = coco.fn({ memo: true }, async function reader() {\n  return () => 1;\n});\n',
    },
    ...update,
  },
  {
    title: "An option of fn that is misspelt",
    files: {
      "main.ts": app("const tidy = () => coco.fn({ memoize: true } as never, async function tidy() {});", "tidy();"),
    },
    ...update,
  },
  { title: "Code that ends the process", files: { "main.ts": appText("process.exit(0);") }, ...update },
  {
    title: "Data that is imported like code",
    files: { "main.ts": app('import notes from "./notes.json";'), "notes.json": "[]\n" },
    ...update,
  },
  {
    title: "A key of a record that is no column",
    files: { "main.ts": app('coco.record({ id: coco.t.int() }, { primaryKey: ["idd"] as never });') },
    ...update,
  },
  { title: "A promise that never settles", files: { "main.ts": appText("await new Promise(() => {});") }, ...update },
  {
    title: "An error that nobody waits for",
    files: {
      "main.ts": appText(
        'void Promise.reject(new Error("lost"));\n  await new Promise((done) => setTimeout(done, 1000));',
      ),
    },
    ...update,
  },
];
