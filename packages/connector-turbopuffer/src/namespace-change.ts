import { diffSchemas, type SchemaDiff } from "@coco/connectorkit";
import {
  attributeColumns,
  attributeName,
  attributeType,
  type NamespaceLayout,
  type StoredColumn,
} from "./stored-type.ts";

/** What every attribute that a namespace ever had is: none can be taken away, and no type changed. */
export type EverTypes = Readonly<Record<string, string>>;

interface Former extends NamespaceLayout {
  readonly ever: EverTypes;
}

/** Compares what is wanted with all that there may be, of which the gravest change counts. */
export function compareNamespaces(
  wanted: NamespaceLayout,
  previous: readonly Former[],
): Pick<SchemaDiff, "change" | "reasons"> {
  const { change, reasons: ofColumns } = diffSchemas(wanted, previous);
  const reasons = [...ofColumns, ...new Set(previous.flatMap((old) => otherReasons(wanted, old)))];
  if (previous.some((old) => isAnother(wanted, old))) return { change: "destructive", reasons };
  // Another kind that is kept under the same type: JSON where there was text.
  return { change: change === "destructive" ? "lossy" : change, reasons };
}

/** What of a namespace is another, besides the columns that the last layout had. */
function otherReasons(wanted: NamespaceLayout, old: Former): string[] {
  const ids = wanted.ids === old.ids ? [] : [`ids: ${wanted.ids}, were ${old.ids}`];
  const known = new Set(old.columns.map(({ name }) => name));
  const again = attributeColumns(wanted).flatMap((column) => {
    const before = known.has(column.name) ? undefined : old.ever[attributeName(column.name)];
    const now = everType(column);
    return before === undefined || before === now ? [] : [`column ${column.name}: ${now}, was once ${before}`];
  });
  return [...ids, ...again];
}

function isAnother(wanted: NamespaceLayout, old: Former): boolean {
  return (
    wanted.ids !== old.ids ||
    keyText(wanted) !== keyText(old) ||
    attributeColumns(wanted).some((column) => {
      const before = old.ever[attributeName(column.name)];
      return before === undefined ? column.type.kind === "vector" : before !== everType(column);
    })
  );
}

function keyText({ columns, primaryKey }: NamespaceLayout): string {
  return JSON.stringify(primaryKey.map((name) => [name, columns.find((column) => column.name === name)?.type.kind]));
}

function everType({ type }: StoredColumn): string {
  return type.kind === "vector" ? `${attributeType(type)} ${type.metric}` : attributeType(type);
}

/** Attributes of a namespace after it was brought from any of the former states to the wanted one. */
export function everTypes(wanted: NamespaceLayout, previous: readonly Former[], isRebuilt: boolean): EverTypes {
  const former: EverTypes = isRebuilt ? {} : Object.assign({}, ...previous.map(({ ever }) => ever));
  return {
    ...former,
    ...Object.fromEntries(attributeColumns(wanted).map((column) => [attributeName(column.name), everType(column)])),
  };
}
