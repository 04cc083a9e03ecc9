import type { AppState, Durability, Entry, PageRange } from "../app-state.ts";
import type { Change, DeleteChange, PutChange } from "../change.ts";
import { type StoreTable, storeTables } from "../store-table.ts";
import { endOfPrefix } from "./end-of-prefix.ts";
import { orderChanges } from "./order-changes.ts";
import { entriesOfPage, type PackedPage } from "./packed-page.ts";
import type { OwnerTable } from "./owner-table.ts";
import { forgetOverlaps, forgetRangesOf } from "./range-digests.ts";
import { ReadCollector, type ReadRequest } from "./read-collector.ts";
import type { StoreConnection } from "./store-connection.ts";
import { deleteStatement, getStatement, pageStatement, putStatement, tableNames } from "./table-statements.ts";

/** The state of one app in a SQLite file. Each call does its whole work at once, so calls are answered in their order. */
export class SqliteAppState implements AppState {
  readonly name: string;
  readonly #connection: StoreConnection;
  readonly #owners: OwnerTable;
  readonly #reads: ReadCollector = new ReadCollector((requests) => this.#answer(requests));

  constructor(connection: StoreConnection, owners: OwnerTable, name: string) {
    this.#connection = connection;
    this.#owners = owners;
    this.name = name;
  }

  get revision(): number {
    return this.#connection.revision;
  }

  async page(table: StoreTable, { prefix, after, limit }: PageRange): Promise<readonly Entry[]> {
    if (!Number.isSafeInteger(limit) || limit < 1)
      throw new RangeError(`A page needs a positive integer as its limit, not ${limit}.`);
    return this.#connection.read(() => {
      const app = this.#number();
      if (app === undefined) return [];
      if (table === "owner")
        return this.#owners.page(app, { prefix, limit, ...(after === undefined ? {} : { after }) });
      const open = after !== undefined && Buffer.compare(after, prefix) >= 0;
      const lower = open ? after : prefix;
      const upper = endOfPrefix(prefix);
      const statement = pageStatement(this.#connection, table, open, upper !== undefined);
      const row = upper === undefined ? statement.get(app, lower, limit) : statement.get(app, lower, upper, limit);
      return entriesOfPage(row as PackedPage);
    });
  }

  async count(table: StoreTable): Promise<number> {
    return this.#connection.read(() => {
      const app = this.#number();
      if (app === undefined) return 0;
      if (table === "owner") return this.#owners.summary(app).entries;
      const text = `SELECT count(*) AS entries FROM ${tableNames[table]} WHERE app = ?`;
      return (this.#connection.statement(text).get(app) as { entries: number }).entries;
    });
  }

  read(table: StoreTable, keys: readonly Uint8Array[]): Promise<readonly (Uint8Array | undefined)[]> {
    return keys.length === 0 ? Promise.resolve([]) : this.#reads.ask(table, keys);
  }

  async commit(
    changes: readonly Change[],
    durability: Durability = "at once",
    atRevision: number = this.revision,
  ): Promise<void> {
    if (changes.length === 0) return;
    const { entries, uses } = orderChanges(changes);
    const puts = entries.some(([, list]) => list.some(({ kind }) => kind === "put"));
    let succeeded: () => void = () => undefined;
    this.#connection.write(() => {
      const app = this.#number() ?? (puts ? this.#register() : undefined);
      if (app === undefined || atRevision !== this.revision) return;
      const listOf = (table: StoreTable): readonly (PutChange | DeleteChange)[] =>
        entries.find(([name]) => name === table)?.[1] ?? [];
      const components = listOf("component");
      if (components.length > 0) {
        this.#connection.revision += 1;
        forgetRangesOf(this.#connection, app, components);
      }
      const claims = this.#owners.claim(app, components, listOf("owner"));
      for (const [table, list] of entries) {
        if (table === "owner") {
          succeeded = this.#owners.write(app, claims);
          continue;
        }
        const put = putStatement(this.#connection, table);
        const remove = deleteStatement(this.#connection, table);
        let puts = 0;
        for (const change of list) {
          if (table === "rangeDigest" && change.kind === "put") forgetOverlaps(this.#connection, app, change);
          if (change.kind === "delete") remove.run(app, change.key);
          else if (table === "component") put.run(app, change.key, change.value, claims.numbers[puts++]);
          else put.run(app, change.key, change.value);
        }
      }
      const use = this.#connection.statement("UPDATE app_memo SET users = users + ? WHERE app = ? AND key = ?");
      for (const { key, by } of uses) use.run(by, app, key);
    }, "later");
    succeeded();
    if (durability === "at once") await this.#connection.persist();
  }

  async persist(): Promise<void> {
    await this.#connection.persist();
  }

  async deleteUnusedAppMemos(): Promise<number> {
    return this.#connection.write(() => {
      const app = this.#number();
      if (app === undefined) return 0;
      return this.#connection.statement("DELETE FROM app_memo WHERE app = ? AND users <= 0").run(app).changes;
    });
  }

  async clear(): Promise<void> {
    this.#connection.write(() => {
      const app = this.#number();
      if (app === undefined) return;
      this.#connection.revision += 1;
      this.#owners.clear(app);
      for (const table of storeTables) {
        this.#connection.statement(`DELETE FROM ${tableNames[table]} WHERE app = ?`).run(app);
      }
      this.#connection.statement("DELETE FROM app WHERE number = ?").run(app);
    });
  }

  #answer(requests: readonly ReadRequest[]): (Uint8Array | undefined)[][] {
    return this.#connection.read(() => {
      const app = this.#number();
      return requests.map(({ table, keys }) => {
        if (table === "owner") return app === undefined ? keys.map(() => undefined) : this.#owners.read(app, keys);
        const statement = getStatement(this.#connection, table);
        return keys.map((key) => {
          const row = app === undefined ? undefined : statement.get(app, key);
          return (row as { value: Uint8Array } | undefined)?.value;
        });
      });
    });
  }

  /** Looked up each time, because another process may have cleared the app and made it again. */
  #number(): number | undefined {
    const row = this.#connection.statement("SELECT number FROM app WHERE name = ?").get(this.name);
    return (row as { number: number } | undefined)?.number;
  }

  #register(): number {
    return Number(this.#connection.statement("INSERT INTO app (name) VALUES (?)").run(this.name).lastInsertRowid);
  }
}
