import { DatabaseSync } from "node:sqlite";
import path from "node:path";
import type { Project, Started } from "../testing/project.ts";
import { appText, type Mistake } from "./mistake.ts";

const files = { "main.ts": appText("") };
const waiting = {
  "main.ts": appText(`console.error("waiting");
  const { existsSync } = await import("node:fs");
  while (!existsSync("go")) await new Promise((done) => setTimeout(done, 10));`),
};
const update = { args: ["update", "main.ts"], code: 1 } as const;

/** What runs beside the command in a project. */
const others = new WeakMap<Project, Started>();

/** The place where the command runs is not as it should be. */
export const placeMistakes: readonly Mistake[] = [
  {
    title: "A Node that is too old",
    files,
    ...update,
    environment: {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.11.1" } })`)}`,
    },
  },
  {
    title: "No engine in the project",
    files,
    ...update,
    before: (project) => project.remove("node_modules"),
  },
  {
    title: "A store that another process writes to",
    files: waiting,
    ...update,
    before: async (project) => {
      const running = project.start(["update", "main.ts"]);
      others.set(project, running);
      await running.says("waiting");
    },
    after: async (project) => {
      project.write({ go: "" });
      await others.get(project)?.ended;
    },
  },
  {
    title: "A store of a newer version",
    files,
    ...update,
    before: async (project) => {
      await project.coco(["update", "main.ts"]);
      const database = new DatabaseSync(path.join(project.folder, ".coco", "state.db"));
      database.exec("PRAGMA user_version = 9999");
      database.close();
    },
  },
  {
    title: "A store that is damaged",
    files,
    ...update,
    before: (project) => project.write({ ".coco/state.db": "no database, but long enough for one. ".repeat(40) }),
  },
  {
    title: "A store that cannot be written",
    files: { ...files, ".coco": "a file where the folder should be\n" },
    ...update,
  },
];
