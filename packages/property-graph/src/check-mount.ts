import { GraphError } from "./graph-error.ts";
import type { OnExisting } from "./table-change.ts";

export interface TableOptions {
  /**
   * `"system"` (default): the app makes, changes and drops the label or type, with its index of keys. `"user"`: it is there already and stays; the app
   * writes and deletes its own nodes or relations.
   */
  readonly managedBy?: "system" | "user";
  /**
   * For a label or type that is there and that this app did not make: `"error"` (default), `"adopt"` it with what is in it, or `"replace"` that by
   * nothing.
   */
  readonly onExisting?: OnExisting;
}

const choices: Readonly<Record<string, readonly unknown[]>> = {
  managedBy: ["system", "user", undefined],
  onExisting: ["error", "adopt", "replace", undefined],
};

/** @throws GraphError (`GRAPH_NAME`, `GRAPH_OPTIONS`) for what `mountNodes` or `mountRelations` does not take. */
export function checkMount(what: string, name: string, options: object, others: readonly string[]): void {
  if (typeof name !== "string" || name === "" || !name.isWellFormed()) {
    throw new GraphError(`${what}: ${JSON.stringify(name)} cannot be the name of a label or type.`, {
      code: "GRAPH_NAME",
      hint: "A name is a text that is not empty.",
    });
  }
  for (const [option, value] of Object.entries(options)) {
    if (others.includes(option) || choices[option]?.includes(value) === true) continue;
    // Of one that is known nowhere the name says enough: its value may be all that was mounted.
    const given = option in choices ? `${option}: ${JSON.stringify(value)}` : option;
    throw new GraphError(`${what}(${name}): the option ${given} is not known.`, {
      code: "GRAPH_OPTIONS",
      hint: `${others.map((one) => `${one}; `).join("")}managedBy: "system" | "user"; onExisting: "error" | "adopt" | "replace"`,
    });
  }
}
