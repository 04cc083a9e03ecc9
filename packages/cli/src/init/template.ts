/** A kind of project that `coco init` makes. Its files lie in `templates/NAME`. */
export interface Template {
  readonly name: string;
  /** What it does, in a few words. */
  readonly summary: string;
  readonly scripts: Readonly<Record<string, string>>;
  /** The packages that it needs besides the engine and the command. */
  readonly packages: readonly string[];
  /** What to do with the project when it is there. */
  readonly nextSteps: readonly string[];
}

const SCRIPTS = {
  update: "coco update main.ts",
  watch: "coco update -L main.ts",
  types: "tsc",
  lint: "oxlint --type-aware",
};

/** The templates; the first one is taken where nobody can be asked. */
export const templates: readonly Template[] = [
  {
    name: "search",
    summary: "a folder of Markdown, searched by meaning in LanceDB",
    scripts: { ...SCRIPTS, search: "node search.ts" },
    packages: [
      "@coco/connector-lancedb",
      "@coco/connector-localfs",
      "@coco/ops-text",
      "@coco/ops-transformers",
      "@huggingface/transformers",
      "@lancedb/lancedb",
      "apache-arrow",
    ],
    nextSteps: ["npx coco update main.ts", 'node search.ts "why is my coffee sour?"'],
  },
  {
    name: "words",
    summary: "a folder of Markdown, searched by words in SQLite",
    scripts: { ...SCRIPTS, search: "node search.ts" },
    packages: ["@coco/connector-localfs", "@coco/connector-sqlite", "@coco/ops-text", "better-sqlite3"],
    nextSteps: ["npx coco update main.ts", "node search.ts coffee water"],
  },
  {
    name: "postgres",
    summary: "a folder of Markdown, searched by words in PostgreSQL",
    scripts: { ...SCRIPTS, search: "node --env-file-if-exists=.env search.ts" },
    packages: ["@coco/connector-localfs", "@coco/connector-postgres", "@coco/ops-text", "pg"],
    nextSteps: [
      "cp .env.example .env    # and say there where the server is",
      "npx coco update main.ts",
      "npm run search -- coffee water",
    ],
  },
  {
    name: "transform",
    summary: "a folder of files, made from another folder file by file",
    scripts: SCRIPTS,
    packages: ["@coco/connector-localfs"],
    nextSteps: ["npx coco update main.ts"],
  },
];
