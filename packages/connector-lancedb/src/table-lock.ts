const tails = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * Runs `work` when all earlier work on the same table of the same connection has ended. LanceDB has no unique keys and
 * no lock: two merges of one new key at the same moment leave two rows, and a compaction beside a merge fails.
 */
export function withTableLock<T>(connection: object, table: string, work: () => Promise<T>): Promise<T> {
  let ofConnection = tails.get(connection);
  if (ofConnection === undefined) {
    ofConnection = new Map();
    tails.set(connection, ofConnection);
  }
  const before = ofConnection.get(table) ?? Promise.resolve();
  const result = before.then(work);
  ofConnection.set(
    table,
    result.catch(() => undefined),
  );
  return result;
}
