import type { SpecialVectorType } from "../record/column-type.ts";

/** What the contract suite asks a target for: see `TargetCapability` of the suite. */
export type DeclaredCapability = "additiveInPlace" | "columns" | "foundContainers" | "lostContainers" | "managedByUser";

/**
 * What a target says of itself, once and in one place: the contract suite holds it to that, and the page on choosing a
 * store is made of it.
 */
export interface TargetDeclaration {
  /** "PostgreSQL". */
  readonly system: string;
  /** In the app's own process, as a server that somebody runs, as a service that is paid for: any of these. */
  readonly runs: readonly ("embedded" | "server" | "service")[];
  /** What containers and their children are: "tables of rows". */
  readonly holds: string;
  /** Kinds of vectors that columns hold. */
  readonly vectors: readonly ("vector" | SpecialVectorType["kind"])[];
  /** How vectors can be compared, in the words of the connector's options. */
  readonly distances: readonly string[];
  /** How text is searched by its words, in few words; empty: not at all. */
  readonly fullText: string;
  /** What stands beside the rows, by the kind of attachment, each in few words. */
  readonly attachments: Readonly<Record<string, string>>;
  /** Kinds of columns that it refuses, each with the reason. */
  readonly refusedKinds: Readonly<Record<string, string>>;
  /** What it does of what the contract suite asks for: true, or why not. */
  readonly keeps: Readonly<Record<DeclaredCapability, true | string>>;
  /** What of a batch is there when it breaks off: "all of it, or nothing". */
  readonly batch: string;
  /** Whether its tests ran against the system itself, or against one that stands in for it. */
  readonly testedAgainst: "itself" | "stand-in";
}
