import {
  absent,
  declareTargetState,
  type PreviousStates,
  type Reconciliation,
  type Sink,
  type StableKey,
  type TargetHandler,
  TargetProvider,
} from "@coco/connectorkit";
import type { CrashTable, RowValue } from "./crash-target.ts";
import type { ShelfStorage, TablePlace } from "./shelf-storage.ts";

/** What the handlers of all levels work with. */
export interface ShelfLevels {
  readonly storage: ShelfStorage;
  /** Told of the points that a sink passes. */
  readonly pass: (kind: string) => void;
  /** Told of each action before it is applied. */
  readonly note: (line: string) => void;
}

interface Action {
  readonly apply: () => void;
}

type Answer<Tracking> = Reconciliation<Action, Tracking> | undefined;

/** A mounted table. */
export class ShelfTable extends TargetProvider<RowValue> implements CrashTable {
  constructor(provider: TargetProvider) {
    super(provider.path);
  }

  declare(key: string, value: RowValue): void {
    declareTargetState(this.state(key, value));
  }

  declareIndex(): void {
    declareTargetState(this.attachment<true>("index").state("values", true));
  }
}

/** The outermost level: shelves, which hold nothing but tables. */
export function shelfHandler(levels: ShelfLevels): TargetHandler<true, true, Action> {
  const { note, storage } = levels;
  const sink = sinkOf("shelves", levels);
  return {
    reconcile(key, desired, previous): Answer<true> {
      const shelf = String(key);
      if (isSettledAs(desired, previous)) return undefined;
      const gone = desired === absent;
      const apply = (): void => {
        note(`${gone ? "drop" : "make"} ${shelf}`);
        if (gone) storage.dropShelf(shelf);
        else storage.makeShelf(shelf);
      };
      return { tracking: gone ? absent : true, action: { sink, payload: { apply } } };
    },
    child: (key) => tableHandler(levels, String(key)),
  };
}

/** Tables of a shelf. Their value, and what is tracked of them, is the schema. */
function tableHandler(levels: ShelfLevels, shelf: string): TargetHandler<string, string, Action> {
  const { note, storage } = levels;
  const sink = sinkOf(`tables of ${shelf}`, levels);
  return {
    reconcile(key, desired, previous): Answer<string> {
      if (isSettledAs(desired, previous)) return undefined;
      const place: TablePlace = { shelf, table: String(key) };
      const name = `${shelf}/${String(key)}`;
      if (desired === absent) {
        const apply = (): void => {
          note(`drop ${name}`);
          storage.dropTable(place);
        };
        return { tracking: absent, action: { sink, payload: { apply } } };
      }
      const [kind, columns = ""] = desired.split(".");
      const kinds = previous.possible.map((schema) => schema.split(".")[0]);
      const rebuilt = kinds.some((other) => other !== kind);
      const lossy = previous.possible.some((schema) =>
        [...(schema.split(".")[1] ?? "")].some((c) => !columns.includes(c)),
      );
      const apply = (): void => {
        note(`make ${name}`);
        storage.makeTable(place, rebuilt);
        if (!lossy || rebuilt) return;
        for (const row of storage.keys(place))
          storage.put(place, row, { text: "lost with a column", number: 0, uuid: "" });
      };
      const invalidates = rebuilt ? "destructive" : lossy ? "lossy" : undefined;
      return {
        tracking: desired,
        action: { sink, payload: { apply } },
        ...(invalidates === undefined ? {} : { invalidates }),
      };
    },
    child: (key) => rowHandler(levels, { shelf, table: String(key) }),
  };
}

function rowHandler(levels: ShelfLevels, place: TablePlace): TargetHandler<RowValue, string, Action> {
  const { note, storage } = levels;
  const name = `${place.shelf}/${place.table}`;
  const sink = sinkOf(`rows of ${name}`, levels);
  return {
    reconcile(key: StableKey, desired, previous): Answer<string> {
      const tracking = desired === absent ? absent : JSON.stringify(desired);
      if (isSettledAs(tracking, previous)) return undefined;
      const row = String(key);
      const apply = (): void => {
        const verb = desired === absent ? "delete" : storage.has(place, row) ? "update" : "create";
        note(`${verb} ${name}/${row}`);
        if (desired === absent) storage.remove(place, row);
        else storage.put(place, row, desired);
      };
      return { tracking, action: { sink, payload: { apply } } };
    },
    attachments: () => ({ index: indexHandler(levels, place) }),
  };
}

function indexHandler(levels: ShelfLevels, place: TablePlace): TargetHandler<true, true, Action> {
  const name = `${place.shelf}/${place.table}`;
  const sink = sinkOf(`index of ${name}`, levels);
  return {
    reconcile(_key, desired, previous): Answer<true> {
      if (isSettledAs(desired, previous)) return undefined;
      const there = desired !== absent;
      const apply = (): void => {
        levels.note(`${there ? "index" : "unindex"} ${name}`);
        levels.storage.setIndex(place, there);
      };
      return { tracking: there ? true : absent, action: { sink, payload: { apply } } };
    },
  };
}

/** Applies each batch in two parts. */
function sinkOf(what: string, { pass, storage }: ShelfLevels): Sink<Action> {
  return {
    name: `test ${what}`,
    apply: async (actions) => {
      pass("sink: before");
      await Promise.resolve();
      const half = Math.ceil(actions.length / 2);
      for (const part of [actions.slice(0, half), actions.slice(half)]) {
        if (part.length === 0) continue;
        storage.begin();
        try {
          for (const [index, action] of part.entries()) {
            if (index > 0) pass("sink: between two actions");
            action.apply();
          }
        } finally {
          storage.end();
        }
        pass("sink: a part of a batch applied");
        await new Promise((resolve) => setImmediate(resolve));
      }
      pass("sink: after");
    },
  };
}

/** Whether what is wanted is what is there for certain; nothing wanted and nothing there counts too. */
function isSettledAs<Tracking>(wanted: unknown, { mayBeMissing, possible }: PreviousStates<Tracking>): boolean {
  if (wanted === absent) return possible.length === 0;
  return !mayBeMissing && possible.length === 1 && possible[0] === wanted;
}
