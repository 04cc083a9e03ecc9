import { memoKey, memoState, type MemoStateOutcome, type StableKey } from "@coco/connectorkit";

/** @internal What stored rows of one source have in common. */
export interface RowOrigin<Row> {
  /** The source: the name of the context key, schema and table. */
  readonly identity: readonly string[];
  read(key: readonly string[]): Promise<Row>;
}

/**
 * A row that is known by its key and by a column that changes with it. As an argument of a memoized function it counts
 * as changed when that column does; it is read whole only then.
 */
export class StoredRow<Row> {
  static {
    // A method with a computed name cannot stand in a declaration that is made without types.
    Object.defineProperty(StoredRow.prototype, memoKey, {
      value(this: StoredRow<unknown>): unknown {
        return [this.#origin.identity, this.#texts];
      },
    });
    Object.defineProperty(StoredRow.prototype, memoState, {
      value(this: StoredRow<unknown>, previous: unknown): MemoStateOutcome {
        // Without a value nothing can be said of what changed.
        return { state: this.ordinal, valid: this.ordinal !== null && previous === this.ordinal };
      },
    });
  }

  readonly key: StableKey;
  /** The text of the column that changes with the row. */
  readonly ordinal: string | null;
  readonly #origin: RowOrigin<Row>;
  readonly #texts: readonly string[];

  /** @internal Made by `readTable`. */
  constructor(origin: RowOrigin<Row>, key: StableKey, texts: readonly string[], ordinal: string | null) {
    this.#origin = origin;
    this.key = key;
    this.#texts = texts;
    this.ordinal = ordinal;
  }

  /**
   * Reads the row as it is now; rows that are read at the same time are read together.
   * @throws PostgresError (`POSTGRES_ROW_GONE`) when it was deleted since it was found.
   */
  read(): Promise<Row> {
    return this.#origin.read(this.#texts);
  }
}
