import { type KeyedItem, memoKey, memoState, type Source, sourceItems } from "@coco/connectorkit";
import { afterEach, beforeEach, expect } from "vitest";
import { mountEach } from "../../index.ts";
import { checkStore } from "../../testing/check-store.ts";
import { MemoryDatabase, type MemoryTable } from "../../testing/memory-target.ts";
import { TestApp } from "../../testing/test-app.ts";
import { wrap } from "../../testing/wrap.ts";

/** Which notes were asked for their state, and which ran, since the run began. */
export const seen: { asked: string[]; ran: string[] } = { asked: [], ran: [] };

/** Something of a source: with a name, and a state of which its source knows the version. */
export interface Note {
  readonly name: string;
  readonly state: number;
}

export const Note: new (name: string, state: number) => Note = class implements Note {
  readonly name: string;
  readonly state: number;

  constructor(name: string, state: number) {
    this.name = name;
    this.state = state;
  }

  [memoKey](): string {
    return this.name;
  }

  [memoState](previous: number | undefined): { state: number; valid: boolean } {
    seen.asked.push(this.name);
    return { state: this.state, valid: previous === this.state };
  }
};

interface SourceOptions {
  readonly versionOf?: (note: Note) => number | undefined;
  readonly ordered?: boolean;
  readonly pageSize?: number;
  /** The source fails instead of this page. */
  readonly failsAt?: number;
}

export function sourceOf(states: ReadonlyMap<string, number>, options: SourceOptions = {}): Source<Note> {
  const { failsAt, ordered = true, pageSize = 100, versionOf = (note) => note.state } = options;
  return {
    name: "notes",
    [sourceItems]: () => ({
      ordered,
      versionOf,
      async *pages() {
        const names = [...states.keys()].sort();
        for (let at = 0, page = 0; at < names.length; at += pageSize, page++) {
          if (page === failsAt) throw new Error("the source is gone");
          yield names
            .slice(at, at + pageSize)
            .map((name): KeyedItem<Note> => [name, new Note(name, states.get(name) as number)]);
        }
      },
    }),
  };
}

export const index: (note: Note, table: MemoryTable) => Promise<void> = wrap(
  "ranges/index",
  { memo: true },
  async (note: Note, table: MemoryTable) => {
    seen.ran.push(note.name);
    table.declare(note.name, String(note.state));
  },
);

export function numbered(count: number): Map<string, number> {
  return new Map(Array.from({ length: count }, (_, number) => [`note-${String(number).padStart(5, "0")}`, 0]));
}

/** An app that writes notes into a table of a database in memory: new ones for each test of where this is made. */
export class NotesInATable {
  declare test: TestApp;
  declare database: MemoryDatabase;

  constructor() {
    beforeEach(() => {
      this.test = new TestApp();
      this.database = new MemoryDatabase("ranges");
    });
    afterEach(() => this.test.dispose());
  }

  /** Gives how many were unchanged. */
  async run(source: Source<Note>, f: typeof index = index): Promise<number> {
    seen.asked = [];
    seen.ran = [];
    const { stats } = await this.test.succeed(async () => mountEach(source, f, await this.database.mountTable("t")));
    expect((await checkStore(this.test.storePath, "Test", true)).problems).toEqual([]);
    return stats.total.unchanged;
  }

  rowsAre(states: ReadonlyMap<string, number>): void {
    const rows = [...states].map(([name, state]) => [name, String(state)]);
    expect(this.database.rows("t")).toEqual(Object.fromEntries(rows));
  }
}
