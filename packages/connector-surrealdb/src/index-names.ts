import type { FoundDatabase } from "./found-table.ts";

const PREFIX = "coco index ";

/** What is written down with an index, and with the analyzer that it needs: whose it is, and how it was made. */
export function indexComment(name: string, definition: string): string {
  return `${PREFIX}${JSON.stringify([name, definition])}`;
}

/** Whether a comment is that of an index of this name, however it was made. */
export function isIndexComment(comment: string | undefined, name: string): boolean {
  return comment?.startsWith(`${PREFIX}${JSON.stringify([name]).slice(0, -1)},`) === true;
}

/** Analyzers stand beside the tables of a database, not in them. */
export function analyzerName(table: string, index: string): string {
  return `coco ${JSON.stringify([table, index])}`;
}

/** The names of the analyzers that indexes of a table use. */
export function analyzersOf(table: string, { analyzers }: FoundDatabase): readonly string[] {
  const prefix = `coco ${JSON.stringify([table]).slice(0, -1)},`;
  return analyzers.map(({ name }) => name).filter((name) => name.startsWith(prefix));
}
