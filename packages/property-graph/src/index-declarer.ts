import { declareTargetState, type JsonValue, type TargetProvider } from "@coco/connectorkit";
import { INDEX } from "./entry-handler.ts";
import type { Values } from "./graph-changes.ts";
import { GraphError } from "./graph-error.ts";
import { type GraphTable, tableText } from "./graph-layout.ts";
import type { GraphStore } from "./graph-store.ts";
import type { FtsIndexOptions, IndexSpec, StoreOptions, VectorIndexOptions } from "./index-spec.ts";

const ofVectors: readonly string[] = ["column", "name", "metric", "m", "efConstruction", "storeOptions"];
const ofTexts: readonly string[] = ["column", "name", "language", "storeOptions"];

/** Checks indexes, gives them their stored form and declares them. */
export class IndexDeclarer {
  readonly #store: Pick<GraphStore<never>, "checkIndex">;
  readonly #table: GraphTable;
  readonly #provider: TargetProvider<Values>;

  constructor(store: Pick<GraphStore<never>, "checkIndex">, table: GraphTable, provider: TargetProvider<Values>) {
    this.#store = store;
    this.#table = table;
    this.#provider = provider;
  }

  declareVectorIndex(options: VectorIndexOptions): void {
    this.#checkOptions(options, ofVectors);
    const { column, efConstruction, m, metric = "cosine" } = options;
    const dims = this.#column(column, "vector")["dims"] as number;
    if (metric !== "cosine" && metric !== "euclidean") {
      throw this.#refuse(`has the metric ${JSON.stringify(metric)}`, 'Use "cosine" or "euclidean".');
    }
    for (const [name, value] of Object.entries({ m, efConstruction })) {
      if (value === undefined || (Number.isInteger(value) && value > 0)) continue;
      throw this.#refuse(`has ${name}: ${String(value)}`, "Give a whole number above zero.");
    }
    this.#declare(options.name ?? `${this.#table.name}__vector__${column}`, {
      kind: "vector",
      column,
      dims,
      metric,
      ...(m === undefined ? {} : { m }),
      ...(efConstruction === undefined ? {} : { efConstruction }),
      ...storeOptions(options),
    });
  }

  declareFtsIndex(options: FtsIndexOptions): void {
    this.#checkOptions(options, ofTexts);
    const columns = [options.column].flat();
    const { language = "english" } = options;
    if (columns.length === 0) throw this.#refuse("has no column", "Name one, or several.");
    for (const column of columns) this.#column(column, "string");
    if (typeof language !== "string" || !/^[a-z][a-z_-]*$/.test(language)) {
      throw this.#refuse(
        `has the language ${JSON.stringify(language)}`,
        'Name it in English and lower case: "english", "german".',
      );
    }
    this.#declare(options.name ?? `${this.#table.name}__fts__${columns.join("_")}`, {
      kind: "fts",
      columns,
      language,
      ...storeOptions(options),
    });
  }

  #declare(name: string, spec: IndexSpec): void {
    if (typeof name !== "string" || name === "")
      throw this.#refuse("has an empty name", "Give it one, or leave it out.");
    this.#store.checkIndex(this.#table, name, spec);
    declareTargetState(this.#provider.attachment<IndexSpec>(INDEX).state(name, spec));
  }

  #column(name: string, kind: string): Readonly<Record<string, JsonValue>> {
    const { columns } = this.#table.layout;
    const column = columns.find((candidate) => candidate.name === name);
    if (column?.type.kind === kind) return column.type;
    const problem = column === undefined ? "does not exist" : `holds ${column.type.kind}, not ${kind}`;
    const known = columns.map((one) => `${one.name} (${one.type.kind})`).join(", ");
    throw this.#refuse(`stands on the column ${JSON.stringify(name)}, which ${problem}`, `Columns: ${known}.`);
  }

  #checkOptions(options: object, known: readonly string[]): void {
    const unknown = Object.keys(options).find((name) => !known.includes(name));
    if (unknown !== undefined) throw this.#refuse(`has an unknown option "${unknown}"`, `Known: ${known.join(", ")}.`);
  }

  #refuse(problem: string, hint: string): GraphError {
    return new GraphError(`An index of the ${tableText(this.#table)} ${problem}.`, { code: "GRAPH_INDEX", hint });
  }
}

function storeOptions(options: { readonly storeOptions?: StoreOptions }): { readonly storeOptions?: StoreOptions } {
  return options.storeOptions === undefined ? {} : { storeOptions: options.storeOptions };
}
