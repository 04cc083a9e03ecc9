import {
  absent,
  type AnyTargetHandler,
  declareTargetState,
  mountTarget,
  type PreviousStates,
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

interface Action {
  apply(): void;
}

type ContainerHandler = TargetHandler<ContainerValue, ContainerTracking, Action>;

interface ContainerValue {
  readonly schema: string;
  readonly managedBy?: "system" | "user";
}

interface ContainerTracking {
  readonly schema: string;
  readonly managedBy: "system" | "user";
}

/** The children of a mounted group. */
export type GroupProvider = TargetProvider<ContainerValue>;

/**
 * An external system for tests: tables of rows, alone or in groups, kept in this object, which outlives the runs. A
 * table of a group is called "<group>.<table>". Schemas are words "<kind>.<columns>": another kind rebuilds the table
 * or the whole group, fewer columns lose data.
 */
export class MemoryDatabase {
  readonly tables: Map<string, Map<string, unknown>>;
  readonly indexes: Set<string>;
  readonly groups: Set<string>;
  readonly log: LoggedAction[] = [];
  /** Sizes of the batches that the sinks were given. */
  readonly batches: number[] = [];
  fault: Fault | undefined;
  /** Whether sinks say which actions failed, and go on with the others, instead of breaking off. */
  reportsActions = false;
  /** For how many turns of the event loop a call of a sink takes. */
  turns: (sink: string) => number = () => 0;
  readonly #tables: TargetProvider<ContainerValue>;
  readonly #groups: TargetProvider<ContainerValue>;

  /** What it holds is kept in memory, unless there is another place for it. */
  constructor(
    name: string,
    tables: Map<string, Map<string, unknown>> = new Map(),
    indexes: Set<string> = new Set(),
    groups: Set<string> = new Set(),
  ) {
    this.tables = tables;
    this.indexes = indexes;
    this.groups = groups;
    this.#tables = registerRootTargets(`test.memory.${name}`, tableHandler(this, ""));
    this.#groups = registerRootTargets(`test.memory.${name}.groups`, groupHandler(this));
  }

  async mountTable(name: string, schema = "v1.a", managedBy: "system" | "user" = "system"): Promise<MemoryTable> {
    return new MemoryTable(await mountTarget(this.#tables.state(name, { schema, managedBy })));
  }

  async mountGroup(name: string, schema = "v1.a", managedBy: "system" | "user" = "system"): Promise<GroupProvider> {
    return mountTarget(this.#groups.state(name, { schema, managedBy }));
  }

  /** A table in a group, by its name there. */
  async mountTableIn(group: GroupProvider, name: string, schema = "v1.a"): Promise<MemoryTable> {
    return new MemoryTable(await mountTarget(group.state(name, { schema })));
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

function sinkOf(name: string, database: MemoryDatabase): Sink<Action> {
  return {
    name,
    apply: async (actions) => {
      database.batches.push(actions.length);
      await Promise.resolve();
      for (let turn = database.turns(name); turn > 0; turn--) await new Promise((resolve) => setImmediate(resolve));
      if (database.reportsActions) return actions.map(attempt);
      for (const action of actions) action.apply();
      return undefined;
    },
  };
}

function attempt(action: Action): unknown {
  try {
    action.apply();
    return undefined;
  } catch (error) {
    if ((error as { isRetryable?: boolean }).isRetryable) throw error;
    return error;
  }
}

/** What tables and groups do differently. */
interface ContainerKind {
  readonly sink: string;
  readonly nameOf: (key: StableKey) => string;
  /** Brings it about, as a new one where it was `rebuilt`. */
  readonly make: (name: string, rebuilt: boolean, lossy: boolean) => void;
  readonly drop: (name: string) => void;
  readonly child: (name: string) => AnyTargetHandler;
}

function tableHandler(database: MemoryDatabase, prefix: string): ContainerHandler {
  return containerHandler(database, {
    sink: `memory tables ${prefix}`,
    nameOf: (key) => `${prefix}${String(key)}`,
    make: (name, rebuilt, lossy) => {
      const rows = database.tables.get(name);
      if (rebuilt || rows === undefined) database.create(name);
      else if (lossy) loseColumn(rows);
    },
    drop: (name) => database.remove(name),
    child: (name) => rowHandler(database, name),
  });
}

function groupHandler(database: MemoryDatabase): ContainerHandler {
  const tablesOf = (name: string): string[] =>
    [...database.tables.keys()].filter((table) => table.startsWith(`${name}.`));
  return containerHandler(database, {
    sink: "memory groups",
    nameOf: String,
    make: (name, rebuilt, lossy) => {
      if (rebuilt) for (const table of tablesOf(name)) database.remove(table);
      if (lossy) for (const table of tablesOf(name)) loseColumn(database.tables.get(table) as Map<string, unknown>);
      database.groups.add(name);
    },
    drop: (name) => {
      for (const table of tablesOf(name)) database.remove(table);
      database.groups.delete(name);
    },
    child: (name) => tableHandler(database, `${name}.`),
  });
}

function loseColumn(rows: Map<string, unknown>): void {
  for (const key of rows.keys()) rows.set(key, "lost with a column");
}

function containerHandler(database: MemoryDatabase, kind: ContainerKind): ContainerHandler {
  const sink = sinkOf(kind.sink, database);
  return {
    reconcile(key, desired, previous) {
      const name = kind.nameOf(key);
      if (desired === absent) {
        if (previous.possible.length === 0) return undefined;
        if (previous.possible.every((record) => record.managedBy === "user")) return { tracking: absent };
        const drop = (): void => {
          database.note("drop", name);
          kind.drop(name);
        };
        return { tracking: absent, action: { sink, payload: { apply: drop } } };
      }
      const managedBy = desired.managedBy ?? "system";
      const tracking: ContainerTracking = { schema: desired.schema, managedBy };
      if (isAsWanted(previous, desired.schema)) return undefined;
      if (managedBy === "user") return { tracking };
      const { lossy, rebuilt } = changeOf(previous, desired.schema);
      const apply = (): void => {
        database.note("make", name);
        kind.make(name, rebuilt, lossy);
      };
      return {
        tracking,
        action: { sink, payload: { apply } },
        details: previous.possible.flatMap(({ schema }) =>
          schema === desired.schema ? [] : [`schema ${desired.schema}, was ${schema}`],
        ),
        ...(rebuilt ? { invalidates: "destructive" as const } : lossy ? { invalidates: "lossy" as const } : {}),
      };
    },
    child: (key) => kind.child(kind.nameOf(key)),
  };
}

function isAsWanted({ mayBeMissing, possible }: PreviousStates<ContainerTracking>, schema: string): boolean {
  return possible.length === 1 && possible[0]?.schema === schema && !mayBeMissing;
}

/** Whether a container of another kind stands there, or one with columns that are not wanted any more. */
function changeOf(
  { possible }: PreviousStates<ContainerTracking>,
  schema: string,
): { readonly rebuilt: boolean; readonly lossy: boolean } {
  const [wantedKind = "", columns = ""] = schema.split(".");
  const kinds = new Set(possible.map((record) => record.schema.split(".")[0]));
  return {
    rebuilt: possible.length > 0 && (kinds.size > 1 || !kinds.has(wantedKind)),
    lossy: possible.some((record) => ![...(record.schema.split(".")[1] ?? "")].every((c) => columns.includes(c))),
  };
}

function rowHandler(database: MemoryDatabase, table: string): TargetHandler<unknown, string, Action> {
  const sink = sinkOf(`memory rows of ${table}`, database);
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

function indexHandler(database: MemoryDatabase, table: string): TargetHandler<string, string, Action> {
  const sink = sinkOf(`memory indexes of ${table}`, database);
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
