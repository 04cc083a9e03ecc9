import type { OnExisting } from "./namespace-action.ts";
import { TurbopufferError } from "./turbopuffer-error.ts";

export type VectorDistance = "cosine" | "euclidean";

export interface NamespaceOptions<Columns extends string = string> {
  /**
   * `"system"` (default): the app makes, changes and deletes the namespace. `"user"`: the namespace is there and stays; the
   * app writes and deletes its own rows, and checks that the attributes fit.
   */
  readonly managedBy?: "system" | "user";
  /**
   * For a namespace of that name that this app did not make: `"error"` (default), `"adopt"` it with its rows, or
   * `"replace"` it by an empty one.
   */
  readonly onExisting?: OnExisting;
  /** By column of vectors: how they are compared. Default `"cosine"`. */
  readonly distance?: Readonly<Partial<Record<Columns, VectorDistance>>>;
  /**
   * By column: whether queries may filter by it. Default: true, but not for text, JSON and bytes, whose values may then be
   * larger than 4 KiB and cost half.
   */
  readonly filterable?: Readonly<Partial<Record<Columns, boolean>>>;
  /**
   * What ids are, where the primary key is one `int` column: `"uint"` (default), 8 bytes each and never negative, or
   * `"string"`.
   */
  readonly ids?: "string" | "uint";
}

interface KnownColumn {
  readonly name: string;
  readonly type: { readonly kind: string };
}

const choices: Readonly<Record<string, readonly unknown[]>> = {
  managedBy: ["system", "user", undefined],
  onExisting: ["error", "adopt", "replace", undefined],
  ids: ["string", "uint", undefined],
};

/** Refuses options that are not known, and those of columns that they do not fit. */
export function checkOptions(
  namespace: string,
  options: NamespaceOptions,
  columns: readonly KnownColumn[],
  primaryKey: readonly string[],
): void {
  const { distance = {}, filterable = {}, ...others } = options;
  for (const [option, value] of Object.entries(others)) {
    if (choices[option]?.includes(value) === true) continue;
    throw wrong(namespace, `the option ${option}: ${JSON.stringify(value)} is not known`);
  }
  const kindOf = (name: string): string | undefined => columns.find((column) => column.name === name)?.type.kind;
  if (options.ids !== undefined && (primaryKey.length > 1 || kindOf(primaryKey[0] as string) !== "int")) {
    throw wrong(namespace, "the option ids is for a primary key of one int column");
  }
  for (const [option, byColumn] of Object.entries({ distance, filterable })) {
    const name = Object.keys(byColumn).find((column) => kindOf(column) === undefined);
    if (name !== undefined) {
      const names = columns.map((column) => column.name).join(", ");
      throw wrong(namespace, `${option}.${name}: there is no such column among ${names}`);
    }
  }
  for (const [name, value] of Object.entries(distance)) {
    if (kindOf(name) === "vector" && ["cosine", "euclidean", undefined].includes(value)) continue;
    throw wrong(namespace, `distance.${name}: ${JSON.stringify(value)} does not fit`);
  }
  for (const [name, value] of Object.entries(filterable)) {
    const kind = kindOf(name);
    if (kind !== "vector" && [true, false, undefined].includes(value)) continue;
    throw wrong(namespace, `filterable.${name}: ${JSON.stringify(value)} does not fit`);
  }
}

function wrong(namespace: string, problem: string): TurbopufferError {
  return new TurbopufferError(`mountNamespace(${namespace}): ${problem}.`, {
    code: "TURBOPUFFER_OPTIONS",
    hint: 'distance: by column of vectors, "cosine" | "euclidean"; filterable: by other columns, true | false; ids: "uint" | "string"; managedBy: "system" | "user"; onExisting: "error" | "adopt" | "replace".',
  });
}
