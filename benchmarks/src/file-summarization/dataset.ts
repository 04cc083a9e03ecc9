import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** How many projects there are, and how many files of each language a project has. */
interface Scale {
  readonly projects: number;
  readonly rust: number;
  readonly python: number;
  readonly markdown: number;
  readonly toml: number;
  /** Functions, headings or tables of a file of code, of Markdown, of TOML. */
  readonly parts: { readonly code: number; readonly markdown: number; readonly toml: number };
}

const LARGE_PARTS = { code: 5, markdown: 4, toml: 3 };

/** The sizes of CocoIndex's benchmark of the same name. */
export const SCALES: Readonly<Record<string, Scale>> = {
  tiny: { projects: 3, rust: 3, python: 3, markdown: 2, toml: 1, parts: { code: 4, markdown: 3, toml: 2 } },
  medium: { projects: 8, rust: 8, python: 8, markdown: 4, toml: 2, parts: LARGE_PARTS },
  large: { projects: 16, rust: 16, python: 16, markdown: 8, toml: 4, parts: LARGE_PARTS },
  xlarge: { projects: 64, rust: 32, python: 32, markdown: 16, toml: 8, parts: LARGE_PARTS },
};

const NOUNS =
  "anchor basin canyon delta estuary fjord glacier harbor inlet jetty lagoon marsh oasis prairie quarry reef".split(
    " ",
  );
const VERBS = "carries crosses feeds follows guards holds joins keeps marks meets moves shades".split(" ");
const CODE_LINES = 4;
const PROSE_LINES = 5;
const EDITED_FILES = 12;

/** Writes the projects; the same for the same scale. */
export function writeDataset(root: string, { projects, rust, python, markdown, toml, parts }: Scale): void {
  rmSync(root, { recursive: true, force: true });
  for (let project = 0; project < projects; project++) {
    const folder = path.join(root, `project_${pad(project, 3)}`);
    const write = (count: number, name: (file: number) => string, text: (seed: number) => string): void => {
      for (let file = 0; file < count; file++) {
        const place = path.join(folder, name(file));
        mkdirSync(path.dirname(place), { recursive: true });
        writeFileSync(place, text(project * 1000 + file));
      }
    };
    write(
      rust,
      (file) => `src/module_${pad(file)}.rs`,
      (seed) => rustText(seed, parts.code),
    );
    write(
      python,
      (file) => `python/worker_${pad(file)}.py`,
      (seed) => pythonText(seed, parts.code),
    );
    write(
      markdown,
      (file) => `docs/guide_${pad(file)}.md`,
      (seed) => markdownText(seed, parts.markdown),
    );
    write(
      toml,
      (file) => `settings_${pad(file)}.toml`,
      (seed) => tomlText(seed, parts.toml),
    );
  }
}

/** Appends to some files; gives their number. */
export function editDataset(root: string): number {
  const files = filesOf(root);
  const count = Math.max(1, Math.min(EDITED_FILES, files.length >> 3));
  const stride = Math.floor(files.length / count);
  for (let at = 0; at < count; at++) {
    const file = files[at * stride] as string;
    const line = phrase(at + 500, 7);
    const added = { ".md": `\n## Added ${at}\n${line}\n`, ".toml": `\nadded = "${line}"\n`, ".py": `\n# ${line}\n` }[
      path.extname(file)
    ];
    writeFileSync(file, readFileSync(file, "utf8") + (added ?? `\n// ${line}\n`));
  }
  return count;
}

/** Deletes a file, renames one and adds one. */
export function reshapeDataset(root: string): void {
  const files = filesOf(root);
  rmSync(files[0] as string);
  const renamed = files[files.length >> 1] as string;
  renameSync(renamed, renamed.replace(/(\.\w+)$/u, "_renamed$1"));
  const last = readdirSync(root).sort().at(-1) as string;
  writeFileSync(path.join(root, last, "src", "module_added.rs"), rustText(999_999, 4));
}

function filesOf(root: string): string[] {
  const names = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return names.map((entry) => path.join(entry.parentPath, entry.name)).sort();
}

function rustText(seed: number, functions: number): string {
  const parts = [`pub struct State${seed} {\n    pub id: u64,\n    pub weight: u32,\n}\n`];
  for (let part = 0; part < functions; part++) {
    const lines = phrases(seed, part, CODE_LINES).map((line) => `    // ${line}`);
    parts.push(
      `pub fn stage_${seed}_${pad(part)}(input: &str) -> String {\n${lines.join("\n")}\n    let label = "${phrase(seed, part)}";\n    format!("{}:{}", label.len(), input)\n}\n`,
    );
  }
  return parts.join("\n");
}

function pythonText(seed: number, functions: number): string {
  const parts = [`class Worker${seed}:\n    def __init__(self) -> None:\n        self.ready = True\n`];
  for (let part = 0; part < functions; part++) {
    const lines = phrases(seed, part, CODE_LINES).map((line) => `    # ${line}`);
    parts.push(
      `def stage_${seed}_${pad(part)}(payload: str) -> str:\n${lines.join("\n")}\n    label = "${phrase(seed, part)}"\n    return f"{len(label)}:{payload}"\n`,
    );
  }
  return parts.join("\n");
}

function markdownText(seed: number, headings: number): string {
  const parts = [`# Guide ${seed}\n\n---\nnumber: ${seed}\n---\n`];
  for (let part = 0; part < headings; part++) {
    parts.push(
      `## Chapter ${pad(part)}\n\n${phrases(seed, part, PROSE_LINES).join("\n")}\n\n\`\`\`text\n${phrase(seed + 1, part)}\n\`\`\`\n`,
    );
  }
  return parts.join("\n");
}

function tomlText(seed: number, tables: number): string {
  const parts = [`name = "settings-${seed}"\n`];
  for (let part = 0; part < tables; part++) {
    parts.push(
      `[stage_${pad(part)}]\nmode = "${NOUNS[(seed + part) % NOUNS.length]}"\ntopic = "${VERBS[(seed + part) % VERBS.length]}"\nsummary = "${phrase(seed, part)}"\n`,
    );
  }
  return parts.join("\n");
}

function phrases(seed: number, part: number, count: number): string[] {
  return Array.from({ length: count }, (_, line) => phrase(seed + line * 5, part));
}

function phrase(seed: number, part: number): string {
  const at = seed * 13 + part * 7;
  return `${NOUNS[at % NOUNS.length]} ${VERBS[(at + 3) % VERBS.length]} ${NOUNS[(at + 5) % NOUNS.length]} mark_${seed}_${part}`;
}

function pad(value: number, digits = 2): string {
  return String(value).padStart(digits, "0");
}
