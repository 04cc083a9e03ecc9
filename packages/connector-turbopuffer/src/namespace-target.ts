import {
  type AnyRecord,
  checkRow,
  declareTargetState,
  memoKey,
  primaryKeyOf,
  type ResolvedRecord,
  type RowInput,
  RowError,
  type StableKey,
  type TargetProvider,
} from "@coco/connectorkit";
import type { RowValues } from "./encode-row.ts";
import { ftsIndex, type FtsIndexOptions } from "./fts-index.ts";
import type { IndexSpec } from "./index-handler.ts";
import { FTS_INDEX } from "./row-handler.ts";
import type { IdKind } from "./stored-type.ts";

/**
 * A mounted namespace: what it should hold is declared here. As an argument of a memoized function it counts by its path.
 */
export class NamespaceTarget<in out R extends AnyRecord = AnyRecord> {
  static {
    // The path alone: a new generation of the namespace is followed by the engine. (A method with a computed name cannot
    // stand in a declaration that is made without types.)
    Object.defineProperty(NamespaceTarget.prototype, memoKey, {
      value(this: NamespaceTarget): unknown {
        return this.#provider.path;
      },
    });
  }

  /** The namespace's name. */
  readonly name: string;
  readonly #provider: TargetProvider<RowValues>;
  readonly #record: ResolvedRecord<R>;
  readonly #ids: IdKind;

  /** @internal Made by `mountNamespace`. */
  constructor(name: string, provider: TargetProvider<RowValues>, record: ResolvedRecord<R>, ids: IdKind) {
    this.name = name;
    this.#provider = provider;
    this.#record = record;
    this.#ids = ids;
  }

  /**
   * Declares that the namespace should hold this row. It replaces one with the same primary key, as a whole, and is deleted
   * when no component declares it any more. Every value is checked at once.
   * @throws RowError that names key, column, what was given and what is wanted.
   */
  declareRow(row: RowInput<R>): void {
    const checked = checkRow(this.#record, row, `Row of namespace ${this.name}`);
    const key = primaryKeyOf(this.#record.schema, checked);
    if (this.#ids === "uint") this.#checkId(key);
    declareTargetState(this.#provider.state(key, checked as RowValues));
  }

  /**
   * Declares a full-text index, for `rank_by: [column, "BM25", words]`. It is made after the rows of a run, and changed when its
   * options change.
   * @throws TurbopufferError for an unknown column, one that holds no text, or options that do not fit.
   */
  declareFtsIndex(options: FtsIndexOptions<keyof R["columns"] & string>): void {
    const { attribute, spec } = ftsIndex(options, this.#record.columns, this.name);
    declareTargetState(this.#provider.attachment<IndexSpec>(FTS_INDEX).state(attribute, spec));
  }

  #checkId(key: StableKey): void {
    if ((key as number) >= 0) return;
    throw new RowError(`Row of namespace ${this.name} ${String(key)}: an id is an integer that is not negative`, {
      code: "ROW_INVALID",
      column: this.#record.primaryKey[0],
      hint: 'Mount the namespace with { ids: "string" } for keys that may be negative.',
    });
  }
}
