import { diffSchemas, type SchemaChange, type StoredSchema } from "@coco/connectorkit";
import type { EndLayout, NodeLayout, RelationLayout } from "./graph-layout.ts";

/** How a layout differs from those that a label or type may have. */
export interface LayoutDiff {
  readonly change: SchemaChange;
  /** Columns of previous layouts that are not wanted any more. */
  readonly dropped: readonly string[];
  /** What changed, each in a few words. */
  readonly reasons: readonly string[];
}

const severity: readonly SchemaChange[] = ["none", "additive", "lossy", "destructive"];

/**
 * Compares layouts. A column that is not of the key can change its type while all stays: the values are written again. So can the ends of
 * relations become more; where one goes, or the key of its nodes changes, the relations are made anew. Where its nodes were, all are written again.
 */
export function compareLayouts(
  layout: NodeLayout | RelationLayout,
  previous: readonly (NodeLayout | RelationLayout)[],
): LayoutDiff {
  const { change, dropped } = diffSchemas(
    keyTypes(layout, layout.primaryKey),
    previous.map((other) => keyTypes(other, layout.primaryKey)),
  );
  const ofTypes = previous.some((other) => hasOtherTypes(layout, other)) ? "lossy" : "none";
  const ofEnds = previous.map((other) => compareEnds(layout, other));
  const { reasons: ofColumns } = diffSchemas(layout, previous);
  const reasons = [...ofColumns, ...new Set(previous.flatMap((other) => otherEnds(layout, other)))];
  const all: readonly SchemaChange[] = [change, ofTypes, ...ofEnds];
  return { change: severity[Math.max(...all.map((one) => severity.indexOf(one)))] as SchemaChange, dropped, reasons };
}

/** The layout with the types of its key alone. */
function keyTypes({ columns, primaryKey }: NodeLayout, keys: readonly string[]): StoredSchema {
  return {
    columns: columns.map(({ name, nullable, type }) => ({ name, nullable, type: keys.includes(name) ? type : "any" })),
    primaryKey,
  };
}

function hasOtherTypes(layout: NodeLayout, other: NodeLayout): boolean {
  return layout.columns.some(({ name, type }) => {
    const old = other.columns.find((column) => column.name === name);
    return old !== undefined && typeText(old.type) !== typeText(type);
  });
}

function compareEnds(layout: NodeLayout | RelationLayout, other: NodeLayout | RelationLayout): SchemaChange {
  if (!("from" in layout) || !("from" in other)) return "none";
  const changes = [compareEnd(layout.from, other.from), compareEnd(layout.to, other.to)];
  return (["destructive", "lossy", "additive"] as const).find((change) => changes.includes(change)) ?? "none";
}

function compareEnd(ends: readonly EndLayout[], others: readonly EndLayout[]): SchemaChange {
  const stays = (old: EndLayout): boolean => ends.some((end) => endText(end) === endText(old));
  if (!others.every(stays)) return "destructive";
  if (others.some((old) => isOfOtherNodes(old, ends))) return "lossy";
  return ends.length > others.length ? "additive" : "none";
}

/** Whether nodes at an end have been made anew since. */
function isOfOtherNodes(old: EndLayout, ends: readonly EndLayout[]): boolean {
  return ends.some(({ generation, label }) => label === old.label && generation !== old.generation);
}

/** Which ends came, went, have another key, or were made anew. */
function otherEnds(layout: NodeLayout | RelationLayout, other: NodeLayout | RelationLayout): string[] {
  if (!("from" in layout) || !("from" in other)) return [];
  return (["from", "to"] as const).flatMap((side) => {
    const texts = (ends: readonly EndLayout[]): string => ends.map(endText).toSorted().join();
    const labels = (ends: readonly EndLayout[]): string =>
      ends
        .map(({ label }) => label)
        .toSorted()
        .join(", ");
    if (texts(layout[side]) === texts(other[side])) {
      const anew = other[side].filter((old) => isOfOtherNodes(old, layout[side]));
      return anew.length === 0 ? [] : [`${side} ${labels(anew)}: made anew`];
    }
    const [now, before] = [labels(layout[side]), labels(other[side])];
    return [now === before ? `${side} ${now}: another key` : `${side} ${now}, was ${before}`];
  });
}

function endText({ key, label }: EndLayout): string {
  return JSON.stringify([label, key.map(({ name, type }) => [name, typeText(type)])]);
}

function typeText(type: NodeLayout["columns"][number]["type"]): string {
  return JSON.stringify(Object.entries(type).sort(([a], [b]) => (a < b ? -1 : 1)));
}
