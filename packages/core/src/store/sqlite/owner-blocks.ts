import type { TableSummary } from "../app-summary.ts";
import { NOBODY, type OwnerBlock, type OwnerEntries, readableBlock } from "./owner-block.ts";
import { partsOf } from "./packed-page.ts";
import { placesInOrder } from "./places-in-order.ts";
import type { StoreConnection } from "./store-connection.ts";

const AT = "SELECT value FROM owner WHERE app = ? AND key <= ? ORDER BY key DESC LIMIT 1";
/** Fewer keys than this are looked up one by one. */
const FEW = 8;
/** And no more than this at once: their blocks stand in memory together, 700 bytes each. */
const AT_ONCE = 1024;
// The blocks of many keys as one row: a row for each costs more than twice as much.
const MANY = `WITH RECURSIVE place (at) AS (SELECT 0 UNION ALL SELECT at + 1 FROM place WHERE at + 1 < @count)
  SELECT CAST(group_concat(block, '') AS BLOB) AS blocks, group_concat(length(block)) AS lengths FROM
    (SELECT ifnull((SELECT value FROM owner WHERE app = @app AND key <= substr(@keys, 1 + at * @width, @width)
      ORDER BY key DESC LIMIT 1), x'') AS block FROM place)`;

/** The blocks of owners in a file, each under its first key: whatever cannot be read in them belongs to nobody. */
export class OwnerBlocks {
  readonly #connection: StoreConnection;

  constructor(connection: StoreConnection) {
    this.#connection = connection;
  }

  /** The numbers of the components that own these keys, `NOBODY` for none; nothing where there is no block. */
  find(app: number, keys: readonly Uint8Array[]): number[] | undefined {
    if (this.#connection.statement("SELECT 1 FROM owner WHERE app = ? LIMIT 1").get(app) === undefined)
      return undefined;
    const width = keys[0]?.length ?? 0;
    if (keys.length < FEW || width === 0 || keys.some((key) => key.length !== width)) {
      const at = this.#connection.statement(AT).pluck();
      return keys.map((key) => findIn(at.get(app, key) as Uint8Array | undefined, key));
    }
    return this.#areDense(app, keys.length) ? this.#scan(app, keys) : this.#seek(app, keys, width);
  }

  /** Whether there are fewer blocks than keys: to read one after the other takes no longer than to seek one. */
  #areDense(app: number, keys: number): boolean {
    const statement = this.#connection.statement("SELECT count(*) FROM (SELECT 1 FROM owner WHERE app = ? LIMIT ?)");
    return (statement.pluck().get(app, keys) as number) < keys;
  }

  #seek(app: number, keys: readonly Uint8Array[], width: number): number[] {
    const numbers: number[] = [];
    for (let start = 0; start < keys.length; start += AT_ONCE) {
      const some = keys.slice(start, start + AT_ONCE);
      const found = this.#connection.statement(MANY).get({ app, width, count: some.length, keys: Buffer.concat(some) });
      const { blocks, lengths } = found as Found;
      for (const [index, block] of partsOf(blocks, lengths).entries())
        numbers.push(findIn(block, some[index] as Uint8Array));
    }
    return numbers;
  }

  /** Goes through the blocks once, and through the keys in their order. */
  #scan(app: number, keys: readonly Uint8Array[]): number[] {
    const places = placesInOrder(keys);
    const numbers = Array.from(keys, () => NOBODY);
    let packed: Uint8Array | undefined;
    let next = 0;
    /** Looks up the keys that stand before this one in the block that was read last. */
    const findUpTo = (end: Uint8Array | undefined): void => {
      let block: OwnerBlock | undefined;
      for (; next < places.length; next++) {
        const place = places[next] as number;
        const key = keys[place] as Uint8Array;
        if (end !== undefined && Buffer.compare(key, end) >= 0) return;
        if (packed === undefined) continue;
        block ??= readableBlock(packed);
        if (block === undefined) packed = undefined;
        else numbers[place] = block.find(key);
      }
    };
    const statement = this.#connection.statement("SELECT key, value FROM owner WHERE app = ? ORDER BY key").raw();
    for (const row of statement.iterate(app)) {
      const [first, value] = row as [Uint8Array, Uint8Array];
      findUpTo(first);
      if (next === places.length) break;
      packed = value;
    }
    findUpTo(undefined);
    return numbers;
  }

  /** The entries from the block on in which a key would stand, a block at a time. Nothing may be written meanwhile. */
  *from(app: number, key: Uint8Array): Generator<OwnerEntries> {
    const statement = this.#connection
      .statement(
        `SELECT value FROM owner WHERE app = @app AND
           key >= ifnull((SELECT max(key) FROM owner WHERE app = @app AND key <= @key), x'') ORDER BY key`,
      )
      .pluck();
    for (const packed of statement.iterate({ app, key })) {
      const block = readableBlock(packed as Uint8Array);
      if (block !== undefined) yield block.entries();
    }
  }

  /** How many entries there are, and how many bytes their blocks have. */
  summary(app: number): TableSummary {
    let entries = 0;
    let bytes = 0;
    for (const { block, packed } of this.#all(app)) {
      entries += block?.size ?? 0;
      bytes += packed.length;
    }
    return { entries, bytes };
  }

  /** How many blocks of any app cannot be read. */
  unreadable(): number {
    let count = 0;
    for (const { block } of this.#all()) if (block === undefined) count += 1;
    return count;
  }

  clear(app: number): void {
    this.#connection.statement("DELETE FROM owner WHERE app = ?").run(app);
  }

  *#all(app?: number): Generator<{ packed: Uint8Array; block: OwnerBlock | undefined }> {
    const statement = this.#connection.statement("SELECT value FROM owner WHERE app = ? OR ? IS NULL").pluck();
    for (const value of statement.iterate(app ?? 0, app ?? null)) {
      const packed = value as Uint8Array;
      yield { packed, block: readableBlock(packed) };
    }
  }
}

interface Found {
  readonly blocks: Uint8Array | null;
  readonly lengths: string;
}

function findIn(packed: Uint8Array | undefined, key: Uint8Array): number {
  if (packed === undefined || packed.length === 0) return NOBODY;
  return readableBlock(packed)?.find(key) ?? NOBODY;
}
