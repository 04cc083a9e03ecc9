import { type GraphTable, type IndexSpec, tableText } from "@coco/property-graph";
import { textLiteral } from "./cypher.ts";
import { FalkordbError } from "./falkordb-error.ts";

/** The languages that FalkorDB's full text knows. */
const LANGUAGES: readonly string[] = (
  "arabic armenian basque catalan chinese danish dutch english finnish french german greek hindi hungarian indonesian irish " +
  "italian lithuanian nepali norwegian portuguese romanian russian serbian spanish swedish tamil turkish yiddish"
).split(" ");

/** @throws FalkordbError (`FALKORDB_INDEX`) for options that FalkorDB does not take. */
export function checkIndex(table: GraphTable, name: string, spec: IndexSpec): void {
  const refuse = (problem: string, hint: string): never => {
    throw new FalkordbError(`The index ${name} of the ${tableText(table)} ${problem}.`, {
      code: "FALKORDB_INDEX",
      hint,
    });
  };
  const known = spec.kind === "vector" ? "efRuntime" : "stopwords";
  for (const [option, value] of Object.entries(spec.storeOptions ?? {})) {
    const isTaken =
      option === "efRuntime"
        ? Number.isInteger(value) && (value as number) > 0
        : Array.isArray(value) && value.every((one) => typeof one === "string" && !one.includes("\0"));
    if (option === known && isTaken) continue;
    refuse(`has storeOptions.${option}: ${JSON.stringify(value)}`, `There is: ${known}.`);
  }
  if (spec.kind === "fts" && !LANGUAGES.includes(spec.language)) {
    refuse(`has the language "${spec.language}"`, `FalkorDB knows ${LANGUAGES.join(", ")}.`);
  }
}

export function languageOf(spec: IndexSpec): string {
  return spec.kind === "fts" ? spec.language : "english";
}

/** In the order of the alphabet. */
export function stopwordsOf(spec: IndexSpec): readonly string[] {
  const given = spec.kind === "fts" ? (spec.storeOptions?.["stopwords"] as string[] | undefined) : undefined;
  return [...(given ?? [])].sort();
}

/** The options of an index as they stand in Cypher. */
export function indexOptions(spec: IndexSpec): string {
  if (spec.kind === "fts") {
    const stopwords = stopwordsOf(spec);
    const list = stopwords.length === 0 ? "" : `, stopwords: [${stopwords.map(textLiteral).join(", ")}]`;
    return `{language: ${textLiteral(spec.language)}${list}}`;
  }
  const { dims, efConstruction, m, metric, storeOptions = {} } = spec;
  const efRuntime = storeOptions["efRuntime"] as number | undefined;
  const parts = [
    `dimension: ${dims}`,
    `similarityFunction: "${metric}"`,
    ...(m === undefined ? [] : [`M: ${m}`]),
    ...(efConstruction === undefined ? [] : [`efConstruction: ${efConstruction}`]),
    ...(efRuntime === undefined ? [] : [`efRuntime: ${efRuntime}`]),
  ];
  return `{${parts.join(", ")}}`;
}
