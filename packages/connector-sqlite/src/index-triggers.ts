/** What an index consists of. The first object bears its name; triggers keep it up to date with the table. */
export interface IndexObjects {
  readonly objects: readonly { readonly name: string; readonly sql: string }[];
  /** Fills it from the rows that are there. */
  readonly fill: string | undefined;
}

export type TriggerEvent = "delete" | "insert" | "update";

/** Triggers of index tables begin with this, then comes the name of the index table: so it is found from its table. */
const prefix = "coco_index:";

export function triggerName(index: string, event: TriggerEvent): string {
  return `${prefix}${event}:${index}`;
}

/** The index table that a trigger keeps, if it is one of ours. */
export function indexOfTrigger(name: string): string | undefined {
  return name.startsWith(prefix) ? name.slice(name.indexOf(":", prefix.length) + 1) : undefined;
}
