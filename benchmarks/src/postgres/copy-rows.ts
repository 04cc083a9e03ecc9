// By hand: the fastest way into Postgres that there is, COPY in its binary format, into an empty table with a primary key.
import { once } from "node:events";
import pg from "pg";
import { from } from "pg-copy-streams";
import { report, task } from "../measure/program.ts";
import { asWork, costsOf } from "./costs.ts";
import { DIMENSIONS, type MeasuredRow, measuredRows, TABLE, type WriteTask } from "./write-task.ts";

const { rows: count, url } = task<WriteTask>();
const rows = measuredRows(count);
const client = new pg.Client({ connectionString: url });
await client.connect();
await client.query("CREATE EXTENSION IF NOT EXISTS vector");
await client.query(`DROP TABLE IF EXISTS ${TABLE}`);
await client.query(
  `CREATE TABLE ${TABLE} (id bigint PRIMARY KEY, text text NOT NULL, embedding vector(${DIMENSIONS}) NOT NULL)`,
);

const { rows: found } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
const costs = await costsOf(count, [found[0]?.pid ?? 0], async () => {
  const stream = client.query(from(`COPY ${TABLE} FROM STDIN (FORMAT binary)`));
  stream.write(Buffer.concat([Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), Buffer.alloc(8)]));
  for (const row of rows) {
    if (!stream.write(encoded(row))) await once(stream, "drain");
  }
  stream.end(Buffer.from([0xff, 0xff]));
  await once(stream, "finish");
});
report({ rows: count, ...asWork("new", costs) });
await client.end();

function encoded({ embedding, id, text }: MeasuredRow): Buffer {
  const length = Buffer.byteLength(text);
  const buffer = Buffer.allocUnsafe(2 + 12 + 4 + length + 8 + embedding.byteLength);
  let at = buffer.writeInt16BE(3, 0);
  at = buffer.writeInt32BE(8, at);
  at = buffer.writeBigInt64BE(BigInt(id), at);
  at = buffer.writeInt32BE(length, at);
  at += buffer.write(text, at);
  at = buffer.writeInt32BE(4 + embedding.byteLength, at);
  at = buffer.writeInt16BE(embedding.length, at);
  at = buffer.writeInt16BE(0, at);
  const numbers = buffer.subarray(at);
  numbers.set(new Uint8Array(embedding.buffer, embedding.byteOffset, embedding.byteLength));
  numbers.swap32();
  return buffer;
}
