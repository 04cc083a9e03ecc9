// The writing part of coco's connector, without an engine: what it makes of declared rows, in batches as an engine gives them. First
// into an empty table, then the same rows again, then every row changed.
import * as postgres from "@coco/connector-postgres";
import { absent, type AnyTargetHandler, type Reconciliation, rootHandler, type SinkContext } from "@coco/connectorkit";
import { report, task } from "../measure/program.ts";
import { asWork, type Costs, costsOf } from "./costs.ts";
import { DIMENSIONS, type MeasuredRow, measuredRows, TABLE, type WriteTask } from "./write-task.ts";

const BATCH = 10_000;
const { rows: count, url } = task<WriteTask>();
const rows = measuredRows(count);
// One connection, so that it is known which process of the server does the work.
const pool = await postgres.connect(url, { max: 1 });
const context: SinkContext = {
  context: <T>() => pool as T,
  signal: new AbortController().signal,
  count: () => undefined,
};
const key = ["bench", "public", TABLE];
const column = (name: string, type: string, kind: string) => ({ name, type, kind, nullable: false });
const layout = {
  columns: [
    column("id", "bigint", "int"),
    column("text", "text", "string"),
    column("embedding", `vector(${DIMENSIONS})`, "vector"),
  ],
  primaryKey: ["id"],
};
const tables = rootHandler("coco.postgres.table") as AnyTargetHandler;
const declared = { layout, managedBy: "system", onExisting: "replace" };
await apply([tables.reconcile(key, declared, { possible: [], mayBeMissing: false })]);
const handler = tables.child?.(key, { declared }) as AnyTargetHandler;

const { rows: found } = await pool.query("SELECT pg_backend_pid() AS pid");
const server = [(found as { pid: number }[])[0]?.pid ?? 0];
const first = await write(rows);
const unchanged = await write(rows);
const changed = await write(rows.map((row) => ({ ...row, text: `${row.text}!` })));
const { rows: counted } = await pool.query(`SELECT count(*)::float8 AS n FROM ${TABLE}`);
report({
  rows: (counted as { n: number }[])[0]?.n ?? 0,
  ...asWork("new", first),
  ...asWork("unchanged", unchanged),
  ...asWork("changed", changed),
});
await apply([tables.reconcile(key, absent, { possible: [], mayBeMissing: false })]);
await pool.end();

/** Rows are compared with what is tracked, encoded and written. */
async function write(given: readonly MeasuredRow[]): Promise<Costs> {
  return costsOf(given.length, server, async () => {
    for (let start = 0; start < given.length; start += BATCH) {
      const batch = given.slice(start, start + BATCH);
      await apply(batch.map((row) => handler.reconcile(row.id, row, { possible: [], mayBeMissing: true })));
    }
  });
}

async function apply(answers: readonly (Reconciliation<unknown, unknown> | undefined)[]): Promise<void> {
  const actions = answers.flatMap((answer) => answer?.action ?? []);
  const answer = await actions[0]?.sink.apply(
    actions.map(({ payload }) => payload),
    context,
  );
  for (const error of answer ?? []) if (error !== undefined) throw error;
}
