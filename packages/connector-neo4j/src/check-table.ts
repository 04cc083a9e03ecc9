import { type GraphTable, type IndexSpec, tableText } from "@coco/property-graph";
import { PLACEHOLDER } from "./cypher.ts";
import { Neo4jError } from "./neo4j-error.ts";

/** The server keeps the names of labels, types and properties with their length in two bytes. */
const MOST_BYTES = 65_535;
/** What a vector index takes. */
const MOST_DIMENSIONS = 4_096;

/** @throws Neo4jError (`NEO4J_NAME`, `NEO4J_COLUMN`) for what the server cannot hold. */
export function checkTable(table: GraphTable): void {
  checkName(table.name, `the name of ${table.kind}`);
  for (const { name, type } of table.layout.columns) {
    checkName(name, `a property of the ${tableText(table)}`);
    if (type.kind !== "list" || type["item"] !== "bytes") continue;
    throw new Neo4jError(`The property ${name} of the ${tableText(table)} is a list of bytes, which Neo4j has not.`, {
      code: "NEO4J_COLUMN",
      hint: "Keep one value of bytes, or texts: t.list(t.string()) of base64.",
    });
  }
}

/** @throws Neo4jError (`NEO4J_INDEX`, `NEO4J_NAME`) for an index that the server does not make. */
export function checkIndex(table: GraphTable, name: string, spec: IndexSpec): void {
  checkName(name, `the name of an index of the ${tableText(table)}`);
  const refuse = (problem: string, hint: string): never => {
    throw new Neo4jError(`The index ${name} of the ${tableText(table)} ${problem}.`, { code: "NEO4J_INDEX", hint });
  };
  if (spec.kind === "vector" && spec.dims > MOST_DIMENSIONS) {
    refuse(`would have ${spec.dims} dimensions`, `Neo4j indexes at most ${MOST_DIMENSIONS}: use an embedder of fewer.`);
  }
  const prefix = spec.kind === "vector" ? "vector." : "fulltext.";
  const unknown = Object.keys(spec.storeOptions ?? {}).find((option) => !option.startsWith(prefix));
  if (unknown !== undefined) {
    refuse(`has an unknown option "${unknown}"`, `Neo4j's settings of such an index begin with "${prefix}".`);
  }
}

function checkName(name: string, what: string): void {
  const problem =
    name === PLACEHOLDER
      ? "coco marks with it what stands in for nodes that are not declared"
      : name.includes("\0")
        ? "it holds NUL"
        : Buffer.byteLength(name) > MOST_BYTES
          ? `it is longer than ${MOST_BYTES} bytes`
          : undefined;
  if (problem === undefined) return;
  throw new Neo4jError(`${JSON.stringify(name.slice(0, 100))} cannot be ${what}: ${problem}.`, {
    code: "NEO4J_NAME",
    hint: "Choose another name.",
  });
}
