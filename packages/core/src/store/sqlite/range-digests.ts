import type { PutChange } from "../change.ts";
import type { StoreConnection } from "./store-connection.ts";

// A range is what lies after its own key, up to and with the key that its value begins with. Behind that comes a zero,
// and no key of a level begins with another one: so values compare as the last keys of their ranges do.

/** Deletes the digests of the ranges that these components lie in: they were put, or deleted. */
export function forgetRangesOf(
  connection: StoreConnection,
  app: number,
  components: readonly { readonly key: Uint8Array }[],
): void {
  if (connection.statement("SELECT 1 FROM range_digest WHERE app = ? LIMIT 1").get(app) === undefined) return;
  const forget = connection.statement(
    `DELETE FROM range_digest WHERE app = @app AND value >= @key
       AND key = (SELECT key FROM range_digest WHERE app = @app AND key < @key ORDER BY key DESC LIMIT 1)`,
  );
  for (const { key } of components) forget.run({ app, key });
}

/** Deletes the digests of the ranges that share components with a new one. */
export function forgetOverlaps(connection: StoreConnection, app: number, { key, value }: PutChange): void {
  // Those that begin within it: a key that the value begins with is its last one, where the next range begins.
  connection
    .statement(
      `DELETE FROM range_digest WHERE app = @app AND key > @key AND key < @value
         AND key <> substr(@value, 1, length(key))`,
    )
    .run({ app, key, value });
  // The one that begins before it, unless it ends where this one begins.
  connection
    .statement(
      `DELETE FROM range_digest WHERE app = @app AND value > @behind
         AND key = (SELECT key FROM range_digest WHERE app = @app AND key < @key ORDER BY key DESC LIMIT 1)`,
    )
    .run({ app, key, behind: Buffer.concat([key, BEHIND_ZERO]) });
}

const BEHIND_ZERO = Buffer.from([1]);
