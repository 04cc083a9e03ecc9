import { type GraphChanges, keyColumns, type NodeDeletions, type NodeLayout } from "@coco/property-graph";
import { encodeRow, type LiteralValue, updateClause } from "./encode-rows.ts";
import { quoted } from "./identifiers.ts";
import type { Library } from "./library.ts";
import { nodeId, relationId } from "./record-ids.ts";

/** Statements and what is bound in them. */
export interface Statements {
  readonly texts: string[];
  readonly bindings: Record<string, unknown>;
}

/**
 * The statements that make these changes, to be run as one transaction. What goes comes first, and all nodes at once: a record that was written in a
 * transaction and is then deleted in it, or twice written again, comes out wrong (SurrealDB 3.0).
 */
export function changeStatements(library: Library, changes: GraphChanges): Statements {
  const statements: Statements = { texts: [], bindings: {} };
  const literals: LiteralValue[] = [];
  for (const place of changes.deletedRelations) {
    const name = bind(
      statements,
      place.rows.map((row) => relationId(library, place, row)),
    );
    statements.texts.push(`DELETE ${name} RETURN NONE`);
  }
  deleteNodes(library, statements, changes.deletedNodes);
  for (const { label, layout, rows } of changes.nodes) {
    const end = { label, key: keyColumns(layout) };
    const records = rows.map((row) =>
      encodeRow(library, { kind: "nodes", layout }, nodeId(library, end, row), row, literals),
    );
    insert(statements, "INTO", label, layout, "nodes", records);
  }
  for (const place of changes.relations) {
    const records = place.rows.map((row) => ({
      ...encodeRow(
        library,
        { kind: "relations", layout: place.layout },
        relationId(library, place, row),
        row.values,
        literals,
      ),
      in: nodeId(library, place.from, row.from),
      out: nodeId(library, place.to, row.to),
    }));
    insert(statements, "RELATION INTO", place.type, place.layout, "relations", records);
  }
  for (const { field, id, text } of literals) {
    const name = bind(statements, id);
    statements.texts.push(`UPDATE ${name} SET ${quoted(field)} = ${text} RETURN NONE`);
  }
  return statements;
}

function insert(
  statements: Statements,
  into: string,
  name: string,
  layout: NodeLayout,
  kind: "nodes" | "relations",
  records: readonly object[],
): void {
  // A statement would make a table that is not there, without its fields.
  statements.texts.push(`SELECT VALUE id FROM ${quoted(name)} LIMIT 1`);
  const update = updateClause(kind, layout);
  const [ignore, rest] = update === "" ? ["IGNORE ", ""] : ["", ` ON DUPLICATE KEY UPDATE ${update}`];
  const rows = bind(statements, records);
  const words = into === "INTO" ? `${ignore}INTO` : `RELATION ${ignore}INTO`;
  statements.texts.push(`INSERT ${words} ${quoted(name)} ${rows}${rest} RETURN NONE`);
}

/** SurrealDB deletes all relations of a record with it: those that still stand are written again. */
function deleteNodes(library: Library, statements: Statements, deletions: readonly NodeDeletions[]): void {
  const gone = deletions.flatMap(({ keys, label, layout }) => {
    const end = { label, key: keyColumns(layout) };
    return keys.map((key) => nodeId(library, end, key));
  });
  if (gone.length === 0) return;
  const ids = bind(statements, gone);
  statements.texts.push(
    `LET $relations = array::distinct(array::flatten(SELECT VALUE array::concat(->?, <-?) FROM ${ids}))`,
    "LET $kept = (SELECT * FROM $relations)",
    "DELETE $relations RETURN NONE",
    // What is not there any more has its relations all the same: by its id alone they would be deleted too.
    `DELETE (SELECT VALUE id FROM ${ids}) RETURN NONE`,
    "INSERT RELATION $kept RETURN NONE",
  );
}

function bind({ bindings }: Statements, value: unknown): string {
  const name = `p${Object.keys(bindings).length}`;
  bindings[name] = value;
  return `$${name}`;
}
