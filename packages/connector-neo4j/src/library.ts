import type { Neo4jDriver } from "./connection.ts";
import { Neo4jError } from "./neo4j-error.ts";

type DateTimeClass = new (...parts: (number | null)[]) => object;

/** The part of `neo4j-driver` that this package uses. */
export interface Library {
  driver(url: string, auth: unknown, config: Record<string, unknown>): Neo4jDriver;
  readonly auth: { basic(user: string, password: string): unknown };
  readonly types: { readonly Date: DateTimeClass; readonly DateTime: DateTimeClass };
}

let library: Promise<Library> | undefined;

/** Loads the driver when it is first needed. */
export function loadLibrary(): Promise<Library> {
  library ??= import("neo4j-driver").then(
    (module) => (module as unknown as { readonly default: Library }).default,
    (cause: unknown) => {
      library = undefined;
      throw new Neo4jError("The package neo4j-driver is not installed.", {
        code: "NEO4J_NOT_INSTALLED",
        hint: "Add it to your project: npm install neo4j-driver",
        cause,
      });
    },
  );
  return library;
}
