import type { Document, Folder, TableName, World } from "./world.ts";

/** One change of a world's inputs. */
export type Edit =
  | { readonly kind: "document"; readonly id: string; readonly document: Document }
  | { readonly kind: "remove"; readonly id: string }
  | { readonly kind: "rename"; readonly from: string; readonly to: string }
  | { readonly kind: "folder"; readonly folder: Folder; readonly memoized: boolean }
  | { readonly kind: "table"; readonly table: TableName; readonly schema: string; readonly setup: boolean }
  | { readonly kind: "drop table"; readonly table: TableName }
  | { readonly kind: "index"; readonly table: TableName; readonly name: string; readonly spec: string | undefined }
  | { readonly kind: "version"; readonly version: number };

export function applyEdit(world: World, edit: Edit): void {
  switch (edit.kind) {
    case "document":
      world.documents.set(edit.id, edit.document);
      break;
    case "remove":
      world.documents.delete(edit.id);
      break;
    case "rename": {
      const document = world.documents.get(edit.from);
      if (document === undefined || world.documents.has(edit.to)) break;
      world.documents.delete(edit.from);
      world.documents.set(edit.to, document);
      break;
    }
    case "folder":
      if (edit.memoized) world.memoizedFolders.add(edit.folder);
      else world.memoizedFolders.delete(edit.folder);
      break;
    case "table":
      world.tables.set(edit.table, {
        schema: edit.schema,
        setup: edit.setup,
        indexes: world.tables.get(edit.table)?.indexes ?? {},
      });
      break;
    case "drop table":
      world.tables.delete(edit.table);
      break;
    case "index": {
      const table = world.tables.get(edit.table);
      if (table === undefined) break;
      const indexes = Object.fromEntries(
        Object.entries({ ...table.indexes, [edit.name]: edit.spec }).filter(([, spec]) => spec !== undefined),
      );
      world.tables.set(edit.table, { ...table, indexes: indexes as Record<string, string> });
      break;
    }
    case "version":
      world.version = edit.version;
  }
}
