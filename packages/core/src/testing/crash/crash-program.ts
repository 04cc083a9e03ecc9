import { generateUuid, IdGenerator, mount, mountEach, subpath, UuidGenerator, within } from "../../index.ts";
import { versionedItems } from "../versioned-items.ts";
import { wrap } from "../wrap.ts";
import type { CrashTable, CrashTarget } from "./crash-target.ts";
import type { CrashDocument, CrashRow, CrashWorld } from "./crash-world.ts";

type Tables = Readonly<Record<string, CrashTable>>;

/**
 * The function of an app for a world: two levels of containers, indexes beside the rows, folders of documents, memos of
 * components, of functions and of the app, and identifiers. `ran` collects what ran of the memoized functions.
 */
export function crashProgram(world: CrashWorld, target: CrashTarget, ran: string[]): () => Promise<void> {
  const { document, folder } = functionsOf(world, ran);
  return async function main() {
    const tables: Record<string, CrashTable> = {};
    for (const [shelf, names] of Object.entries(shelvesOf(world))) {
      const mounted = await target.mountShelf(shelf);
      for (const name of names) {
        const { indexed, schema, setup } = world.tables[`${shelf}/${name}`] as CrashWorld["tables"][string];
        const mountTable = (): Promise<CrashTable> => mounted.mountTable(name, schema);
        const table = setup ? await within(subpath("setup"), mountTable) : await mountTable();
        tables[`${shelf}/${name}`] = table;
        if (indexed) table.declareIndex();
      }
    }
    const { a: top = {}, ...folders } = world.folders;
    await mountEach(Object.entries(top), document.plain, tables);
    await mountEach(versionedItems(Object.entries(folders)), folder, tables);
  };
}

function functionsOf(world: CrashWorld, ran: string[]) {
  const embed = wrap("crash/embed", { memo: "app", version: world.version }, async (text: string) => {
    ran.push(`embed ${text}`);
    return `${text} of version ${world.version}`;
  });
  const line = wrap("crash/line", { memo: true }, async (row: CrashRow, table: CrashTable) => {
    ran.push(`line ${row.key}`);
    const text = await embed(row.text);
    const number = row.numbered ? await new IdGenerator().next(row.text) : 0;
    const uuid = row.numbered ? String(await new UuidGenerator().next(row.text)) : "";
    table.declare(row.key, { text, number, uuid });
  });
  const declareAll = async (rows: readonly CrashRow[], tables: Tables): Promise<void> => {
    for (const row of rows) {
      const table = tables[row.table];
      if (table !== undefined) await line(row, table);
    }
  };
  const notes = wrap("crash/notes", { memo: true }, async (rows: readonly CrashRow[], tables: Tables) => {
    await generateUuid("notes");
    await declareAll(rows, tables);
  });
  const declareDocument = async (document: CrashDocument, tables: Tables): Promise<void> => {
    await declareAll(document.rows, tables);
    if (document.notes.length > 0) await mount(subpath("notes"), notes, document.notes, tables);
  };
  const plain = wrap("crash/plain", {}, declareDocument);
  const memo = wrap("crash/memo", { memo: true }, declareDocument);
  const folder = wrap(
    "crash/folder",
    { memo: true },
    async (documents: Readonly<Record<string, CrashDocument>>, tables: Tables) => {
      const of = (kept: boolean): [string, CrashDocument][] =>
        Object.entries(documents).filter(([, document]) => document.memo === kept);
      await mountEach(subpath("memo"), versionedItems(of(true)), memo, tables);
      await mountEach(subpath("plain"), of(false), plain, tables);
    },
  );
  return { document: { plain, memo }, folder };
}

/** Names of tables by shelf. */
function shelvesOf(world: CrashWorld): Record<string, string[]> {
  const shelves: Record<string, string[]> = {};
  for (const path of Object.keys(world.tables).sort()) {
    const [shelf = "", name = ""] = path.split("/");
    (shelves[shelf] ??= []).push(name);
  }
  return shelves;
}
