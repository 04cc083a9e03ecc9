import {
  absent,
  declareTargetState,
  mountTarget,
  type PreviousStates,
  type Reconciliation,
  registerRootTargets,
  type Sink,
  type StableKey,
  formatKey,
  type TargetHandler,
  TargetProvider,
} from "@coco/connectorkit";

/** What a test wants to happen in place of a write. */
export type Fault = (what: string) => unknown;

/** One action as the log shows it. */
export interface LoggedAction {
  readonly verb: "create" | "update" | "delete" | "make" | "drop" | "index" | "unindex";
  readonly what: string;
}

interface TableValue {
  readonly schema: string;
  readonly managedBy?: "system" | "user";
}

interface TableTracking {
  readonly schema: string;
  readonly managedBy: "system" | "user";
}

/**
 * An external system for tests: tables of rows, kept in this object, which outlives the runs. Schemas are words
 * "<kind>.<columns>": another kind rebuilds the table, fewer columns lose data.
 */
export class MemoryDatabase {
  readonly tables: Map<string, Map<string, unknown>>;
  readonly indexes: Set<string>;
  readonly log: LoggedAction[] = [];
  /** Sizes of the batches that the sinks were given. */
  readonly batches: number[] = [];
  fault: Fault | undefined;
  readonly #root: string;
  readonly #provider: TargetProvider<TableValue>;

  /** What it holds is kept in memory, unless there is another place for it. */
  constructor(name: string, tables: Map<string, Map<string, unknown>> = new Map(), indexes: Set<string> = new Set()) {
    this.tables = tables;
    this.indexes = indexes;
    this.#root = `test.memory.${name}`;
    this.#provider = registerRootTargets(this.#root, tableHandler(this));
  }

  async mountTable(name: string, schema = "v1.a", managedBy: "system" | "user" = "system"): Promise<MemoryTable> {
    const children = await mountTarget<unknown, TableValue>(this.#provider.state(name, { schema, managedBy }));
    return new MemoryTable(children);
  }

  rows(table: string): Record<string, unknown> {
    return Object.fromEntries([...(this.tables.get(table) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Makes a table anew, without rows and indexes. */
  create(table: string): void {
    this.remove(table);
    this.tables.set(table, new Map());
  }

  remove(table: string): void {
    this.tables.delete(table);
    for (const index of this.indexes) if (index.startsWith(`${table}/`)) this.indexes.delete(index);
  }

  /** The actions since the last call, in order. */
  takeLog(): string[] {
    return this.log.splice(0).map(({ verb, what }) => `${verb} ${what}`);
  }

  note(verb: LoggedAction["verb"], what: string): void {
    const failure = this.fault?.(`${verb} ${what}`);
    if (failure !== undefined) throw failure;
    this.log.push({ verb, what });
  }
}

/** A mounted table. It is an argument like a real one. */
export class MemoryTable extends TargetProvider<unknown> {
  constructor(provider: TargetProvider) {
    super(provider.path);
  }

  declare(key: StableKey, value: unknown): void {
    declareTargetState(this.state(key, value));
  }

  declareIndex(name: string, spec: string): void {
    declareTargetState(this.attachment<string>("index").state(name, spec));
  }
}

function sinkOf<A extends { apply(): void }>(name: string, database: MemoryDatabase): Sink<A> {
  return {
    name,
    apply: async (actions) => {
      database.batches.push(actions.length);
      await Promise.resolve();
      for (const action of actions) action.apply();
    },
  };
}

function tableHandler(database: MemoryDatabase): TargetHandler<TableValue, TableTracking, { apply(): void }> {
  const sink = sinkOf<{ apply(): void }>("memory tables", database);
  return {
    reconcile(key, desired, previous): Reconciliation<{ apply(): void }, TableTracking> | undefined {
      const name = String(key);
      if (desired === absent) return dropTable(database, sink, name, previous);
      const wanted = desired;
      const managedBy = wanted.managedBy ?? "system";
      const tracking: TableTracking = { schema: wanted.schema, managedBy };
      const kinds = new Set(previous.possible.map((record) => record.schema.split(".")[0]));
      const rebuilt = previous.possible.length > 0 && (kinds.size > 1 || !kinds.has(wanted.schema.split(".")[0]));
      const columns = wanted.schema.split(".")[1] ?? "";
      const lossy = previous.possible.some(
        (record) => ![...(record.schema.split(".")[1] ?? "")].every((c) => columns.includes(c)),
      );
      const same =
        previous.possible.length === 1 && previous.possible[0]?.schema === wanted.schema && !previous.mayBeMissing;
      if (same) return undefined;
      if (managedBy === "user") return { tracking };
      const apply = (): void => {
        database.note("make", name);
        const rows = database.tables.get(name);
        if (rebuilt || rows === undefined) database.create(name);
        else if (lossy) for (const key of rows.keys()) rows.set(key, "lost with a column");
      };
      return {
        tracking,
        action: { sink, payload: { apply } },
        ...(rebuilt ? { invalidates: "destructive" as const } : lossy ? { invalidates: "lossy" as const } : {}),
      };
    },
    child: (key) => rowHandler(database, String(key)),
  };
}

function dropTable(
  database: MemoryDatabase,
  sink: Sink<{ apply(): void }>,
  name: string,
  previous: PreviousStates<TableTracking>,
): Reconciliation<{ apply(): void }, TableTracking> | undefined {
  if (previous.possible.length === 0) return undefined;
  if (previous.possible.every((record) => record.managedBy === "user")) return { tracking: absent };
  const apply = (): void => {
    database.note("drop", name);
    database.remove(name);
  };
  return { tracking: absent, action: { sink, payload: { apply } } };
}

function rowHandler(database: MemoryDatabase, table: string): TargetHandler<unknown, string, { apply(): void }> {
  const sink = sinkOf<{ apply(): void }>(`memory rows of ${table}`, database);
  return {
    reconcile: (key, desired, previous) => {
      const text = formatKey(key);
      const unchanged = desired !== absent && isSame(previous, JSON.stringify(desired));
      if (unchanged || (desired === absent && previous.possible.length === 0)) return undefined;
      return {
        tracking: desired === absent ? absent : JSON.stringify(desired),
        action: { sink, payload: { apply: () => applyRow(database, table, text, desired) } },
      };
    },
    attachments: () => ({ index: indexHandler(database, table) }),
  };
}

function applyRow(database: MemoryDatabase, table: string, key: string, desired: unknown): void {
  const rows = database.tables.get(table);
  const verb = desired === absent ? "delete" : rows?.has(key) ? "update" : "create";
  database.note(verb, `${table}/${key}`);
  if (desired === absent) rows?.delete(key);
  else if (rows === undefined) throw new Error(`table ${table} does not exist`);
  else rows.set(key, desired);
}

function indexHandler(database: MemoryDatabase, table: string): TargetHandler<string, string, { apply(): void }> {
  const sink = sinkOf<{ apply(): void }>(`memory indexes of ${table}`, database);
  return {
    reconcile: (key, desired, previous) => {
      if (desired !== absent && isSame(previous, desired)) return undefined;
      if (desired === absent && previous.possible.length === 0) return undefined;
      const name = `${table}/${String(key)}`;
      const apply = (): void => {
        database.note(desired === absent ? "unindex" : "index", name);
        if (desired === absent) database.indexes.delete(name);
        else database.indexes.add(name);
      };
      return { tracking: desired === absent ? absent : desired, action: { sink, payload: { apply } } };
    },
  };
}

function isSame(previous: PreviousStates<string>, tracking: string): boolean {
  return !previous.mayBeMissing && previous.possible.length === 1 && previous.possible[0] === tracking;
}
