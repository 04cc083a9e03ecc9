import { type PostgresPool, queryRows, textDocument, vectorText } from "@coco/connector-postgres";
import { record, type Row, t } from "@coco/core";

const Found = record(
  { file: t.string(), startLine: t.int(), endLine: t.int(), text: t.string(), score: t.float() },
  { primaryKey: ["file", "startLine"] },
);

const words = textDocument({ column: "text" });

/**
 * The passages that answer a question best: what is near in meaning and what has the same words are ranked apart, and the
 * two rankings are joined (reciprocal rank fusion).
 */
export async function findPassages(
  pool: PostgresPool,
  question: { readonly text: string; readonly vector: Float32Array },
  limit: number,
): Promise<Row<typeof Found>[]> {
  const query = `
    WITH near AS (
      SELECT id, row_number() OVER (ORDER BY embedding <=> $2::vector) AS place
        FROM passages ORDER BY embedding <=> $2::vector LIMIT 20
    ), worded AS (
      SELECT id, row_number() OVER (ORDER BY ts_rank(${words}, asked) DESC) AS place
        FROM passages, websearch_to_tsquery('english', $1) AS asked
       WHERE ${words} @@ asked LIMIT 20
    )
    SELECT file, "startLine", "endLine", text,
           coalesce(1.0 / (60 + near.place), 0) + coalesce(1.0 / (60 + worded.place), 0) AS score
      FROM passages LEFT JOIN near USING (id) LEFT JOIN worded USING (id)
     WHERE near.id IS NOT NULL OR worded.id IS NOT NULL
     ORDER BY score DESC LIMIT $3::int`;
  return queryRows(pool, Found, query, [question.text, vectorText(question.vector), limit]);
}
