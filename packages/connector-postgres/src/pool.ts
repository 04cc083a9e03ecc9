/** What a query gives: the part of it that this package reads. */
export interface QueryAnswer {
  readonly rows: readonly unknown[];
  readonly rowCount: number | null;
}

/** One connection that a pool lends: what this package needs of it. */
export interface PoolConnection {
  query(text: string, values?: unknown[]): Promise<QueryAnswer>;
  /** Gives it back; `true` ends it instead. */
  release(destroy?: boolean): void;
  on?(event: "error" | "notification", listener: (payload: unknown) => void): unknown;
  removeListener?(event: "error" | "notification", listener: (payload: unknown) => void): unknown;
}

/**
 * What this package needs of a pool of connections. A `Pool` of `pg` fits, and one that offers the same methods, such as that of
 * `@neondatabase/serverless`. Each table that is written uses one connection at a time, and each live source keeps one.
 */
export interface PostgresPool {
  connect(): Promise<PoolConnection>;
  query(text: string, values?: unknown[]): Promise<QueryAnswer>;
}
