import type { Project } from "../testing/project.ts";

/** Something that people do wrong, and that the command answers. */
export interface Mistake {
  /** A heading: what was done. */
  readonly title: string;
  readonly files?: Readonly<Record<string, string>>;
  /** What is typed after `coco`. */
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** What is done before, such as a first update. */
  readonly before?: (project: Project) => Promise<void> | void;
  readonly after?: (project: Project) => Promise<void> | void;
  readonly code: number;
}

/** An app of this name whose function is `body`. */
export function appText(body: string, name = "Notes"): string {
  return `import * as coco from "@coco/core";\n\nexport const app = coco.app("${name}", async function main() {\n  ${body}\n});\n`;
}
