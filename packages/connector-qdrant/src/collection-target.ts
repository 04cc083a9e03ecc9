import {
  type AnyRecord,
  type AnyResolvedColumnType,
  checkRow,
  declareTargetState,
  memoKey,
  primaryKeyOf,
  type ResolvedRecord,
  type RowInput,
  type TargetProvider,
} from "@coco/connectorkit";
import type { RowValues } from "./encode-point.ts";
import type { IndexSpec } from "./index-handler.ts";
import { payloadIndex, type PayloadIndexOptions } from "./payload-index.ts";
import { PAYLOAD_INDEX } from "./point-handler.ts";

/**
 * A mounted collection: what it should hold is declared here. As an argument of a memoized function it counts by its path.
 */
export class CollectionTarget<in out R extends AnyRecord = AnyRecord> {
  static {
    // The path alone: a new generation of the collection is followed by the engine. (A method with a computed name cannot
    // stand in a declaration that is made without types.)
    Object.defineProperty(CollectionTarget.prototype, memoKey, {
      value(this: CollectionTarget): unknown {
        return this.#provider.path;
      },
    });
  }

  /** The collection's name. */
  readonly name: string;
  readonly #provider: TargetProvider<RowValues>;
  readonly #record: ResolvedRecord<R, AnyResolvedColumnType>;

  /** @internal Made by `mountCollection`. */
  constructor(name: string, provider: TargetProvider<RowValues>, record: ResolvedRecord<R, AnyResolvedColumnType>) {
    this.name = name;
    this.#provider = provider;
    this.#record = record;
  }

  /**
   * Declares that the collection should hold a point with this row. It replaces one with the same primary key, as a whole,
   * and is deleted when no component declares it any more. Every value is checked at once.
   * @throws RowError that names key, column, what was given and what is wanted.
   */
  declareRow(row: RowInput<R>): void {
    const checked = checkRow(this.#record, row, `Row of collection ${this.name}`);
    const key = primaryKeyOf(this.#record.schema, checked);
    declareTargetState(this.#provider.state(key, checked as RowValues));
  }

  /**
   * Declares an index of a field of the payload, which makes filters on it fast. It is made after the points of a run, and
   * anew when its options change.
   * @throws QdrantError for an unknown column, or one that cannot have such an index.
   */
  declarePayloadIndex(options: PayloadIndexOptions<keyof R["columns"] & string>): void {
    const { field, spec } = payloadIndex(options, this.#record.columns, this.name);
    declareTargetState(this.#provider.attachment<IndexSpec>(PAYLOAD_INDEX).state(field, spec));
  }
}
