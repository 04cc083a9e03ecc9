import type { JsonValue } from "../record/json-value.ts";

/** The columns of a table: a `RecordDescription`, or the columns as a target stores them, with its own type names. */
export interface StoredSchema {
  readonly columns: readonly StoredSchemaColumn[];
  /** In order: it decides the rows' keys. */
  readonly primaryKey: readonly string[];
}

export interface StoredSchemaColumn {
  readonly name: string;
  /** Two columns have the same type if these are equal, the order of properties aside. */
  readonly type: JsonValue;
  readonly nullable: boolean;
}

/**
 * How a schema differs from those that a table may have:
 * - `"none"`: it is the same;
 * - `"additive"`: only columns that take nulls were added, or columns began to take nulls: rows stay as they are;
 * - `"lossy"`: columns went, or values are wanted where rows may have none: the table stays, its rows are written again;
 * - `"destructive"`: the primary key or the type of a column changed: the table is made anew.
 */
export type SchemaChange = "additive" | "destructive" | "lossy" | "none";

export interface SchemaDiff {
  readonly change: SchemaChange;
  /** Columns that some previous schema lacks. */
  readonly added: readonly string[];
  /** Columns of previous schemas that are not wanted any more. */
  readonly dropped: readonly string[];
  /** What changed, for a plan: "column text: bigint, was text". */
  readonly reasons: readonly string[];
}

const severity: readonly SchemaChange[] = ["none", "additive", "lossy", "destructive"];

/**
 * Compares a wanted schema with every schema that the table may have: one after an undisturbed run, several after a
 * crash. The answer is the gravest of all, so that it is right whichever of them is the actual one.
 */
export function diffSchemas(desired: StoredSchema, previous: readonly StoredSchema[]): SchemaDiff {
  let change: SchemaChange = "none";
  const added = new Set<string>();
  const dropped = new Set<string>();
  const reasons = new Set<string>();
  const note = (grade: SchemaChange, reason: string): void => {
    if (severity.indexOf(grade) > severity.indexOf(change)) change = grade;
    reasons.add(reason);
  };
  const wanted = new Map(desired.columns.map((column) => [column.name, column]));
  for (const schema of previous) {
    if (schema.primaryKey.join("\0") !== desired.primaryKey.join("\0")) {
      note("destructive", `primary key: ${desired.primaryKey.join(", ")}, was ${schema.primaryKey.join(", ")}`);
    }
    const before = new Map(schema.columns.map((column) => [column.name, column]));
    for (const column of desired.columns) {
      const old = before.get(column.name);
      if (old === undefined) {
        added.add(column.name);
        // A column that the table may have had, and may have lost since, leaves rows without the values tracked of them.
        const lost = previous.some((other) => other !== schema && has(other, column.name));
        note(column.nullable && !lost ? "additive" : "lossy", `column ${column.name}: new`);
      } else if (typeText(old.type) !== typeText(column.type)) {
        note("destructive", `column ${column.name}: ${typeChange(column.type, old.type)}`);
      } else if (old.nullable && !column.nullable) {
        note("lossy", `column ${column.name}: takes no nulls any more`);
      } else if (!old.nullable && column.nullable) {
        note("additive", `column ${column.name}: takes nulls`);
      }
    }
    for (const { name } of schema.columns) {
      if (wanted.has(name)) continue;
      dropped.add(name);
      note("lossy", `column ${name}: dropped`);
    }
  }
  return { change, added: [...added], dropped: [...dropped], reasons: [...reasons] };
}

/** A type as a text for messages, equal for equal types: `text`, or `{"dims":384,"kind":"vector"}`. */
function typeText(type: JsonValue): string {
  if (typeof type === "string") return type;
  return JSON.stringify(type, (_name, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** How a type differs from another one: `bytes, was text`, and of two of a kind what differs: `dims 768, was 384`. */
function typeChange(type: JsonValue, old: JsonValue): string {
  const kind = kindOf(type);
  if (kind === undefined || kind !== kindOf(old)) return `${typeName(type)}, was ${typeName(old)}`;
  const before = propertiesOf(old);
  const now = propertiesOf(type);
  return [...new Set([...now.keys(), ...before.keys()])]
    .filter((name) => now.get(name) !== before.get(name))
    .map((name) => `${name} ${now.get(name) ?? "none"}, was ${before.get(name) ?? "none"}`)
    .join("; ");
}

/** A type in words: `text`, or `vector (dims 384)` of one that is an object with a kind. */
function typeName(type: JsonValue): string {
  const kind = kindOf(type);
  if (kind === undefined) return typeText(type);
  const rest = [...propertiesOf(type)].map(([name, value]) => `${name} ${value}`);
  return rest.length === 0 ? kind : `${kind} (${rest.join(", ")})`;
}

function kindOf(type: JsonValue): string | undefined {
  if (typeof type !== "object" || type === null || !("kind" in type)) return undefined;
  return typeof type["kind"] === "string" ? type["kind"] : undefined;
}

/** What a type that is an object says besides its kind. */
function propertiesOf(type: JsonValue): Map<string, string> {
  const entries = Object.entries(type ?? {}).filter(([name]) => name !== "kind");
  return new Map(entries.map(([name, value]) => [name, typeText(value)]));
}

function has(schema: StoredSchema, name: string): boolean {
  return schema.columns.some((column) => column.name === name);
}
