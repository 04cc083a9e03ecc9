/** A record of an answer: the part of the driver's that this package reads. */
export interface Neo4jRecord {
  get(key: string): unknown;
}

/** The answer to a statement: to be awaited whole, or read record by record. */
export interface Neo4jResult
  extends PromiseLike<{ readonly records: readonly Neo4jRecord[] }>,
    AsyncIterable<Neo4jRecord> {}

/** What runs statements: a session, or a transaction of one. */
export interface Neo4jRunner {
  run(statement: string, parameters?: Record<string, unknown>): Neo4jResult;
}

/** A session: what this package needs of it. */
export interface Neo4jSession extends Neo4jRunner {
  executeWrite<T>(work: (transaction: Neo4jRunner) => Promise<T>, config?: { metadata?: object }): Promise<T>;
  close(): Promise<void>;
}

/** What this package needs of a driver: that of `neo4j-driver` fits as it is. */
export interface Neo4jDriver {
  session(config?: Record<string, unknown>): Neo4jSession;
  close(): Promise<void>;
}

/** What a context key of a graph stands for: what `connect` gives, or a driver of your own: `{ driver, database: "docs" }`. */
export interface Neo4jConnection {
  readonly driver: Neo4jDriver;
  /** Default: the user's home database. */
  readonly database?: string;
}
