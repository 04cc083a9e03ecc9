import { GraphError } from "./graph-error.ts";
import { type GraphTable, tableText } from "./graph-layout.ts";
import type { GraphStore, GraphWork, TableName } from "./graph-store.ts";

/** Whose the nodes of a label are, or the relations of a type, that something is written into. */
export type TableOwner =
  /** Their user's: it is written into whatever is there. */
  | "user"
  /** Ours, with this mark; where the mark is not known, with any of ours. */
  | { readonly mark: string | undefined };

/** A label or type, and whose it must be. */
export interface OwnedTable {
  readonly table: Pick<GraphTable, "kind" | "name">;
  readonly owner: TableOwner;
}

/**
 * What was looked at in this run, and is ours. What was tracked says nothing of the graph that the context key stands for now: it may hold somebody's
 * nodes of the same label.
 */
export class KnownOwn<Connection> {
  readonly #store: Pick<GraphStore<Connection>, "findOwners" | "errorOf">;
  #known = new WeakMap<object, Set<string>>();

  constructor(store: Pick<GraphStore<Connection>, "findOwners" | "errorOf">) {
    this.#store = store;
  }

  /** Why nothing may be done to each of them; undefined for those that are the tracked ones. The graph is asked the first time; what is refused, again. */
  async refusals(
    work: GraphWork<Connection>,
    owned: readonly OwnedTable[],
  ): Promise<readonly (GraphError | undefined)[]> {
    const place = work.connection as object;
    const known = this.#known.get(place) ?? new Set();
    this.#known.set(place, known);
    const open = new Map(owned.map((one) => [nameOf(one), one]));
    for (const [name, { owner }] of open) if (owner === "user" || known.has(name)) open.delete(name);
    if (open.size === 0) return owned.map(() => undefined);
    const asked = [...open.values()];
    const tables: readonly TableName[] = asked.map(({ table }) => table);
    const found = await this.#store.findOwners(work, tables).catch((error: unknown) => {
      throw this.#store.errorOf(error, `look at the ${tables.map(tableText).join(", ")} of ${work.database}`);
    });
    const refused = new Map<string, GraphError>();
    for (const [index, one] of asked.entries()) {
      const { isThere = false, mark } = found[index] ?? {};
      const wanted = one.owner === "user" ? undefined : one.owner.mark;
      if (mark !== undefined && (wanted === undefined || wanted === mark)) known.add(nameOf(one));
      else if (isThere) refused.set(nameOf(one), notTheTracked(work.database, one.table, mark !== undefined));
      else refused.set(nameOf(one), goneOutside(work.database, one.table));
    }
    return owned.map((one) => refused.get(nameOf(one)));
  }

  /** The next run looks again. */
  forget(): void {
    this.#known = new WeakMap();
  }
}

/** Whether a refusal says that nothing is there: what was to go from it is gone. */
export function isGone(refusal: GraphError | undefined): boolean {
  return refusal?.code === GONE;
}

const GONE = "GRAPH_TABLE_MISSING";

function nameOf({ owner, table }: OwnedTable): string {
  return JSON.stringify([table.kind, table.name, owner === "user" ? 0 : (owner.mark ?? null)]);
}

/** There are such nodes or relations, but not those that are tracked. */
function notTheTracked(database: string, table: TableName, isMarked: boolean): GraphError {
  const maker = isMarked
    ? "made by another app, or by this one with another state"
    : "not made by this app, or the app's mark was removed";
  return new GraphError(`The ${tableText(table)} of ${database} were ${maker}. Nothing of them was changed.`, {
    code: "GRAPH_TABLE_EXISTS",
    hint:
      "Point the context key at the graph that it stood for before. If this graph is meant, run the update once with " +
      'fullReprocess, and choose: another name; { onExisting: "adopt" } to take over what is there; { onExisting: "replace" } to remove it ' +
      "and build it again.",
  });
}

function goneOutside(database: string, table: TableName): GraphError {
  return new GraphError(
    `The ${tableText(table)} of ${database} are gone: they were removed outside of the app, or are in another graph.`,
    {
      code: GONE,
      hint:
        "Run the update once with fullReprocess to build them again; or point the context key at the graph that it stood " +
        "for before.",
    },
  );
}
