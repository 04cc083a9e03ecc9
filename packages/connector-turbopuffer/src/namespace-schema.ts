import type { AttributeSchemaConfig } from "@turbopuffer/turbopuffer/resources/namespaces";
import {
  attributeColumns,
  attributeName,
  idColumn,
  attributeType,
  type IdKind,
  idType,
  type NamespaceLayout,
  type StoredType,
} from "./stored-type.ts";

export type WireSchema = Record<string, AttributeSchemaConfig>;

/** The schema of a new namespace. */
export function fullSchema(layout: NamespaceLayout, filterable: Readonly<Record<string, boolean>>): WireSchema {
  const attributes = attributeColumns(layout).map(({ name, type }) => {
    const attribute = attributeName(name);
    return [attribute, attributeSchema(type, filterable[attribute] ?? false)] as const;
  });
  return { id: { type: idType(layout.ids) }, ...Object.fromEntries(attributes) };
}

function attributeSchema(type: StoredType, filterable: boolean): AttributeSchemaConfig {
  if (type.kind === "vector") return { type: attributeType(type), ann: { distance_metric: type.metric } };
  return { type: attributeType(type), filterable };
}

/** How a namespace differs from what is wanted. */
export interface NamespaceFit {
  /** Attributes that there are not, or that are filterable where they should not be, or the other way round. */
  readonly change: WireSchema;
  /** Attributes that there are not. */
  readonly missing: readonly string[];
  /** What no change can mend, in words. */
  readonly problems: readonly string[];
}

export function compareSchema(
  found: Readonly<Record<string, AttributeSchemaConfig>>,
  layout: NamespaceLayout,
  filterable: Readonly<Record<string, boolean>>,
): NamespaceFit {
  const change: WireSchema = {};
  const missing: string[] = [];
  const problems: string[] = [];
  const foundIds = found["id"]?.type;
  if (foundIds !== undefined && foundIds !== idType(layout.ids)) {
    problems.push(`its ids are of the type ${foundIds}, not ${idType(layout.ids)}`);
  }
  const inId = idColumn(layout)?.name;
  for (const { name, type } of attributeColumns(layout)) {
    const attribute = attributeName(name);
    const there = found[attribute];
    const wanted = attributeSchema(type, filterable[attribute] ?? false);
    if (there === undefined) {
      // Only keys that are too long for ids need it.
      if (name !== inId) missing.push(attribute);
      change[attribute] = wanted;
      if (type.kind === "vector") problems.push(`it has no attribute ${attribute}, and vectors cannot be added`);
      continue;
    }
    const problem = typeProblem(attribute, there, type);
    if (problem !== undefined) problems.push(problem);
    else if (type.kind !== "vector" && there.filterable !== wanted.filterable) {
      change[attribute] = {
        ...wanted,
        ...(there.full_text_search ? { full_text_search: there.full_text_search } : {}),
      };
    }
  }
  return { change, missing, problems };
}

function typeProblem(attribute: string, there: AttributeSchemaConfig, type: StoredType): string | undefined {
  const wanted = attributeType(type);
  if (there.type !== wanted) return `${attribute} is ${there.type}, not ${wanted}`;
  const metric = typeof there.ann === "object" ? there.ann.distance_metric : undefined;
  if (type.kind !== "vector" || metric === undefined || metric === type.metric) return undefined;
  return `${attribute} is compared by ${metric}, not ${type.metric}`;
}

/** An id that no row has: with it a namespace is made before it has rows. The largest that there can be, for integers. */
export function firstId(ids: IdKind): unknown {
  switch (ids) {
    case "uint":
      return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(String(2n ** 64n - 1n));
    case "string":
      return "#";
    default:
      return "c0c0c0c0-c0c0-4c0c-8c0c-c0c0c0c0c0c0";
  }
}
