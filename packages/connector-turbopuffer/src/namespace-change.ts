import { diffSchemas, type SchemaChange } from "@coco/connectorkit";
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
export function namespaceChange(wanted: NamespaceLayout, previous: readonly Former[]): SchemaChange {
  const { change } = diffSchemas(wanted, previous);
  if (previous.some((old) => isAnother(wanted, old))) return "destructive";
  // Another kind that is kept under the same type: JSON where there was text.
  return change === "destructive" ? "lossy" : change;
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
