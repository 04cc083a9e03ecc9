import {
  absent,
  type AnyTargetHandler,
  encodeKey,
  type Reconciliation,
  type Sink,
  type StableKey,
  toHex,
} from "@coco/connectorkit";
import { DATABASE, type TestDatabase } from "./database.fixture.ts";
import type { RowValues } from "./encode-rows.ts";
import type { IndexSpec } from "./index-spec.ts";
import { FTS_INDEX, VECTOR_INDEX } from "./row-handler.ts";
import type { TableLayout } from "./stored-type.ts";
import { TableHandler, type TableValue } from "./table-handler.ts";

interface Tracked {
  readonly key: StableKey;
  possible: unknown[];
  mayBeMissing: boolean;
}

/** What a run declares. Nothing at all: the table is to go. */
export interface Declared {
  readonly layout: TableLayout;
  readonly managedBy?: "system" | "user";
  readonly onExisting?: "adopt" | "error" | "replace";
  readonly rows?: ReadonlyMap<StableKey, RowValues>;
  readonly vectorIndexes?: Readonly<Record<string, IndexSpec>>;
  readonly ftsIndexes?: Readonly<Record<string, IndexSpec>>;
}

/** Where a run dies: after tracking was written ahead, before or after a sink was called. */
export type Crash = "after-sinks" | "before-sinks" | undefined;

/** The least that an engine does with the handlers of one table: tracking written ahead, sinks in order, settling. */
export class TrackedTarget {
  readonly #database: TestDatabase;
  readonly #table: string;
  #tableTracking: Tracked;
  #levels: Record<string, Map<string, Tracked>> = {
    rows: new Map(),
    [VECTOR_INDEX]: new Map(),
    [FTS_INDEX]: new Map(),
  };
  /** What was done in the last run, by sink: "rows 3". */
  log: string[] = [];

  constructor(database: TestDatabase, table: string) {
    this.#database = database;
    this.#table = table;
    this.#tableTracking = { key: [DATABASE, table], possible: [], mayBeMissing: false };
  }

  async run(declared: Declared | undefined, options: { crash?: Crash; full?: boolean } = {}): Promise<void> {
    this.log = [];
    const handler = new TableHandler();
    const key = this.#tableTracking.key;
    const sinks = new Set<Sink<unknown>>();
    const value: TableValue | undefined = declared && {
      layout: declared.layout,
      managedBy: declared.managedBy ?? "system",
      onExisting: declared.onExisting ?? "error",
    };
    const child = (): AnyTargetHandler =>
      handler.child(key, value ? { declared: value } : { tracked: this.#tableTracking.possible[0] as never });
    if (value === undefined) {
      await this.#level(handler, [this.#tableTracking], new Map(), sinks, options, "table");
      for (const level of Object.values(this.#levels)) level.clear();
      return;
    }
    const answer = await this.#level(
      handler,
      [this.#tableTracking],
      new Map([[keyText(key), [key, value] as const]]),
      sinks,
      options,
      "table",
    );
    if (options.crash !== undefined && answer.some((one) => one.action !== undefined)) return;
    const rows = child();
    for (const [name, wanted] of [
      ["rows", declared?.rows ?? new Map()],
      [VECTOR_INDEX, new Map(Object.entries(declared?.vectorIndexes ?? {}))],
      [FTS_INDEX, new Map(Object.entries(declared?.ftsIndexes ?? {}))],
    ] as const) {
      const level = this.#levels[name] as Map<string, Tracked>;
      for (const { invalidates } of answer) {
        if (invalidates === "destructive") level.clear();
        if (invalidates === "lossy") for (const one of level.values()) one.mayBeMissing = true;
      }
      const desired = new Map([...wanted].map(([k, v]) => [keyText(k), [k, v] as const]));
      for (const [text, [k]] of desired) {
        if (!level.has(text)) level.set(text, { key: k, possible: [], mayBeMissing: false });
      }
      const own = name === "rows" ? rows : (rows.attachments?.()[name] as AnyTargetHandler);
      await this.#level(own, [...level.values()], desired, sinks, options, name);
      for (const [text, one] of level) if (one.possible.length === 0) level.delete(text);
    }
    for (const sink of sinks) await sink.settle?.(this.#database.context);
  }

  async #level(
    handler: AnyTargetHandler,
    tracked: readonly Tracked[],
    desired: ReadonlyMap<string, readonly [StableKey, unknown]>,
    sinks: Set<Sink<unknown>>,
    options: { crash?: Crash; full?: boolean },
    name: string,
  ): Promise<Reconciliation<unknown, unknown>[]> {
    const bySink = new Map<Sink<unknown>, { payload: unknown; done: () => void }[]>();
    const answers: Reconciliation<unknown, unknown>[] = [];
    for (const one of tracked) {
      const wanted = desired.get(keyText(one.key));
      const answer = handler.reconcile(one.key, wanted === undefined ? absent : wanted[1], {
        possible: one.possible,
        mayBeMissing: one.mayBeMissing || (options.full === true && one.possible.length > 0),
      });
      if (answer === undefined) continue;
      answers.push(answer);
      const fresh = answer.tracking === absent ? [] : [answer.tracking];
      const gone = answer.tracking === absent || one.possible.length === 0;
      const done = (): void => {
        one.possible = fresh;
        one.mayBeMissing = false;
      };
      one.possible = [...one.possible, ...fresh];
      one.mayBeMissing ||= gone;
      if (answer.action === undefined) done();
      else {
        const { sink, payload } = answer.action;
        bySink.set(sink, [...(bySink.get(sink) ?? []), { payload, done }]);
      }
    }
    if (options.crash === "before-sinks") return answers;
    for (const [sink, batch] of bySink) {
      this.log.push(`${name} ${batch.length}`);
      sinks.add(sink);
      const errors = await sink.apply(
        batch.map(({ payload }) => payload),
        this.#database.context,
      );
      const failure = (errors ?? []).find((error) => error !== undefined);
      if (failure !== undefined) throw failure;
      if (options.crash === undefined) for (const { done } of batch) done();
    }
    return answers;
  }

  /** The table's name, for opening it. */
  get table(): string {
    return this.#table;
  }
}

function keyText(key: StableKey): string {
  return toHex(encodeKey(key));
}
